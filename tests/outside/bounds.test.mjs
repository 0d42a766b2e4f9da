// The load that one client can cause has limits: work, memory, and the time until the process ends.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';

import { folder, program, run, sample, Service, soon } from '../support/vitrine.mjs';

async function start(t, args = []) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  return { data, service: await Service.start(t, data, args) };
}

/** Like Service.start(), under system limits in the form of prlimit(1). */
const startLimited = (t, data, limits, args = []) =>
  Service.start(t, data, args, {}, [...limits, program, 'serve'], 'prlimit');

/** Sets the limit of a running process. */
const limit = (service, ...limits) => execFileSync('prlimit', ['--pid', service.process.pid, ...limits]);

/** A connection that has sent `bytes`; ended after the test. */
function connection(t, service, bytes = '') {
  const socket = net.connect(service.port, '127.0.0.1');
  socket.on('error', () => {});
  if (bytes !== '') socket.write(bytes);
  t.after(() => socket.destroy());
  return socket;
}

async function metric(service, name) {
  const address = await soon(() => /address=(http:\S+\/metrics)/.exec(service.log)?.[1], 3000);
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(address)).text())[1]);
}

const resident = (service) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${service.process.pid}/status`, 'utf8'))[1]) / 1024;

test('YAML that is too large is refused before it is read, and what is not takes no time', (t) => {
  const data = folder(t);
  const file = `${data}/many.yaml`;
  const keys = (count) => Array.from({ length: count }, (_, i) => `k${i}: 1`).join('\n') + '\n';
  for (const count of [25_000, 100_000]) {
    fs.writeFileSync(file, keys(count));
    const begun = Date.now();
    assert.notEqual(run(data, ['import', file]).code, 0);
    assert.ok(Date.now() - begun < 15_000, `${count} keys took ${Date.now() - begun} ms`);
  }
});

test('two thousand connections that send what they like do not fill the memory, and pages are served meanwhile', async (t) => {
  const { data, service } = await start(t);
  await (await service.get('/')).text();
  const token = run(data, ['token', '--scope', 'read', '--scope', 'edit']).out.trim().split('\n').at(-1);
  const form = Buffer.alloc(16_000, 'x');
  const document = Buffer.alloc(1_000_000, 'x');
  const fields = (lines) => `${lines.join('\r\n')}\r\n`;
  const kinds = [
    // Forms that anyone may send, without their last bytes.
    [fields(['POST /sign-in HTTP/1.1', 'Host: a', 'Sec-Fetch-Site: same-origin', 'Content-Length: 16001', '']), form],
    // Documents of an editor, likewise.
    [
      fields([
        'POST /api/v1/check HTTP/1.1',
        'Host: a',
        `Authorization: Bearer ${token}`,
        'Content-Length: 1000001',
        '',
      ]),
      document,
    ],
    [
      fields([
        'POST /api/v1/check HTTP/1.1',
        'Host: a',
        `Authorization: Bearer ${token}`,
        'Transfer-Encoding: chunked',
        '',
        'f4241',
      ]),
      document,
    ],
    // Documents from anonymous clients.
    [
      fields(['POST /api/v1/check HTTP/1.1', 'Host: a', 'Cookie: vitrine_session=x', 'Content-Length: 1000001', '']),
      document,
    ],
    // A head that does not end, and one of many small fields.
    [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(16_000)}`],
    [`GET /cv/rich.docx HTTP/1.1\r\nHost: a\r\n${'a:b\r\n'.repeat(3_000)}`],
    // Answers that nobody reads: pages, and parts of a PDF.
    ['GET /cv/rich HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(300)],
    ['GET /cv/rich.pdf HTTP/1.1\r\nHost: a\r\nRange: bytes=1-\r\n\r\n'.repeat(200)],
  ];
  for (let i = 0; i < 2000; ++i) {
    const [head, body] = kinds[i % kinds.length];
    const socket = connection(t, service, head);
    if (body) socket.write(body);
    if (head.startsWith('POST')) socket.resume();
    else socket.pause();
    if (i % 100 === 0) await sleep(10);
  }
  let most = 0;
  let slowest = 0;
  for (let i = 0; i < 30; ++i) {
    await sleep(200);
    most = Math.max(most, resident(service));
    const begun = Date.now();
    assert.equal((await service.get('/')).status, 200);
    slowest = Math.max(slowest, Date.now() - begun);
  }
  t.diagnostic(`${Math.round(most)} MiB resident at most; a page in ${slowest} ms at most`);
  assert.ok(most < 128, `${Math.round(most)} MiB resident`);
  assert.ok(slowest < 2000, `a page took ${slowest} ms`);
});

