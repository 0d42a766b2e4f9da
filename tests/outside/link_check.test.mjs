// Checking links: results for servers of all kinds, and that only public addresses are contacted.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

import { listen, redirect, send } from '../../infra/stand_ins/server.mjs';
import { Person, withToken } from '../support/account.mjs';
import { environment, folder, program, run, Service } from '../support/vitrine.mjs';

const loopback = ['--link-check-allow', '127.0.0.0/8'];

async function start(t, args = []) {
  const data = folder(t);
  const service = await Service.start(t, data, args);
  return { data, service, owner: await Person.signIn(service, data) };
}

/** Returns the findings of `check` by address. */
async function check(person, urls) {
  const { links } = await person.expect(200, 'POST', '/api/v1/links/check', { json: { urls } });
  return new Map(links.map(({ pointers, url, ...rest }) => [url, rest]));
}

/** A server whose every path is another kind of link; records its requests. */
async function town(t) {
  const asked = [];
  const place = await listen(t, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    place.headers = request.headers;
    const kinds = {
      '/ok': () => send(response, 200, {}, 'here'),
      '/gone': () => send(response, 410, {}),
      '/no-head': () =>
        send(response, request.method === 'HEAD' ? 405 : 206, {}, request.method === 'HEAD' ? '' : 'here'),
      '/breaks-head': () =>
        request.method === 'HEAD' ? response.socket.resetAndDestroy() : send(response, 200, {}, 'here'),
      '/robots': () => send(response, 403, {}),
      '/many': () => send(response, 429, {}),
      '/moved': () => send(response, 301, { location: '/ok' }),
      '/elsewhere': () => redirect(response, '/ok'),
      '/moved-and-gone': () => send(response, 308, { location: '/gone' }),
      '/around': () => redirect(response, '/around'),
      '/mail': () => redirect(response, 'mailto:a@b.example'),
      '/inside': () => redirect(response, `http://127.77.0.1:${place.port}/ok`),
      '/cookie': () => send(response, 302, { location: '/ok', 'set-cookie': 'a=b' }),
      '/endless': () => {
        if (request.method === 'HEAD') return send(response, 405, {});
        response.writeHead(200);
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65536)));
          if (!response.destroyed) response.once('drain', more);
        };
        return more();
      },
      '/endless-head': () => {
        response.socket.write('HTTP/1.1 200 OK\r\n');
        const more = () => {
          while (!response.socket.destroyed && response.socket.write(`x: ${'y'.repeat(8192)}\r\n`));
          if (!response.socket.destroyed) response.socket.once('drain', more);
        };
        return more();
      },
      '/hangs': () => undefined,
    };
    return (kinds[request.url] ?? (() => send(response, 404, {})))();
  });
  return Object.assign(place, { asked });
}

