// A backup is read completely before anything is written, and never changed; the error names missing parts.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Service, environment, folder, program, run, sample, soon } from '../support/vitrine.mjs';

/** A store of three CVs, one with two versions, and a backup of it. */
function backedUp(t) {
  const here = folder(t);
  for (const [slug, name] of [
    ['c', 'minimal.json'],
    ['a', 'rich.json'],
    ['c', 'rich.json'],
    ['b', 'minimal.json'],
  ])
    assert.equal(run(here, ['import', '--slug', slug, sample(name)]).code, 0);
  const file = path.join(here, 'cvs.backup');
  const made = run(here, ['backup', file]);
  assert.equal(made.code, 0, made.err);
  assert.deepEqual(
    fs.readdirSync(here).filter((name) => name.startsWith('cvs')),
    ['cvs.backup'],
  );
  return { here, file, bytes: fs.readFileSync(file) };
}

/** Restores a file into a store that does not exist yet: that must fail, create nothing, and not change the file. */
function refuse(t, file, message, before = fs.readFileSync(file)) {
  const data = path.join(folder(t), 'new');
  const done = run(data, ['restore', file]);
  assert.notEqual(done.code, 0, `${message}: ${done.out}`);
  assert.match(done.err, message);
  assert.equal(done.out, '');
  assert.ok(!fs.existsSync(data), 'no store is made');
  if (before) assert.ok(fs.readFileSync(file).equals(before), 'the backup is as it was');
  assert.deepEqual(
    fs.readdirSync(path.dirname(file)).filter((name) => name.startsWith(`${path.basename(file)}-`)),
    [],
  );
}

const withSql = (file, sql) =>
  assert.equal(
    spawnSync('python3', [
      '-c',
      `import sqlite3,sys\nc=sqlite3.connect(sys.argv[1])\nc.executescript(sys.argv[2])\nc.commit()`,
      file,
      sql,
    ]).status,
    0,
  );

test('what is no backup is refused', (t) => {
  const at = folder(t);
  const file = (name, content) => {
    fs.writeFileSync(path.join(at, name), content);
    return path.join(at, name);
  };
  refuse(t, file('empty', ''), /empty \(0 bytes\)/);
  refuse(t, file('one', 'x'), /not a Vitrine store/);
  refuse(t, file('magic', 'SQLite format 3\0'), /cut short/);
  refuse(t, file('text', 'no database\n'.repeat(1000)), /not a Vitrine store/);
  refuse(t, at, /folder/, null);
  const pipe = path.join(at, 'pipe');
  spawnSync('mkfifo', [pipe]);
  refuse(t, pipe, /no file with content/, null);
  const foreign = path.join(at, 'foreign');
  withSql(foreign, 'CREATE TABLE a (b)');
  refuse(t, foreign, /another program's database/);
  const hollow = path.join(at, 'hollow');
  withSql(hollow, 'CREATE TABLE a (b); DROP TABLE a; VACUUM');
  refuse(t, hollow, /empty/);
  assert.equal(run(path.join(at, 'new'), ['restore', path.join(at, 'none')]).code, 1);
});

test('a backup cut at any page is refused', (t) => {
  const { here, bytes } = backedUp(t);
  const file = path.join(here, 'cut');
  for (let size = 0; size < bytes.length; size += 4096) {
    for (const odd of [0, 1, 100]) {
      if (size + odd >= bytes.length) continue;
      fs.writeFileSync(file, bytes.subarray(0, size + odd));
      refuse(t, file, /cut short|empty|not a Vitrine store/);
    }
  }
  fs.writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(4096)]));
  refuse(t, file, /too long/);
});

test('a backup with flipped bytes is refused, or gives just what was backed up', (t) => {
  const { here, bytes } = backedUp(t);
  const file = path.join(here, 'flipped');
  const wanted = run(here, ['list']).out;
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
  let refused = 0;
  for (let i = 0; i < 60; ++i) {
    const copy = Buffer.from(bytes);
    for (let n = 0; n <= i % 3; ++n) copy[random(copy.length)] ^= 1 << random(8);
    fs.writeFileSync(file, copy);
    const data = path.join(here, `new${i}`);
    const done = run(data, ['restore', file]);
    assert.ok(fs.readFileSync(file).equals(copy));
    if (done.code !== 0) {
      ++refused;
      assert.ok(!fs.existsSync(data), done.err);
      assert.equal(done.out, '');
    } else {
      assert.equal(run(data, ['list']).out, wanted);
      for (const slug of ['a', 'b', 'c'])
        assert.ok(run(data, ['export', '--slug', slug]).bytes.equals(run(here, ['export', '--slug', slug]).bytes));
    }
  }
  assert.ok(refused > 10, `${refused} refused`);
});

