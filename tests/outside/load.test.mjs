// Operators' requirements under load: restarts, limits, TLS, metrics, traces. Loads have a fixed number of requests.
// Also run with the sanitizer builds.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import readline from 'node:readline';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Service, environment, folder, program, root, run, sample, soon } from '../support/vitrine.mjs';

const agent = () => new http.Agent({ keepAlive: true, maxSockets: 16 });

/** One request on a kept connection; an error of the socket is an error. */
function ask(port, route, { using, headers = {}, method = 'GET' } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path: route, method, headers, agent: using }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

async function withSample(t, args = [], env = {}) {
  const data = folder(t);
  const stored = run(data, ['import', '--slug', 'rich', sample('rich.json')]);
  assert.equal(stored.code, 0, stored.err);
  return { data, service: await Service.start(t, data, args, env) };
}

test('a restart on the same socket loses no request', { timeout: 120000 }, async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', sample('rich.json')]).code, 0);
  const holder = spawn('python3', [path.join(root, 'tests/support/hand_over.py'), program, 'serve'], {
    env: environment(data),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  t.after(() => holder.stdin.end());
  const lines = readline.createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
  const port = Number((await lines.next()).value);
  assert.ok(port > 0);

  const using = agent();
  t.after(() => using.destroy());
  let going = true;
  let count = 0;
  const wrong = [];
  const reader = async () => {
    while (going) {
      await ask(port, '/', { using }).then(
        ({ status }) => status !== 200 && wrong.push(status),
        (error) => wrong.push(error.code),
      );
      ++count;
    }
  };
  const readers = Array.from({ length: 16 }, reader);
  const codes = [];
  for (let i = 0; i < 5; ++i) {
    const enough = count + 32; // of each process, however slow its build: twice the number in flight
    await soon(() => count > enough, 20000);
    holder.stdin.write('again\n');
    codes.push((await lines.next()).value);
  }
  going = false;
  await Promise.all(readers);
  t.diagnostic(`${count} requests over ${codes.length} restarts, ${wrong.length} failed`);
  assert.deepEqual(codes, ['0', '0', '0', '0', '0']);
  assert.deepEqual(wrong, []);
});

test('readers and a writer at once: each answer is one whole version', { timeout: 120000 }, async (t) => {
  const { data, service } = await withSample(t);
  const using = agent();
  t.after(() => using.destroy());
  const cv = (i) =>
    JSON.stringify({ basics: { name: `Version ${i} begins`, summary: `${'x'.repeat(5000)} Version ${i} ends` } });
  assert.equal(run(data, ['import', '--slug', 'busy', '-'], { input: cv(0) }).code, 0);
  let going = true;
  let count = 0;
  const wrong = [];
  const codings = ['gzip', 'br', 'zstd', 'identity'];
  const reader = async (first) => {
    for (let i = first; going; ++i) {
      const coding = codings[i % codings.length];
      const head = i % 5 === 0;
      const answer = await ask(service.port, '/cv/busy', {
        using,
        method: head ? 'HEAD' : 'GET',
        headers: { 'Accept-Encoding': coding },
      });
      if (answer.status !== 200 || (answer.headers['content-encoding'] ?? 'identity') !== coding)
        wrong.push([answer.status, coding]);
      if (coding === 'identity' && !head) {
        const seen = new Set(Array.from(answer.body.matchAll(/Version (\d+) (?:begins|ends)/g), (match) => match[1]));
        if (seen.size !== 1) wrong.push([...seen]);
      }
      ++count;
    }
  };
  const readers = Array.from({ length: 12 }, (_, i) => reader(i));
  for (let i = 1; i <= 10; ++i) {
    const child = spawn(program, ['import', '--slug', 'busy', '-'], {
      env: environment(data),
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.end(cv(i));
    assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0);
  }
  await soon(async () => (await ask(service.port, '/cv/busy')).body.includes('Version 10 ends'), 5000);
  going = false;
  await Promise.all(readers);
  t.diagnostic(`${count} answers`);
  assert.deepEqual(wrong.slice(0, 5), []);
});

test('SIGTERM under load: not ready at once, every request answered, exit 0', { timeout: 60000 }, async (t) => {
  const { service } = await withSample(t);
  const using = agent();
  t.after(() => using.destroy());
  const wrong = [];
  let closing = 0;
  const reader = async () => {
    for (;;) {
      try {
        const answer = await ask(service.port, '/', { using });
        if (answer.status !== 200) wrong.push(answer.status);
        if (answer.headers.connection === 'close') return ++closing;
      } catch (error) {
        return wrong.push(error.code);
      }
    }
  };
  const readers = Array.from({ length: 16 }, reader);
  await wait(200);
  const spare = new http.Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => spare.destroy());
  assert.equal((await ask(service.port, '/readyz', { using: spare })).status, 200);
  service.process.kill('SIGTERM');
  await wait(30);
  const ready = await ask(service.port, '/readyz', { using: spare }); // on a connection that was open before
  assert.equal(ready.status, 503);
  assert.match(ready.body, /draining/);
  await Promise.all(readers);
  assert.deepEqual(wrong, []);
  assert.equal(closing, 16);
  assert.deepEqual(await service.ended, { code: 0, signal: null });
});

test('one client cannot make the service work without end; readers of known pages go on', async (t) => {
  const { service } = await withSample(t, ['--client-rate', '1', '--trusted-proxy', '127.0.0.0/8']);
  const using = agent();
  t.after(() => using.destroy());
  const from = (address) => ({ using, headers: { 'X-Forwarded-For': address } });
  assert.equal((await ask(service.port, '/cv/rich', from('192.0.2.1'))).status, 200);
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => ask(service.port, `/cv/nobody-${i}`, from('192.0.2.1'))),
  );
  const refused = answers.filter(({ status }) => status === 429);
  t.diagnostic(`${refused.length} of 200 refused`);
  assert.ok(refused.length > 100 && refused.length < 200, `${refused.length}`);
  for (const { headers } of refused) assert.match(headers['retry-after'], /^[1-9]\d*$/);
  assert.equal((await ask(service.port, '/cv/rich', from('192.0.2.1'))).status, 200);
  assert.equal((await ask(service.port, '/cv/nobody', from('192.0.2.2'))).status, 404);
  // Entries that a client writes before the proxy's own do not make it another client.
  assert.equal((await ask(service.port, '/cv/nobody', from('198.51.100.7, 192.0.2.1'))).status, 429);
});