/** A port of this machine that nobody listens at. */
async function quietPort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An HTTPS server with a certificate that nobody trusts. */
async function selfSigned(t) {
  const at = folder(t);
  const files = ['-keyout', path.join(at, 'key'), '-out', path.join(at, 'certificate')];
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
      '-subj',
      '/CN=localhost',
      '-days',
      '2',
      ...files,
    ],
    { stdio: 'ignore' },
  );
  const server = https.createServer({
    key: fs.readFileSync(path.join(at, 'key')),
    cert: fs.readFileSync(path.join(at, 'certificate')),
  });
  server.on('request', (_, response) => send(response, 200, {}, 'here'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return server.address().port;
}

/** Accepts connections and sends data that is no HTTP. */
async function babbling(t) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('220 no web here\r\n'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return server.address().port;
}

test('every kind of link comes out as what it is', { timeout: 60_000 }, async (t) => {
  const { owner } = await start(t, loopback);
  const place = await town(t);
  const [closed, secure, other] = await Promise.all([quietPort(), selfSigned(t), babbling(t)]);
  const at = (where) => place.url + where;
  const expected = new Map([
    [at('/ok'), { state: 'ok', status: 200 }],
    [at('/nothing'), { state: 'dead', status: 404 }],
    [at('/gone'), { state: 'dead', status: 410 }],
    [at('/no-head'), { state: 'ok', status: 206 }],
    [at('/breaks-head'), { state: 'ok', status: 200 }],
    [at('/robots'), { state: 'unknown', status: 403 }],
    [at('/many'), { state: 'unknown', status: 429 }],
    [at('/moved'), { state: 'redirected', status: 200, location: at('/ok'), permanent: true }],
    [at('/elsewhere'), { state: 'redirected', status: 200, location: at('/ok'), permanent: false }],
    [at('/moved-and-gone'), { state: 'dead', status: 410 }],
    [at('/around'), { state: 'unknown', reason: 'redirects', status: 302 }],
    [at('/mail'), { state: 'unknown', reason: 'target' }],
    [at('/endless'), { state: 'ok', status: 200 }],
    [at('/endless-head'), { state: 'unreachable', reason: 'answer' }],
    [at('/hangs'), { state: 'unreachable', reason: 'timeout' }],
    [`http://127.0.0.1:${closed}/`, { state: 'unreachable', reason: 'connection' }],
    [`http://127.0.0.1:${other}/`, { state: 'unreachable', reason: 'answer' }],
    [`https://127.0.0.1:${secure}/`, { state: 'unreachable', reason: 'tls' }],
    ['https://nothing.invalid/', { state: 'unreachable', reason: 'name' }],
    ['ftp://127.0.0.1/', { state: 'skipped', reason: 'form' }],
    [`http://me:secret@127.0.0.1:${place.port}/ok`, { state: 'skipped', reason: 'form' }],
  ]);
  const found = await check(owner, [...expected.keys()]);
  for (const [url, how] of expected) assert.deepEqual(found.get(url), how, url);
  assert.ok(
    place.asked.includes('GET /no-head') && !place.asked.includes('GET /ok') && !place.asked.includes('GET /many'),
    String(place.asked),
  );
});

test('what is sent says who asks, and nothing else', async (t) => {
  const { owner } = await start(t, loopback);
  const place = await town(t);
  assert.equal((await check(owner, [`${place.url}/cookie`])).get(`${place.url}/cookie`).state, 'redirected');
  assert.deepEqual(Object.keys(place.headers).sort(), ['accept', 'host', 'user-agent']);
  assert.match(place.headers['user-agent'], /^Vitrine\/\S+ \(link check\)$/);
});

test('proxies of the environment are not asked', async (t) => {
  const data = folder(t);
  const proxy = await town(t);
  const env = { http_proxy: proxy.url, https_proxy: proxy.url, ALL_PROXY: proxy.url };
  const service = await Service.start(t, data, [], env);
  const owner = await Person.signIn(service, data);
  assert.equal((await check(owner, ['http://nothing.invalid/'])).get('http://nothing.invalid/').reason, 'name');
  assert.deepEqual(proxy.asked, []);
});

test('this machine and its network are not asked, however they are written', async (t) => {
  const { owner } = await start(t);
  const place = await town(t);
  const port = `:${place.port}`;
  const urls = [
    `http://127.0.0.1${port}/ok`,
    `http://localhost${port}/ok`,
    `http://[::1]${port}/ok`,
    `http://[::ffff:127.0.0.1]${port}/ok`,
    `http://2130706433${port}/ok`,
    `http://0x7f.1${port}/ok`,
    `http://127.1${port}/ok`,
    `http://0.0.0.0${port}/ok`,
    `http://0${port}/ok`,
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'https://192.168.1.1/',
    'http://100.64.0.1/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
  ];
  const found = await check(owner, urls);
  for (const url of urls) assert.deepEqual(found.get(url), { state: 'skipped', reason: 'not-public' }, url);
  assert.deepEqual(place.asked, []);
});

test('nor where a link leads there, from a server that may be asked', async (t) => {
  // Like a name that resolves to another address each time: the address of the socket decides.
  const { owner } = await start(t, ['--link-check-allow', '127.0.0.1']);
  const place = await town(t);
  const inner = net.createServer((socket) => place.server.emit('connection', socket));
  await new Promise((resolve) => inner.listen(place.port, '127.77.0.1', resolve));
  t.after(() => inner.close());
  const found = await check(owner, [`${place.url}/inside`, `http://127.77.0.1:${place.port}/ok`]);
  for (const one of found.values()) assert.deepEqual(one, { state: 'skipped', reason: 'not-public' });
  assert.deepEqual(new Set(place.asked), new Set(['HEAD /inside']));
  const wider = await start(t, loopback);
  const inside = (await check(wider.owner, [`${place.url}/inside`])).get(`${place.url}/inside`);
  assert.deepEqual([inside.state, inside.location], ['redirected', `http://127.77.0.1:${place.port}/ok`]);
});

test('the links of a document come with their places, the first fifty of them', async (t) => {
  const { owner } = await start(t, loopback);
  const place = await town(t);
  const document = {
    basics: { url: `${place.url}/ok`, summary: `[a](${place.url}/gone)`, 'summary@de': `[a](${place.url}/gone)` },
  };
  const { links, left_out: leftOut } = await owner.expect(200, 'POST', '/api/v1/links/check', { json: { document } });
  assert.deepEqual(
    links.map((one) => [one.state, one.pointers]),
    [
      ['ok', ['/basics/url']],
      ['dead', ['/basics/summary', '/basics/summary@de']],
    ],
  );
  assert.equal(leftOut, 0);
  const many = { work: Array.from({ length: 53 }, (_, i) => ({ url: `${place.url}/${i}` })) };
  const some = await owner.expect(200, 'POST', '/api/v1/links/check', { json: { document: many } });
  assert.deepEqual([some.links.length, some.left_out], [50, 3]);
});

test('only editors may, and only what makes sense', async (t) => {
  const { data, service, owner } = await start(t);
  const ask = (person, json) => person.send('POST', '/api/v1/links/check', { json });
  for (const json of [
    {},
    { urls: [], document: {} },
    { urls: 'x' },
    { urls: Array(51).fill('https://a.example/') },
    { urls: ['x'.repeat(2049)] },
    { document: [] },
    { links: [] },
  ])
    assert.equal((await ask(owner, json)).status, 422, JSON.stringify(json).slice(0, 60));
  assert.equal((await owner.send('POST', '/api/v1/links/check', { body: 'no JSON' })).status, 422);
  assert.deepEqual(await owner.expect(200, 'POST', '/api/v1/links/check', { json: { urls: [] } }), {
    links: [],
    left_out: 0,
  });
  const viewer = await Person.signIn(service, data, { email: 'viewer@example.org', role: 'viewer' });
  assert.equal((await ask(viewer, { urls: [] })).status, 403);
  assert.equal((await withToken(service, '')('POST', '/api/v1/links/check', { json: { urls: [] } })).status, 401);
  const may = async (person) => (await person.expect(200, 'GET', '/api/v1/session')).can_check_links;
  assert.deepEqual([await may(owner), await may(viewer)], [true, false]);
});

test('an operator can switch it off', async (t) => {
  const { owner } = await start(t, ['--link-check', 'off']);
  const problem = await owner.expect(404, 'POST', '/api/v1/links/check', { json: { urls: [] } });
  assert.match(problem.detail, /--link-check off/);
  assert.equal((await owner.expect(200, 'GET', '/api/v1/session')).can_check_links, false);
  const wrong = run(folder(t), ['serve', '--link-check-allow', '10.0.0.0/40']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--link-check-allow '10\.0\.0\.0\/40' is no address or network/);
});

test('few checks run at once, and a service that stops does not wait for them', { timeout: 60_000 }, async (t) => {
  const { service, owner } = await start(t, loopback);
  const place = await town(t);
  const urls = Array.from({ length: 50 }, (_, i) => `${place.url}/hangs?${i}`);
  place.server.removeAllListeners('request');
  let waiting = 0;
  const both = new Promise((resolve) => place.server.on('request', () => ++waiting === 12 && resolve()));
  const running = [1, 2].map(() => owner.send('POST', '/api/v1/links/check', { json: { urls } }));
  await both;
  const third = await owner.send('POST', '/api/v1/links/check', { json: { urls: [] } });
  assert.equal(third.status, 503);
  assert.ok(Number(third.headers.get('retry-after')) > 0);
  assert.equal((await service.get('/healthz')).status, 200);
  const ended = service.stop();
  for (const answer of await Promise.all(running)) {
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).links.at(-1).reason, 'time');
  }
  assert.deepEqual(await ended, { code: 0, signal: null });
});