test('a backup that lacks something is refused, with a manifest and without', (t) => {
  const { here, file, bytes } = backedUp(t);
  const changed = path.join(here, 'changed');
  const older = 'DROP TABLE backup_manifest; ';
  const lacks = [
    ["DELETE FROM revision WHERE slug = 'c' AND version = 1", /1 of its CVs lack versions/],
    ["DELETE FROM revision WHERE slug = 'c' AND version = 2", /1 of its CVs lack versions/],
    ['DELETE FROM revision', /3 of its CVs lack versions/],
    ["UPDATE document SET version = 9 WHERE slug = 'a'", /lack versions/],
    ["DELETE FROM document WHERE slug = 'a'", /belong to no CV/],
    ["UPDATE revision SET text = substr(text, 2) WHERE slug = 'a'", /not as long/],
    [
      "UPDATE document SET slug = '../a' WHERE slug = 'a'; UPDATE revision SET slug = '../a' WHERE slug = 'a'",
      /a name that none can have/,
    ],
    ['CREATE TABLE more (a)', /tables are not those/],
    ["INSERT INTO record VALUES ('odd', 'a', 'b')", /a kind that this program does not know/],
  ];
  for (const [sql, message] of lacks) {
    for (const first of ['', older]) {
      fs.writeFileSync(changed, bytes);
      withSql(changed, `PRAGMA journal_mode = DELETE; ${first}${sql}`);
      refuse(t, changed, message);
    }
  }
  const byManifest = [
    ["DELETE FROM revision WHERE slug = 'b'; DELETE FROM document WHERE slug = 'b'", /it has 2 CVs of 3/],
    ['DELETE FROM revision; DELETE FROM document', /it has 0 CVs of 3/],
    [
      "UPDATE document SET version = 1 WHERE slug = 'c'; DELETE FROM revision WHERE slug = 'c' AND version = 2",
      /versions of 4/,
    ],
    ["UPDATE revision SET note = 'x' WHERE slug = 'a'", /not what was written/],
    ['UPDATE document SET created_at = 1', /not what was written/],
    ['DELETE FROM backup_manifest', /cut short while it was written/],
  ];
  for (const [sql, message] of byManifest) {
    fs.writeFileSync(changed, bytes);
    withSql(changed, `PRAGMA journal_mode = DELETE; ${sql}`);
    refuse(t, changed, message);
  }
  // From an earlier program: no manifest, no summaries, and even no records.
  for (const sql of [
    older,
    `${older} DROP TABLE summary; PRAGMA user_version = 2`,
    `${older} DROP TABLE summary; DROP TABLE record; PRAGMA user_version = 1`,
  ]) {
    fs.copyFileSync(file, changed);
    withSql(changed, `PRAGMA journal_mode = DELETE; ${sql}`);
    const before = fs.readFileSync(changed);
    const data = path.join(folder(t), 'new');
    const done = run(data, ['restore', changed]);
    assert.equal(done.code, 0, done.err);
    assert.equal(run(data, ['list']).out, run(here, ['list']).out);
    assert.ok(fs.readFileSync(changed).equals(before));
  }
});