test('X-Forwarded-For counts for nothing unless the proxy is trusted', async (t) => {
  const { service } = await withSample(t, ['--client-rate', '1']);
  const statuses = [];
  for (let i = 0; i < 20; ++i) {
    statuses.push(
      (await ask(service.port, `/cv/nobody-${i}`, { headers: { 'X-Forwarded-For': `192.0.2.${i}` } })).status,
    );
  }
  assert.ok(statuses.includes(429), statuses.join(' '));
});

test('metrics on a port of their own, a trace taken up, the same answer from memory', async (t) => {
  const { service } = await withSample(t, ['--metrics', '127.0.0.1:0', '--log-format', 'json']);
  const line = await soon(() => service.log.split('\n').find((one) => one.includes('"metrics"')), 3000);
  const { address } = JSON.parse(line);
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  for (let i = 0; i < 20; ++i) await service.get('/cv/rich', { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
  const { headers } = await service.get('/cv/rich');
  for (let i = 0; i < 3; ++i) {
    const again = await service.get('/cv/rich', { 'If-None-Match': headers.get('etag') });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get('etag'), headers.get('etag'));
    assert.equal(again.headers.get('content-type'), null);
  }
  const text = await (await fetch(address)).text();
  const value = (name) => Number(new RegExp(`^${name.replaceAll(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);
  assert.equal(value('vitrine_http_responses_total{status="200"}'), 21);
  assert.equal(value('vitrine_http_responses_total{status="304"}'), 3);
  assert.ok(value('vitrine_http_remembered_total') > 0);
  assert.equal(value('vitrine_store_degraded'), 0);
  assert.ok(value('vitrine_cache_bytes') > 0);
  assert.equal(value('vitrine_http_response_seconds_count'), 24);
  // The dashboard uses only existing metrics.
  const dashboard = fs.readFileSync(path.join(root, 'docs/dashboard.json'), 'utf8');
  const shown = new Set(Array.from(dashboard.matchAll(/vitrine_\w+/g), ([name]) => name));
  assert.ok(shown.size > 8);
  const docs = fs.readFileSync(path.join(root, 'docs/operating.md'), 'utf8');
  for (const name of shown) {
    if (name.includes('_dynamodb_'))
      assert.ok(docs.includes(name.replace(/_bucket$/, '')), `${name} in docs/operating.md`);
    else if (!name.includes('_connections_refused')) assert.match(text, new RegExp(`^${name}\\b`, 'm'));
  }
  assert.equal((await service.get('/metrics')).status, 404, 'they are not on the public port');
  const logged = await soon(() => service.log.split('\n').find((one) => one.includes(trace)), 3000);
  assert.equal(JSON.parse(logged).trace_id, trace);
});

function certificate(directory, name) {
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      path.join(directory, 'new.key'),
      '-out',
      path.join(directory, 'new.pem'),
    ],
    { stdio: 'ignore' },
  );
  fs.renameSync(path.join(directory, 'new.key'), path.join(directory, 'key'));
  fs.renameSync(path.join(directory, 'new.pem'), path.join(directory, 'pem'));
}

/** A page over TLS, and the server's certificate data. */
function secure(port, options = {}) {
  return new Promise((resolve, reject) => {
    const request = https.get(
      { host: '127.0.0.1', port, path: '/', rejectUnauthorized: false, agent: false, ...options },
      (answer) => {
        const name = answer.socket.getPeerCertificate().subject.CN;
        const protocol = answer.socket.getProtocol();
        let size = 0;
        answer.on('data', (chunk) => (size += chunk.length));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, size, name, protocol }));
      },
    );
    request.on('error', reject);
  });
}

test('TLS 1.3 without a proxy; a new certificate is used without a restart', async (t) => {
  const data = folder(t);
  const keys = folder(t);
  certificate(keys, 'first');
  assert.equal(run(data, ['import', sample('rich.json')]).code, 0);
  const missing = run(data, ['serve', '--listen', '127.0.0.1:0', '--tls-cert', path.join(keys, 'pem')]);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /belong together/);
  const wrong = run(data, [
    'serve',
    '--listen',
    '127.0.0.1:0',
    '--tls-cert',
    path.join(keys, 'none'),
    '--tls-key',
    path.join(keys, 'key'),
  ]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /none/);

  const child = spawn(
    program,
    ['serve', '--listen', '127.0.0.1:0', '--tls-cert', path.join(keys, 'pem'), '--tls-key', path.join(keys, 'key')],
    { env: environment(data), stdio: ['ignore', 'pipe', 'ignore'] },
  );
  t.after(() => child.kill('SIGKILL'));
  const url = /https:\/\/127\.0\.0\.1:(\d+)\//.exec(
    (await new Promise((resolve) => child.stdout.once('data', resolve))).toString(),
  );
  const port = Number(url[1]);
  const first = await secure(port);
  assert.deepEqual([first.status, first.name, first.protocol], [200, 'first', 'TLSv1.3']);
  assert.equal(first.size, Number(first.headers['content-length']));
  assert.match(first.headers['strict-transport-security'], /max-age/);
  await assert.rejects(secure(port, { maxVersion: 'TLSv1.2' }));
  const plain = await ask(port, '/').catch((error) => error);
  assert.ok(plain instanceof Error, 'plain HTTP is not answered on a TLS port');

  fs.writeFileSync(path.join(keys, 'pem'), 'broken');
  await wait(1500);
  assert.equal((await secure(port)).name, 'first', 'a broken certificate is not used');
  certificate(keys, 'second');
  await soon(async () => (await secure(port)).name === 'second', 5000);

  const using = new https.Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
  t.after(() => using.destroy());
  const many = await Promise.all(Array.from({ length: 100 }, () => secure(port, { agent: using })));
  assert.ok(many.every(({ status, size }) => status === 200 && size === first.size));
});