test('on the command line: dead links with their places, as errors', async (t) => {
  const place = await town(t);
  const file = path.join(folder(t), 'cv.json');
  const validate = async (where, ...args) => {
    fs.writeFileSync(
      file,
      JSON.stringify({ basics: { name: 'A', url: `${place.url}/ok` }, work: [{ url: place.url + where }] }),
    );
    const child = spawn(program, ['validate', file, ...args], { env: environment(folder(t)) });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    const code = await new Promise((resolve) => child.on('close', resolve));
    return { code, out };
  };
  const fine = await validate('/elsewhere', '--links', ...loopback);
  assert.deepEqual(fine, { code: 0, out: `${file}: a valid CV\n` });
  const dead = await validate('/gone', '--links', ...loopback);
  assert.equal(dead.code, 1);
  assert.match(
    dead.out,
    /^\S+: error: \/work\/0\/url: expected a link that works, found \S+\/gone, nothing is there any more \(410\)$/m,
  );
  assert.doesNotMatch(dead.out, /basics/);
  const moved = await validate('/moved', '--links', ...loopback);
  assert.equal(moved.code, 0);
  assert.match(moved.out, /notice: \/work\/0\/url: .*moved for good to \S+\/ok$/m);
  place.asked.length = 0;
  const skipped = await validate('/gone', '--links');
  assert.equal(skipped.code, 0);
  assert.match(skipped.out, /notice: \/work\/0\/url: .*not checked: not a public address/);
  assert.equal((await validate('/gone')).code, 0);
  assert.deepEqual(place.asked, []);
});