test('a backup is only read, a store is never restored into itself', (t) => {
  const { here, file, bytes } = backedUp(t);
  fs.chmodSync(file, 0o400);
  const data = path.join(folder(t), 'new');
  assert.equal(run(data, ['restore', file]).code, 0);
  assert.ok(fs.readFileSync(file).equals(bytes));
  const own = path.join(here, 'vitrine.sqlite');
  fs.symlinkSync(own, path.join(here, 'alias'));
  for (const name of [own, path.join(here, 'alias'), path.join(here, '.', 'vitrine.sqlite')]) {
    const done = run(here, ['restore', name]);
    assert.equal(done.code, 1);
    assert.match(done.err, /is the store itself/);
  }
  const same = run(here, ['copy', '--from', `sqlite:${here}`, '--to', `sqlite:${own}`]);
  assert.equal(same.code, 2);
  // A backup in use as a store is a normal store, and no longer a backup.
  const used = folder(t);
  fs.copyFileSync(file, path.join(used, 'vitrine.sqlite'));
  fs.chmodSync(path.join(used, 'vitrine.sqlite'), 0o600);
  assert.equal(run(used, ['import', '--slug', 'more', sample('minimal.json')]).code, 0);
  const copied = run(used, ['copy', '--from', `sqlite:${used}`, '--to', `sqlite:${path.join(used, 'other.sqlite')}`]);
  assert.equal(copied.code, 0, copied.err);
  assert.match(copied.out, /^4 CVs/);
  // copy checks its source in the same way, and creates no target for a refused one.
  const bad = path.join(used, 'bad');
  fs.writeFileSync(bad, bytes.subarray(0, 8192));
  const refused = run(used, ['copy', '--from', `sqlite:${bad}`, '--to', `sqlite:${path.join(used, 'target')}`]);
  assert.notEqual(refused.code, 0);
  assert.ok(!fs.existsSync(path.join(used, 'target')));
});

test('a store in use can be copied from while it is used', async (t) => {
  const { here } = backedUp(t);
  await Service.start(t, here);
  const done = run(here, ['copy', '--from', `sqlite:${here}`, '--to', `sqlite:${path.join(here, 'other.sqlite')}`]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /^3 CVs with 4 versions/);
});

test('a backup goes over nothing, and is there whole or not at all', async (t) => {
  const { here } = backedUp(t);
  const at = folder(t);
  const taken = {
    file: () => fs.writeFileSync(path.join(at, 'file'), 'mine'),
    folder: () => fs.mkdirSync(path.join(at, 'folder')),
    dangling: () => fs.symlinkSync(path.join(at, 'nowhere'), path.join(at, 'dangling')),
  };
  for (const [name, make] of Object.entries(taken)) {
    make();
    const done = run(here, ['backup', path.join(at, name)]);
    assert.equal(done.code, 1);
    assert.match(done.err, /is there already/);
  }
  assert.equal(fs.readFileSync(path.join(at, 'file'), 'utf8'), 'mine');
  const file = path.join(at, 'cvs');
  for (let wait = 0; wait < 8; ++wait) {
    const child = spawn(program, ['backup', file], { env: environment(here) });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, wait * 12));
    child.kill('SIGKILL');
    await ended;
    if (fs.existsSync(file)) {
      assert.equal(run(path.join(at, `whole${wait}`), ['restore', file]).code, 0, 'what has the name is whole');
      fs.rmSync(file);
    }
  }
  // Two at once: one of them creates it.
  const both = await Promise.all(
    [0, 1].map(
      () => new Promise((resolve) => spawn(program, ['backup', file], { env: environment(here) }).on('exit', resolve)),
    ),
  );
  assert.ok(both.includes(0));
  assert.equal(run(path.join(at, 'both'), ['restore', file]).code, 0);
  assert.ok(!fs.readdirSync(at).some((name) => name.includes('.part')), 'nothing is left over');
});

test('a damaged store is told, is not backed up, and goes on serving the rest', async (t) => {
  const here = folder(t);
  for (const slug of ['a', 'b']) assert.equal(run(here, ['import', '--slug', slug, sample('rich.json')]).code, 0);
  const file = path.join(here, 'vitrine.sqlite');
  const bytes = fs.readFileSync(file);
  for (let at = 4096 * 2; at < bytes.length; ++at) if (at % 4096 < 64) bytes[at] = 0xa5;
  fs.writeFileSync(file, bytes);
  for (const beside of ['-wal', '-shm']) fs.rmSync(file + beside, { force: true });
  const backup = run(here, ['backup', path.join(here, 'no')]);
  assert.notEqual(backup.code, 0);
  assert.match(backup.err, /damaged/);
  assert.deepEqual(
    fs.readdirSync(here).filter((name) => name.startsWith('no')),
    [],
  );
  const service = await Service.start(t, here);
  await soon(async () => (await (await service.get('/readyz')).json()).status === 'damaged', 5000);
  assert.equal((await service.get('/readyz')).status, 200);
  const told = () => service.log.match(/the store is damaged; what can still be read/g) ?? [];
  await soon(async () => told().length > 0, 5000); // the state changes first
  assert.equal(told().length, 1, 'logged once');
});
