// The short form of the chaos test: each fault once, while people read and edit. tests/chaos.sh is the long form.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { fill, smallDisk } from '../chaos/faults.mjs';
import { judge } from '../chaos/judge.mjs';
import { chaos, eachOnce } from '../chaos/run.mjs';
import { cannotRun } from '../support/local.mjs';
import { Editors, Readers, cv } from '../support/traffic.mjs';
import { Service, environment, program, run, soon } from '../support/vitrine.mjs';

test(
  'each fault once: readers go on, no acknowledged save is lost',
  { skip: cannotRun(), timeout: 240_000 },
  async (t) => {
    const seed = Number(process.env.VITRINE_CHAOS_SEED ?? randomInt(1 << 30));
    t.diagnostic(`VITRINE_CHAOS_SEED=${seed}`);
    const result = await chaos(t, {
      seed,
      schedule: eachOnce(2300),
      rate: 100,
      busy: 3,
      say: (line) => t.diagnostic(line),
    });
    for (const reason of result.skipped) t.diagnostic(`# SKIP ${reason}`);
    const { lines, wrong } = judge(result);
    for (const line of lines) t.diagnostic(line);
    assert.deepEqual(wrong, []);
    assert.ok(result.answers.length > 1000 && result.saved.length > 10, 'there was traffic');
  },
);

test(
  'SQLite on a full disk: saves are refused and say why, none that was acknowledged is lost',
  { timeout: 120_000 },
  async (t) => {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-disk-'));
    t.after(() => {
      spawnSync('umount', ['--lazy', data], { stdio: 'ignore' }); // the service still has files open there
      fs.rmSync(data, { recursive: true, force: true });
    });
    if (!smallDisk(data, 8)) return t.skip('mounting a small tmpfs is not permitted here');
    const slugs = ['one', 'two'];
    for (const slug of slugs)
      assert.equal(run(data, ['import', '--slug', slug, '-'], { input: cv(slug, 'first') }).code, 0);
    const service = await Service.start(t, data);
    const readers = new Readers(t, {
      port: service.port,
      routes: ['/cv/one', '/cv/two.json', '/cv/two.txt'],
      rate: 100,
    });
    const editors = new Editors(t, { program, env: environment(data), slugs, pause: 20 });
    const counts = [];
    for (let round = 0; round < 3; ++round) {
      await wait(700);
      fill(data);
      await wait(300);
      const before = editors.failed.length;
      await wait(1000);
      counts.push(editors.failed.length - before);
      fs.rmSync(path.join(data, 'filler'));
      const acknowledged = editors.saved.length;
      await soon(() => editors.saved.length > acknowledged + 2, 5000); // saving continues by itself
    }
    await editors.stop();
    const answers = await readers.stop();
    const { lost, unasked } = await editors.audit();
    t.diagnostic(
      `${answers.length} requests, ${editors.saved.length} saves acknowledged, ${editors.failed.length} refused, ${lost.length} lost`,
    );
    assert.ok(
      counts.every((count) => count > 0),
      `saves are refused while the disk is full: ${counts}`,
    );
    for (const { message } of editors.failed) assert.match(message, /disk|full|space/i);
    assert.deepEqual(answers.filter(({ problem }) => problem).slice(0, 5), []);
    assert.deepEqual(lost, []);
    assert.deepEqual(unasked, [], 'what was refused is not there');
    for (const { slug, text } of await editors.current()) {
      await soon(
        async () => (await (await service.get(`/cv/${slug}.json`)).text()).includes(JSON.parse(text).basics.label),
        3000,
      );
    }
  },
);
