// Many processes on one store: no save is lost or doubled, and each instance shows each save soon. VITRINE_EDITS=500
// measures the delay for docs/operating.md.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { settings, skip } from '../support/dynamodb.mjs';
import { Service, environment, folder, program } from '../support/vitrine.mjs';

const edits = Number(process.env.VITRINE_EDITS ?? 12);
const stores = {
  sqlite: { skip: false },
  dynamodb: { skip },
};

/** An empty store: `vitrine` runs a command on it in parallel to others. */
async function empty(t, kind) {
  const data = folder(t);
  const env = kind === 'sqlite' ? {} : settings();
  const vitrine = (args, input = '') =>
    new Promise((resolve) => {
      const child = execFile(program, args, { env: environment(data, env) }, (_, out, err) =>
        resolve({ code: child.exitCode, out, err }),
      );
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  if (kind === 'dynamodb') {
    const made = await vitrine(['store', 'create-table']);
    assert.equal(made.code, 0, made.err);
  }
  return { data, env, vitrine };
}

const cv = (label) => JSON.stringify({ basics: { name: 'Jane Doe', label } });

for (const [kind, { skip }] of Object.entries(stores)) {
  test(`no save is lost or doubled: ${kind}`, { skip }, async (t) => {
    const { vitrine } = await empty(t, kind);
    const rounds = 10;
    const saved = new Map(); // version: text
    const problems = [];
    let refused = 0;
    const save = async (text) => {
      const done = await vitrine(['import', '--slug', 'one', '-'], text);
      const version = Number(/\(version (\d+)\)/.exec(done.out)?.[1]);
      if (done.code === 0 && version > 0) {
        if (saved.has(version)) problems.push(`version ${version} was given twice`);
        saved.set(version, text);
      } else if (done.code === 1 && /others keep saving it|conflict/.test(done.err)) {
        ++refused;
      } else {
        problems.push(`exit ${done.code}: ${done.out}${done.err}`);
      }
    };
    // Four writers that save two at a time; the first saves also race for the creation.
    const writer = async (name) => {
      for (let round = 0; round < rounds; ++round) {
        await Promise.all(['a', 'b'].map((hand) => save(cv(`${name}${hand} ${round} ${randomUUID()}`))));
      }
    };
    await Promise.all(['w', 'x', 'y', 'z'].map(writer));
    t.diagnostic(`${saved.size} saved, ${refused} refused`);
    assert.deepEqual(problems, []);
    assert.equal(saved.size + refused, 8 * rounds);
    assert.ok(saved.size >= rounds, 'somebody always gets through');

    const history = await vitrine(['history', '--slug', 'one']);
    assert.equal(history.code, 0, history.err);
    const versions = history.out
      .trim()
      .split('\n')
      .map((line) => Number(line.split('\t')[0]));
    assert.deepEqual(
      versions,
      Array.from(saved, (_, index) => saved.size - index),
    );
    for (const [version, text] of saved) {
      const kept = await vitrine(['export', '--slug', 'one', '--revision', `${version}`]);
      assert.equal(kept.out, text, `version ${version}: ${kept.err}`);
    }
    assert.equal((await vitrine(['export', '--slug', 'one'])).out, saved.get(saved.size));
  });

  test(`each instance shows each save within a second: ${kind}`, { skip }, async (t) => {
    const store = await empty(t, kind);
    assert.equal((await store.vitrine(['import', '--slug', 'x', '-'], cv('first'))).code, 0);
    const services = await Promise.all([1, 2, 3, 4].map(() => Service.start(t, store.data, [], store.env)));
    const waits = [];
    for (let edit = 0; edit < edits; ++edit) {
      await wait(Math.random() * 300); // otherwise edits would be in step with the instances' polls
      const label = `edit ${randomUUID()}`;
      const seen = services.map(async (service) => {
        const end = Date.now() + 20000;
        while (!(await (await service.get('/cv/x.json')).text()).includes(label)) {
          assert.ok(Date.now() < end, `${service.url} does not show edit ${edit}`);
          await wait(20);
        }
        return performance.now();
      });
      const saved = await store.vitrine(['import', '--slug', 'x', '-'], cv(label));
      const begin = performance.now();
      assert.equal(saved.code, 0, saved.err);
      for (const when of await Promise.all(seen)) waits.push(Math.max(0, when - begin));
    }
    waits.sort((a, b) => a - b);
    const quantile = (part) => Math.round(waits[Math.ceil(part * waits.length) - 1]);
    t.diagnostic(
      `${kind}, ${edits} edits at ${services.length} instances: shown after p50 ${quantile(0.5)} ms, ` +
        `p99 ${quantile(0.99)} ms, at most ${quantile(1)} ms`,
    );
    assert.ok(quantile(1) < 1000, `${quantile(1)} ms`);
  });
}