test('what is refused is refused before its body comes', async (t) => {
  const { data, service } = await start(t);
  const reader = run(data, ['token', '--scope', 'read']).out.trim().split('\n').at(-1);
  const first = async (lines, length) => {
    const answer = await service.raw(
      `${lines}\r\nHost: a\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    return Number(answer.slice(9, 12));
  };
  assert.equal(await first('POST /nothing/here/at/all HTTP/1.1', 1000), 404);
  assert.equal(await first('POST /cv/rich HTTP/1.1', 1000), 405);
  assert.equal(await first('POST /api/v1/check HTTP/1.1', 1000), 401);
  assert.equal(await first('POST /api/v1/check HTTP/1.1\r\nCookie: vitrine_session=x', 1000), 401);
  assert.equal(await first(`PUT /api/v1/settings HTTP/1.1\r\nAuthorization: Bearer ${reader}`, 1000), 403);
  assert.equal(await first('POST /sign-in HTTP/1.1', 1000), 403, 'of another site');
  assert.equal(await first('POST /sign-in HTTP/1.1\r\nSec-Fetch-Site: same-origin', 20_000), 413);
  assert.equal(await first(`POST /api/v1/check HTTP/1.1\r\nAuthorization: Bearer ${reader}`, 2_000_000), 413);
  const token = run(data, ['token', '--scope', 'read', '--scope', 'edit']).out.trim().split('\n').at(-1);
  for (let i = 0; i < 30; ++i) await first('POST /api/v1/check HTTP/1.1\r\nAuthorization: Bearer guessed', 1000);
  assert.equal(await first('POST /api/v1/check HTTP/1.1\r\nAuthorization: Bearer guessed', 1000), 429);
  const socket = connection(
    t,
    service,
    `POST /api/v1/check HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n`,
  );
  let text = '';
  socket.on('data', (chunk) => (text += chunk));
  await soon(() => text.startsWith('HTTP/1.1 100 '));
  socket.write('{}');
  await soon(() => /HTTP\/1\.1 200 /.test(text), 3000);
});

test('the budget of bodies is a setting', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const token = run(data, ['token', '--scope', 'read', '--scope', 'edit']).out.trim().split('\n').at(-1);
  const service = await Service.start(t, data, [], { VITRINE_BODY_BUDGET: '4' });
  const head = `POST /api/v1/check HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n`;
  const texts = [];
  for (let i = 0; i < 5; ++i) {
    const socket = connection(t, service, head);
    texts.push('');
    socket.on('data', (chunk) => (texts[i] += chunk));
    await soon(() => texts[i] !== '');
  }
  assert.deepEqual(
    texts.map((text) => text.slice(9, 12)),
    ['100', '100', '100', '100', '503'],
  );
  assert.match(texts[4], /Retry-After: \d/);
  assert.equal((await service.get('/')).status, 200);
  const wrong = run(data, ['serve', '--body-budget', '1']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /body-budget/);
});

test('with no descriptors left, connections that wait for their clients give way', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const few = await startLimited(t, data, ['--nofile=100']); // this one knows the limit from its start
  const fewer = await Service.start(t, data); // the limit of this one changes while it runs
  limit(fewer, '--nofile=60');
  for (const service of [few, fewer]) {
    for (const bytes of [
      '',
      'GET / HTTP/1.1\r\nHost: a\r\n',
      'POST /sign-in HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 9\r\n\r\n',
    ]) {
      for (let i = 0; i < 300; ++i) connection(t, service, bytes);
      await sleep(300);
      const begun = Date.now();
      for (const route of ['/healthz', '/', '/healthz']) {
        assert.equal((await service.get(route, { connection: 'close' })).status, 200);
      }
      assert.ok(Date.now() - begun < 2000, `${Date.now() - begun} ms`);
    }
    const lines = service.log.split('\n').filter((line) => !/ method=GET /.test(line));
    t.diagnostic(`${lines.length} lines in the log`);
    assert.ok(lines.length < 20, service.log.slice(0, 3000));
  }
  assert.match(fewer.log, /no room for a connection/);
});

test('where no file may grow, what cannot be stored is told, and the service lives', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const token = run(data, ['token', '--scope', 'read', '--scope', 'edit']).out.trim().split('\n').at(-1);
  const service = await Service.start(t, data, ['--owner', 'owner@localhost']);
  assert.equal((await service.get('/cv/rich')).status, 200);
  const large = JSON.stringify({
    basics: { name: 'Ada Example', summary: crypto.randomBytes(150_000).toString('base64') },
  });
  const store = () =>
    fetch(`${service.url}/api/v1/cvs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: large,
    });
  limit(service, '--fsize=100000:');
  const refused = await store();
  assert.ok([500, 503, 507].includes(refused.status), `${refused.status}`);
  assert.match(service.log, /ulimit -f/);
  assert.equal((await service.get('/healthz')).status, 200);
  assert.equal((await service.get('/cv/rich')).status, 200);
  limit(service, '--fsize=unlimited');
  assert.equal((await store()).status, 201, 'once there is room again');
  const file = `${data}/large.json`;
  fs.writeFileSync(file, large.replace('Ada Example', 'Eve Example'));
  const done = spawnSync('prlimit', ['--fsize=100000', program, 'import', '--data', data, file]);
  assert.deepEqual([done.status, done.signal], [3, null], `${done.stderr}`);
  assert.match(`${done.stderr}`, /^vitrine: .*large\.json: .*ulimit -f/);
});

