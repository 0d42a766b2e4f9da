// vitrine-local, the topology on one machine: its commands, and the parts beside the back ends.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { birth } from '../../infra/local/support.mjs';
import { Local, cannotRun } from '../support/local.mjs';
import { cv } from '../support/traffic.mjs';
import { folder, soon } from '../support/vitrine.mjs';

const skip = cannotRun();
const cvs = { one: cv('one', 'first') };

test('commands that cannot be done say why', { skip, timeout: 60_000 }, async (t) => {
  const local = await Local.start(t, { cvs });
  const wrong = [
    [['up', '--port', '0'], 2, /runs already/],
    [['kill', '99'], 3, /no back end 99/],
    [['kill'], 2, /expected a number/],
    [['roll', '--program', '/nowhere/vitrine'], 2, /there is no \/nowhere/],
    [['logs', 'nothing'], 2, /no log nothing/],
    [['rol'], 2, /no command rol/],
  ];
  for (const [args, code, message] of wrong) {
    const done = await local.command(...args);
    assert.equal(done.code, code, `${args.join(' ')}: ${done.err}`);
    assert.match(done.err, message);
  }
  const listed = await local.vitrine('list');
  assert.match(listed.out, /^one\t1\t/, listed.err);
  assert.equal((await local.vitrine('export', '--slug', 'nobody')).code, 1, 'its exit code is that of the program');
  const { backEnds } = await local.status();
  await local.command('down');
  assert.ok(
    backEnds.every(({ pid }) => birth(pid) === undefined),
    'down leaves nothing behind',
  );
  assert.match((await local.command('status')).err, /does not run/);
  const magic = await local.command('up', '--auth', 'magic');
  assert.equal(magic.code, 2);
  assert.match(magic.err, /--auth magic: expected local, oidc, alb/);
});

test('down ends all parts also where their supervisor was killed', { skip, timeout: 60_000 }, async (t) => {
  const local = await Local.start(t, { cvs });
  const { backEnds } = await local.status();
  const { pid } = JSON.parse(fs.readFileSync(path.join(local.directory, 'state.json'), 'utf8'));
  process.kill(pid, 'SIGKILL');
  await soon(async () => /does not run/.test((await local.command('status')).err), 5000);
  assert.ok(
    backEnds.every((one) => birth(one.pid)),
    'the back ends go on without it',
  );
  const done = await local.command('down');
  assert.equal(done.code, 0, done.err);
  assert.ok(backEnds.every((one) => birth(one.pid) === undefined));
  await assert.rejects(fetch(`http://127.0.0.1:${local.port}/healthz`), 'nginx has ended too');
});

test(
  'requests go by their path to the front end or to a back end, and all back ends get some',
  { skip, timeout: 60_000 },
  async (t) => {
    const web = folder(t);
    fs.writeFileSync(path.join(web, 'index.html'), 'the application');
    fs.mkdirSync(path.join(web, 'assets'));
    fs.writeFileSync(path.join(web, 'assets/logo.svg'), '<svg/>');
    const local = await Local.start(t, { cvs, options: ['--web', web, '--', '--cache', '8'] });
    const get = (route) => fetch(`http://127.0.0.1:${local.port}${route}`, { redirect: 'manual' });
    const expected = {
      '/studio': [308, ''],
      '/studio/': [200, 'the application'],
      '/studio/cv/one/edit': [200, 'the application'],
      '/studio/assets/logo.svg': [200, '<svg/>'],
      '/studio/assets/none.svg': [404, ''],
      '/cv/one': [200, 'Person one'],
      '/cv/nobody': [404, ''],
    };
    for (const [route, [status, text]] of Object.entries(expected)) {
      const answer = await get(route);
      assert.equal(answer.status, status, route);
      assert.ok((await answer.text()).includes(text), route);
    }
    assert.equal((await get('/studio/assets/logo.svg')).headers.get('content-type'), 'image/svg+xml');
    assert.equal(
      (await get('/studio/cv/one')).headers.get('cache-control'),
      'public, no-cache',
      'who signs out must not find it in the cache',
    );
    for (let i = 0; i < 30; ++i) await (await get('/cv/one')).text();
    await soon(() => local.logs().every(({ text }) => text.includes('/cv/one')), 3000); // lines are at most half a second late
  },
);

test(
  'Prometheus reads the metrics of all back ends, also of new ones',
  {
    skip:
      skip || (fs.existsSync('/usr/bin/prometheus') ? false : 'Prometheus is not installed: scripts/install.sh local'),
    timeout: 90_000,
  },
  async (t) => {
    const local = await Local.start(t, { cvs, prometheus: true });
    const read = async () => {
      const { prometheus, backEnds } = await local.status();
      const answer = await (await fetch(`${prometheus}/api/v1/query?query=vitrine_draining`)).json();
      const readFrom = new Set(answer.data.result.map(({ metric }) => metric.back_end));
      return backEnds.length === 3 && backEnds.every(({ number }) => readFrom.has(String(number)));
    };
    await soon(read, 20_000);
    await local.command('kill', '1');
    await soon(
      async () => (await local.status()).backEnds.some(({ number, state }) => number === 4 && state === 'serving'),
      10_000,
    );
    await soon(read, 20_000);
  },
);
