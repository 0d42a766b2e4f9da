// What one client can cause has a bound: of work, of memory, of the time until the process ends.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';

import { folder, run, sample, Service } from '../support/vitrine.mjs';

async function start(t, args = []) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  return { data, service: await Service.start(t, data, args) };
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

test('bodies that never end do not fill the memory, and pages are served meanwhile', async (t) => {
  const { service } = await start(t);
  await (await service.get('/')).text();
  const body = Buffer.alloc(900_000, 'x');
  const sockets = Array.from({ length: 300 }, () => {
    const socket = net.connect(service.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n');
    socket.write(body);
    socket.resume();
    return socket;
  });
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  let most = 0;
  for (let i = 0; i < 15; ++i) {
    await sleep(200);
    most = Math.max(most, resident(service));
    assert.equal((await service.get('/')).status, 200);
  }
  t.diagnostic(`${Math.round(most)} MiB resident at most`);
  assert.ok(most < 128, `${Math.round(most)} MiB resident`);
});

test('an answer from memory does not pass the rule that all must come by a proxy', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data, ['--listen', '[::]:0', '--trusted-proxy', '::1', '--only-by-proxy', '--threads', '1']);
  const proxy = `http://[::1]:${service.port}/cv/rich`;
  const past = `http://127.0.0.1:${service.port}/cv/rich`;
  assert.equal((await fetch(past)).status, 403);
  for (let i = 0; i < 3; ++i) assert.equal((await fetch(proxy)).status, 200);
  assert.equal((await fetch(past)).status, 403);
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
    }).then(async (answer) => (await answer.arrayBuffer(), answer), () => null);
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
