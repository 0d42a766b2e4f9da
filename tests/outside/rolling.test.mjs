// New versions under load, on the local topology: no reader and no editor notices. VITRINE_ROLLS=20 is the long form;
// docs/containers.md has its results.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Local, cannotRun } from '../support/local.mjs';
import { ApiEditors, Editors, Readers, cv, isAsked, quantile, routesOf } from '../support/traffic.mjs';
import { folder, program, soon } from '../support/vitrine.mjs';

const rolls = Number(process.env.VITRINE_ROLLS ?? 2);
const skip = cannotRun();
const slugs = ['one', 'two', 'three'];
const cvs = Object.fromEntries(slugs.map((slug) => [slug, cv(slug, 'first')]));

/** Readers and editors under load; finish() reports the results and fails if there was any problem. */
async function traffic(t, local, busy = 2) {
  const readers = new Readers(t, {
    port: local.port,
    routes: slugs.flatMap(routesOf),
    rate: 100,
    busy,
    good: isAsked,
  });
  const token = await local.vitrine('token', '--scope', 'edit');
  assert.equal(token.code, 0, token.err);
  const [first, ...others] = slugs;
  const all = [
    new Editors(t, { program, env: local.env, slugs: [first] }),
    new ApiEditors(t, {
      program,
      env: local.env,
      slugs: others,
      url: `http://127.0.0.1:${local.port}`,
      token: token.out.trim(),
    }),
  ];
  return async () => {
    for (const editors of all) await editors.stop();
    const answers = await readers.stop();
    const bad = answers.filter(({ problem }) => problem);
    const took = answers.map((one) => one.took);
    t.diagnostic(
      `${answers.length} requests, ${bad.length} failed; p50 ${quantile(took, 0.5).toFixed(1)} ms, ` +
        `p99 ${quantile(took, 0.99).toFixed(1)} ms, at most ${Math.round(quantile(took, 1))} ms`,
    );
    assert.deepEqual(bad.slice(0, 5), []);
    for (const editors of all) {
      const lost = await editors.lost();
      t.diagnostic(
        `by the ${editors.by}: ${editors.saved.length} saves acknowledged, ${lost.length} lost, ${editors.failed.length} refused`,
      );
      assert.deepEqual(editors.failed.slice(0, 5), []);
      assert.deepEqual(lost, []);
      assert.ok(answers.length > 200 && editors.saved.length > 3, 'there was traffic');
    }
  };
}

test('rolls under load: no request fails, no save is lost', { skip, timeout: 900_000 }, async (t) => {
  const local = await Local.start(t, { cvs });
  const finish = await traffic(t, local, 6);
  await wait(300);
  for (let roll = 0; roll < rolls; ++roll) {
    const before = await local.status();
    const done = await local.command('roll');
    assert.equal(done.code, 0, done.err);
    const after = await local.status();
    assert.equal(after.backEnds.length, 3);
    const pids = new Set(before.backEnds.map(({ pid }) => pid));
    for (const { pid, state } of after.backEnds) assert.ok(state === 'serving' && !pids.has(pid));
  }
  t.diagnostic(
    `${rolls} rolls of 3 back ends, ${local.events().filter(({ text }) => /has ended/.test(text)).length} replaced`,
  );
  await finish();
});

/** A program that does not work. */
function badProgram(t, body) {
  const file = path.join(folder(t), 'vitrine');
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

describe('bad versions', { skip, concurrency: 3 }, () => {
  test('a version that never becomes ready is rolled back, and nobody notices', { timeout: 120_000 }, async (t) => {
    const local = await Local.start(t, { cvs, options: ['--patience', '1'] });
    const finish = await traffic(t, local);
    await wait(300);
    const before = (await local.status()).backEnds.map(({ pid }) => pid);
    const bad = {
      'ends at once': ['exit 1', /ends with exit code 1/],
      'says nothing': ['exec sleep 60', /not ready after 1 s/],
    };
    for (const [name, [body, reason]] of Object.entries(bad)) {
      const done = await local.command('roll', '--program', badProgram(t, body));
      assert.equal(done.code, 3, name);
      assert.match(done.err, reason, name);
      assert.match(done.err, /the old one serves/);
      assert.deepEqual(
        (await local.status()).backEnds.map(({ pid }) => pid),
        before,
        name,
      );
    }
    await finish();
  });

  test('a version that listens, and cannot reach the store, gets no request', { timeout: 120_000 }, async (t) => {
    const local = await Local.start(t, { cvs, options: ['--patience', '9', '--attempts', '1'] });
    const finish = await traffic(t, local);
    const lost = badProgram(t, `exec env VITRINE_ENDPOINT=http://127.0.0.1:9 ${program} "$@"`);
    const rolled = local.command('roll', '--program', lost);
    await soon(
      async () => (await local.status()).backEnds.some(({ state, says }) => state === 'starting' && says !== 'ready'),
      9000,
    );
    const done = await rolled;
    assert.equal(done.code, 3, done.out);
    assert.match(done.err, /not ready after 9 s/);
    assert.ok((await local.status()).backEnds.every(({ version }) => version === 1));
    await finish();
  });

  test('a version whose later instances fail is taken back as a whole', { timeout: 120_000 }, async (t) => {
    const local = await Local.start(t, { cvs, options: ['--patience', '10'] });
    const finish = await traffic(t, local);
    const mark = path.join(folder(t), 'once');
    // The first instance works, all others end at once.
    const half = badProgram(t, `[ -e ${mark} ] && exit 1\n: >${mark}\nexec ${program} "$@"`);
    const done = await local.command('roll', '--program', half);
    assert.equal(done.code, 3, done.out);
    const { backEnds } = await local.status();
    assert.deepEqual(
      backEnds.map(({ state, version }) => [state, version]),
      Array(3).fill(['serving', 1]),
    );
    await finish();
  });
});
