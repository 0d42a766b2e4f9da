// `vitrine health`, which container health checks use.
import assert from 'node:assert/strict';
import http from 'node:http';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

import { Service, environment, folder, program, run, sample } from '../support/vitrine.mjs';

/** Not run() of support: the requested server lives in this process. */
function health(t, ...args) {
  return new Promise((resolve) => {
    const child = spawn(program, ['health', ...args], { env: environment(folder(t)) });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

async function server(t, answer) {
  const made = http.createServer(answer);
  await new Promise((resolve) => made.listen(0, '127.0.0.1', resolve));
  t.after(() => (made.closeAllConnections(), made.close()));
  return `http://127.0.0.1:${made.address().port}/`;
}

test('a service that lives is exit code 0, and what it says is shown', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', sample('minimal.json')]).code, 0);
  const service = await Service.start(t, data);
  for (const [route, status] of [
    ['/healthz', 'alive'],
    ['/readyz', 'ready'],
  ]) {
    const done = await health(t, service.url + route);
    assert.equal(done.code, 0, done.err);
    assert.match(done.out, new RegExp(`^200 .*${status}`));
  }
  await service.stop();
  const gone = await health(t, `${service.url}/healthz`);
  assert.equal(gone.code, 3);
  assert.match(gone.err, /^vitrine: .*127\.0\.0\.1/);
});

test('any other answer is exit code 3', async (t) => {
  for (const status of [204, 302, 404, 500, 503]) {
    const url = await server(t, (_, response) => response.writeHead(status, { location: '/ok' }).end());
    const done = await health(t, url);
    assert.deepEqual([done.code, done.out.slice(0, 3)], [3, `${status}`]);
  }
});

test('a service that does not answer is given up after the time-out', async (t) => {
  const url = await server(t, () => {});
  const begin = performance.now();
  const done = await health(t, '--timeout', '1', url);
  const took = performance.now() - begin;
  assert.equal(done.code, 3);
  assert.ok(took > 900 && took < 3000, `${took} ms`);
});

test('what is no address is wrong usage', async (t) => {
  for (const wrong of ['8080', 'ftp://127.0.0.1/', '']) {
    const done = await health(t, wrong);
    assert.equal(done.code, 2, wrong);
    assert.match(done.err, /^vitrine: /);
  }
});