test('an answer from memory does not pass the rule that all must come by a proxy', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data, [
    '--listen',
    '[::]:0',
    '--trusted-proxy',
    '::1',
    '--only-by-proxy',
    '--threads',
    '1',
    '--metrics',
    '127.0.0.1:0',
  ]);
  const proxy = `http://[::1]:${service.port}/cv/rich`;
  const past = `http://127.0.0.1:${service.port}/cv/rich`;
  assert.equal((await fetch(past)).status, 403);
  for (let i = 0; i < 5; ++i) {
    assert.equal((await fetch(proxy)).status, 200);
    assert.equal((await fetch(past)).status, 403);
  }
  assert.ok((await metric(service, 'vitrine_http_remembered_total')) >= 3, 'it is answered from memory');
});

test('an answer from memory is for the same way and the same names alone', async (t) => {
  const file = `${folder(t)}/rich.json`;
  fs.copyFileSync(sample('rich.json'), file);
  const preview = await Service.start(t, folder(t), ['--threads', '1', '--metrics', '127.0.0.1:0', file], {}, [
    'preview',
  ]);
  const ask = (host) => preview.raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  for (let i = 0; i < 5; ++i) {
    assert.match(await ask('localhost'), /^HTTP\/1\.1 200 /);
    assert.match(await ask('evil.example'), /^HTTP\/1\.1 421 /);
  }
  assert.ok((await metric(preview, 'vitrine_http_remembered_total')) >= 3, 'it is answered from memory');
});

test('If-None-Match in two lines is one list', async (t) => {
  const { service } = await start(t);
  const etag = (await service.get('/cv/rich', { 'accept-encoding': 'identity' })).headers.get('etag');
  const answer = await service.raw(
    `GET /cv/rich HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept-Encoding: identity\r\nIf-None-Match: "other"\r\nIf-None-Match: ${etag}\r\n\r\n`,
  );
  assert.match(answer, /^HTTP\/1\.1 304 /);
});

test('work that runs holds up neither a page, nor the end; too much of it is told to wait', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const token = run(data, ['token', '--scope', 'read', '--scope', 'edit']).out.trim().split('\n').at(-1);
  const service = await Service.start(t, data, ['--drain', '1']);
  const document = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));
  const one = document.work[0];
  document.work = Array.from({ length: 12 }, () => one);
  const order = () =>
    fetch(`${service.url}/api/v1/render`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ document, format: 'pdf' }),
    }).then(
      async (answer) => (await answer.arrayBuffer(), answer),
      () => null,
    );
  const orders = Array.from({ length: 40 }, order);
  await sleep(100);
  const begun = Date.now();
  assert.equal((await service.get('/cv/rich/de.txt')).status, 200);
  assert.ok(Date.now() - begun < 3000, `a page took ${Date.now() - begun} ms`);
  const answers = await Promise.all(orders);
  const refused = answers.filter((answer) => answer?.status === 503);
  assert.ok(refused.length > 0, `none was told to wait: ${answers.map((answer) => answer?.status)}`);
  assert.ok(refused.every((answer) => answer.headers.get('retry-after')));
  assert.ok(answers.some((answer) => answer?.status === 200));
  const more = Array.from({ length: 16 }, order);
  await sleep(100);
  const stopped = Date.now();
  const end = await service.stop();
  assert.equal(end.code, 0);
  assert.ok(Date.now() - stopped < 2000, `the end took ${Date.now() - stopped} ms`);
  await Promise.all(more);
});
