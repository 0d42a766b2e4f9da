// vitrine copy, backup and restore lose nothing, with any store.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { settings, skip } from '../support/dynamodb.mjs';
import { environment, folder, program, run, sample, soon } from '../support/vitrine.mjs';

/** A store of three CVs; the one in the middle of the alphabet is the newest, one has several versions. */
function fill(data) {
  for (const [slug, name] of [
    ['c', 'minimal.json'],
    ['a', 'rich.json'],
    ['c', 'rich.json'],
    ['b', 'minimal.json'],
  ]) {
    const done = run(data, ['import', '--slug', slug, sample(name)]);
    assert.equal(done.code, 0, done.err);
  }
}

/** All data of a store about its CVs. */
function everything(data, env) {
  const list = run(data, ['list'], { env });
  assert.equal(list.code, 0, list.err);
  return list.out
    .trim()
    .split('\n')
    .map((row) => {
      const [slug, versions] = row.split('\t');
      const texts = Array.from(
        { length: Number(versions) },
        (_, i) => run(data, ['export', '--slug', slug, '--revision', String(i + 1)], { env }).out,
      );
      return [row, run(data, ['history', '--slug', slug], { env }).out, ...texts];
    });
}

test('a backup brings back every version, and where they were', (t) => {
  const [here, there] = [folder(t), folder(t)];
  fill(here);
  const file = path.join(there, 'cvs.backup');
  const made = run(here, ['backup', file]);
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /^3 CVs with 4 versions are there and compared \(4 versions copied now\)\n$/);
  assert.deepEqual(fs.readdirSync(there), ['cvs.backup'], 'one file');
  assert.equal(fs.statSync(file).mode & 0o077, 0, 'for its owner alone');

  const again = run(here, ['backup', file]);
  assert.equal(again.code, 1);
  assert.match(again.err, /is there already/);

  const data = path.join(there, 'new');
  const restored = run(data, ['restore', file]);
  assert.equal(restored.code, 0, restored.err);
  assert.deepEqual(everything(data), everything(here));
});

test('restoring over a store keeps what is there', (t) => {
  const data = folder(t);
  fill(data);
  const file = path.join(data, 'backup');
  assert.equal(run(data, ['backup', file]).code, 0);
  assert.equal(run(data, ['delete', '--slug', 'a', '--yes']).code, 0);
  assert.equal(run(data, ['import', '--slug', 'b', sample('rich.json')]).code, 0);
  const before = run(data, ['export', '--slug', 'b']).out;
  const restored = run(data, ['restore', file]);
  assert.equal(restored.code, 1);
  assert.match(restored.err, /something else under these slugs, and keeps it: b;/);
  assert.equal(run(data, ['export', '--slug', 'b']).out, before);
  assert.equal(run(data, ['export', '--slug', 'a']).code, 0, 'what was deleted is back');
});

test('what cannot be copied is said', (t) => {
  const data = folder(t);
  fill(data);
  const text = path.join(data, 'text');
  fs.writeFileSync(text, 'This is no database, but it is long enough to be looked at as one. '.repeat(20));
  const wrong = [
    [['restore', path.join(data, 'none')], 1, /there is no file/],
    [['restore', text], 1, /text: the file is not a Vitrine store/],
    [['restore'], 2, /either a backup's FILE, or --slug and --revision/],
    [['restore', 'x', '--slug', 'a'], 2, /either/],
    [['copy', '--from', 'sqlite:', '--to', 'sqlite:x'], 1, /names no store; write sqlite:PATH or dynamodb:TABLE/],
    [['copy', '--from', 'mysql:x', '--to', 'sqlite:x'], 1, /names no store/],
    [['copy', '--from', `sqlite:${data}`, '--to', `sqlite:${data}`], 2, /the same store/],
    [['backup', '/proc/none/backup'], 3, /cannot make/],
  ];
  for (const [args, code, message] of wrong) {
    const done = run(data, args);
    assert.equal(done.code, code, `${args.join(' ')}: ${done.err}`);
    assert.match(done.err, message);
  }
});

test('a backup that was cut short does not look like one', async (t) => {
  const data = folder(t);
  const source = path.join(data, 'source');
  fs.mkdirSync(source);
  const files = Array.from({ length: 300 }, (_, i) => {
    const file = path.join(source, `cv${i}.json`);
    fs.writeFileSync(file, JSON.stringify({ basics: { name: `Person ${i}`, summary: 'x'.repeat(20_000) } }));
    return file;
  });
  const imported = run(data, ['import', ...files]);
  assert.equal(imported.code, 0, imported.err);
  const target = path.join(data, 'cut');
  const process_ = spawn(program, ['backup', target], { env: environment(data), stdio: 'ignore' });
  await soon(() => fs.existsSync(`${target}.part`), 5000);
  process_.kill('SIGKILL');
  await new Promise((resolve) => process_.on('exit', resolve));
  assert.equal(fs.existsSync(target), false);
  const again = run(data, ['backup', target]);
  assert.equal(again.code, 0, again.err);
  assert.match(again.out, /^300 CVs with 300 versions/);
  assert.match(again.err, /copying: 30 of 300\n/, 'progress is told');
  assert.equal(fs.existsSync(`${target}.part`), false);
});

test('from SQLite to DynamoDB and back, killed on the way', { skip }, async (t) => {
  const [here, back] = [folder(t), folder(t)];
  fill(here);
  const extra = Array.from({ length: 150 }, (_, i) => {
    const file = path.join(back, `cv${i}.json`);
    fs.writeFileSync(file, JSON.stringify({ basics: { name: `Person ${i}` } }));
    return file;
  });
  assert.equal(run(here, ['import', ...extra]).code, 0);
  assert.equal(run(here, ['import', '--slug', 'the-newest', sample('minimal.json')]).code, 0);
  const dynamodb = settings();
  const { VITRINE_STORE: _, VITRINE_TABLE: table, ...env } = dynamodb;
  assert.equal(run(here, ['store', 'create-table'], { env: dynamodb }).code, 0);
  const there = ['copy', '--from', `sqlite:${here}`, '--to', `dynamodb:${table}`];

  const cut = spawn(program, there, { env: environment(here, env), stdio: 'ignore' });
  const ended = new Promise((resolve) => cut.on('exit', resolve));
  await soon(() => run(here, ['list'], { env: dynamodb }).out.split('\n').length > 20, 20_000);
  cut.kill('SIGKILL');
  await ended;
  const before = run(here, ['list'], { env: dynamodb }).out.trim().split('\n').length;
  const done = run(here, there, { env });
  assert.equal(done.code, 0, done.err);
  const counts = /^154 CVs with 155 versions are there and compared \((\d+) versions copied now\)/.exec(done.out);
  assert.ok(counts, done.out);
  assert.ok(Number(counts[1]) <= 155 - before, `${before} documents were there, ${counts[1]} versions copied`);
  assert.equal(run(here, there, { env }).out.includes('(0 versions copied now)'), true);

  const returned = run(here, ['copy', '--from', `dynamodb:${table}`, '--to', `sqlite:${back}/vitrine.sqlite`], { env });
  assert.equal(returned.code, 0, returned.err);
  assert.equal(run(back, ['list']).out, run(here, ['list']).out);
  const few = (data) =>
    ['a', 'b', 'c'].map((slug) => [
      run(data, ['history', '--slug', slug]).out,
      run(data, ['export', '--slug', slug, '--revision', '1']).out,
    ]);
  assert.deepEqual(few(back), few(here));
  assert.doesNotMatch(done.err + returned.err, /a-secret/);
});
