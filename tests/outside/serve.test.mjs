import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

import { folder, program, run, sample, Service, soon } from '../support/vitrine.mjs';
import { spawn } from 'node:child_process';
import { environment } from '../support/vitrine.mjs';

async function withSample(t, args = [], env = {}) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  return { data, service: await Service.start(t, data, args, env) };
}

test('each address gives its format', async (t) => {
  const { service } = await withSample(t);
  const types = {
    '/': 'text/html; charset=utf-8',
    '/de': 'text/html; charset=utf-8',
    '/cv/rich': 'text/html; charset=utf-8',
    '/cv/rich/de': 'text/html; charset=utf-8',
    '/resume.json': 'application/json',
    '/de.json': 'application/json',
    '/cv/rich.json': 'application/json',
    '/cv/rich/de.txt': 'text/plain; charset=utf-8',
    '/resume.txt': 'text/plain; charset=utf-8',
  };
  for (const [route, type] of Object.entries(types)) {
    const answer = await service.get(route);
    assert.equal(answer.status, 200, route);
    assert.equal(answer.headers.get('content-type'), type, route);
    assert.match(await answer.text(), /Mira Halvorsen-Okafor/, route);
  }
  assert.match((await service.get('/cv/rich', { accept: 'text/plain' })).headers.get('content-type'), /^text\/plain/);
  assert.equal(
    (await service.get('/cv/rich', { accept: 'application/json' })).headers.get('content-type'),
    'application/json',
  );
  assert.equal((await service.get('/cv/rich', { accept: 'image/png' })).status, 406);
});

test('every answer carries the security fields', async (t) => {
  const { service } = await withSample(t);
  for (const route of ['/', '/resume.json', '/resume.txt', '/nothing/here', '/healthz']) {
    const { headers } = await service.get(route);
    assert.match(headers.get('content-security-policy'), /default-src 'none'/, route);
    assert.doesNotMatch(headers.get('content-security-policy'), /unsafe|script-src/, route);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    for (const name of [
      'referrer-policy',
      'permissions-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'date',
    ]) {
      assert.ok(headers.get(name), `${route} ${name}`);
    }
    assert.equal(headers.get('strict-transport-security'), null);
    assert.equal(headers.get('server'), null);
  }
});

test('with an https public address links and fields say so', async (t) => {
  const { service } = await withSample(t, ['--public-url', 'https://cv.example.org/']);
  const answer = await service.get('/');
  assert.ok(answer.headers.get('strict-transport-security'));
  assert.match(await answer.text(), /<link rel="canonical" href="https:\/\/cv\.example\.org\/en">/);
});

test('validators: ETag, 304, HEAD, one for each coding', async (t) => {
  const { service } = await withSample(t);
  const zipped = await service.get('/', { 'accept-encoding': 'gzip' });
  const plain = await service.get('/', { 'accept-encoding': 'identity' });
  assert.equal(zipped.headers.get('content-encoding'), 'gzip');
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal(await zipped.text(), await plain.text());
  assert.notEqual(zipped.headers.get('etag'), plain.headers.get('etag'));
  assert.match(zipped.headers.get('vary'), /accept-encoding/i);
  const tag = plain.headers.get('etag');
  assert.match(tag, /^"[^"]+"$/);
  for (const match of [tag, `"x", W/${tag}`, '*']) {
    const same = await service.get('/', { 'accept-encoding': 'identity', 'if-none-match': match });
    assert.equal(same.status, 304, match);
    assert.equal(same.headers.get('etag'), tag);
    assert.equal(await same.text(), '');
  }
  assert.equal((await service.get('/', { 'accept-encoding': 'identity', 'if-none-match': '"other"' })).status, 200);
  const head = await service.get('/', { 'accept-encoding': 'identity' }, { method: 'HEAD' });
  assert.equal(head.headers.get('content-length'), plain.headers.get('content-length'));
  assert.equal(await head.text(), '');
});

test('what is not there is told in the reader’s form', async (t) => {
  const { service } = await withSample(t);
  for (const route of [
    '/cv/nobody',
    '/it',
    '/cv/rich/it',
    '/v/sales',
    '/cv/rich/v/sales/de',
    '/cv/No_Slug',
    '/a/b/c/d',
    '/cv/rich?variant=x',
    '/cv/rich?audience=recruiter',
  ]) {
    const page = await service.get(route, { accept: 'text/html' });
    assert.equal(page.status, 404, route);
    assert.match(await page.text(), /<h1>/, route);
    const problem = await service.get(route, { accept: 'application/json' });
    assert.equal(problem.status, 404, route);
    assert.equal(problem.headers.get('content-type'), 'application/problem+json');
    assert.equal((await problem.json()).status, 404);
  }
  const wrong = await service.get('/', {}, { method: 'DELETE' });
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get('allow'), 'GET, HEAD, OPTIONS');
  assert.equal((await service.get('/', {}, { method: 'OPTIONS' })).status, 204);
});

test('the language follows the reader', async (t) => {
  const { service } = await withSample(t);
  const german = await service.get('/', { 'accept-language': 'it, de-CH;q=0.8, en;q=0.5' });
  assert.equal(german.headers.get('content-language'), 'de');
  assert.match(german.headers.get('vary'), /accept-language/i);
  const page = await german.text();
  assert.match(page, /<html lang="de" dir="ltr">/);
  assert.match(page, /Berufserfahrung/);
  assert.match(page, /Leitende Ingenieurin/);
  for (const tag of ['en', 'de', 'fr', 'ar', 'x-default']) assert.match(page, new RegExp(`hreflang="${tag}"`));
  assert.equal((await service.get('/', { 'accept-language': 'ja' })).headers.get('content-language'), 'en');
  assert.equal((await service.get('/DE', { 'accept-language': 'en' })).headers.get('content-language'), 'de');
});

test('each language and each variant has its address', async (t) => {
  const { service } = await withSample(t);
  const titles = { en: 'Experience', de: 'Berufserfahrung', fr: 'Expérience', ar: 'الخبرة' };
  const labels = {
    '': { en: 'must not stop', de: 'nicht stehen bleiben', fr: 'jamais s’arrêter', ar: 'لا يجوز أن تتوقف' },
    '/v/systems': {
      en: 'storage and control',
      de: 'Speicher- und Steuerungssysteme',
      fr: 'stockage et la commande',
      ar: 'التخزين والتحكم',
    },
    '/v/lead': { en: 'Engineering lead', de: 'Technische Leiterin', fr: 'Responsable', ar: 'قائدة فريق' },
    '/v/teaching': { en: 'Teacher', de: 'Lehrerin', fr: 'Formatrice', ar: 'معلمة' },
  };
  const pages = new Set();
  for (const [variant, texts] of Object.entries(labels)) {
    for (const [language, label] of Object.entries(texts)) {
      for (const home of ['', '/cv/rich']) {
        const route = `${home}${variant}/${language}`;
        const answer = await service.get(route);
        assert.equal(answer.status, 200, route);
        const page = await answer.text();
        assert.match(page, new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`), route);
        assert.ok(page.includes(titles[language]), `${route} has the title ${titles[language]}`);
        assert.ok(page.includes(label), `${route} has the label ${label}`);
        if (home) pages.add(page);
      }
      const byQuery = await service.get(`/cv/rich/${language}?variant=${variant.slice(3)}`);
      if (variant) assert.ok((await byQuery.text()).includes(label), `${variant} by query in ${language}`);
    }
  }
  assert.equal(pages.size, 16);
  const lead = await (await service.get('/v/lead.json')).json();
  assert.equal(lead.skills[0].name, 'Leading a team');
  assert.equal(lead.publications, undefined);
});

test('nothing that is not for the public leaves the service', async (t) => {
  const { service } = await withSample(t);
  for (const route of [
    '/',
    '/de',
    '/resume.json',
    '/de.json',
    '/resume.txt',
    '/de.txt',
    '/ar.json',
    '/v/lead',
    '/v/systems/fr',
    '/v/teaching/ar',
    '/cv/rich',
  ]) {
    const text = await (await service.get(route)).text();
    for (const secret of ['555', '0142', 'Petersen', 'jonas@', 'Havn Logistikk', 'recruiter', '@for', '@de']) {
      assert.ok(!text.includes(secret), `${route} shows ${secret}`);
    }
  }
  const json = await (await service.get('/resume.json')).text();
  const keys = [...json.matchAll(/"([^"\n]*)":/g)].map((match) => match[1]);
  assert.deepEqual(
    keys.filter((key) => key.includes('@')),
    [],
  );
});

test('an edit shows within a second, a deletion too', async (t) => {
  const { data, service } = await withSample(t);
  assert.equal((await service.get('/cv/rich')).status, 200);
  run(data, ['import', '--slug', 'rich', '-'], { input: '{"basics":{"name":"Someone New"}}' });
  await soon(async () => (await (await service.get('/cv/rich')).text()).includes('Someone New'));
  run(data, ['import', '--slug', 'second', sample('minimal.json')]);
  await soon(async () => (await (await service.get('/')).text()).includes('Tomas Ruiz Ekdal'));
  run(data, ['delete', '--slug', 'rich', '--yes']);
  await soon(async () => (await service.get('/cv/rich')).status === 404);
});

test('an empty store says how to fill it; a first CV takes its place', async (t) => {
  const data = folder(t);
  const service = await Service.start(t, data);
  const empty = await service.get('/');
  assert.equal(empty.status, 200);
  assert.match(await empty.text(), /vitrine import resume\.json/);
  assert.equal((await service.get('/resume.json')).status, 404);
  run(data, ['import', sample('minimal.json')]);
  await soon(async () => (await (await service.get('/')).text()).includes('Tomas Ruiz Ekdal'));
});

test('--home names the CV at /', async (t) => {
  const data = folder(t);
  run(data, ['import', '--slug', 'first', sample('minimal.json')]);
  run(data, ['import', '--slug', 'second', sample('rich.json')]);
  const service = await Service.start(t, data, ['--home', 'first']);
  assert.match(await (await service.get('/')).text(), /Tomas/);
});

test('operations: health, readiness, logs as JSON without personal data', async (t) => {
  const { service } = await withSample(t, ['--log-format', 'json']);
  assert.equal((await service.get('/healthz')).status, 200);
  assert.deepEqual(await (await service.get('/readyz')).json(), { status: 'ready' });
  await service.get('/cv/rich?utm_source=secret-campaign');
  await soon(() => service.log.includes('/cv/rich'));
  const lines = service.log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const request = lines.find((line) => line.path === '/cv/rich');
  assert.equal(request.status, 200);
  assert.match(request.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.ok(!service.log.includes('secret-campaign') && !service.log.includes('127.0.0.1"'));
});

test('SIGTERM: the request in flight is answered, then exit 0', async (t) => {
  const { service } = await withSample(t);
  const idle = net.connect(service.port, '127.0.0.1');
  const busy = net.connect(service.port, '127.0.0.1');
  t.after(() => (idle.destroy(), busy.destroy()));
  let text = '';
  busy.on('data', (chunk) => (text += chunk));
  const idleClosed = new Promise((resolve) => idle.on('close', resolve));
  idle.resume();
  busy.write('GET /cv/rich HTTP/1.1\r\nHost: x\r\n');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const ended = service.stop();
  await idleClosed;
  busy.write('\r\n');
  assert.deepEqual(await ended, { code: 0, signal: null });
  assert.match(text, /^HTTP\/1\.1 200 OK/);
  assert.match(text, /Connection: close/);
  assert.match(text, /<\/html>/);
});

test('a port that is taken is exit code 3', async (t) => {
  const { data, service } = await withSample(t);
  const done = run(data, ['serve', '--listen', `127.0.0.1:${service.port}`]);
  assert.equal(done.code, 3);
  assert.match(done.err, /cannot listen on 127\.0\.0\.1 port/);
});

test('what could be read in two ways is refused and the connection closed', async (t) => {
  const { service } = await withSample(t);
  const shapes = {
    'two lengths': 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    'length and coding':
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'odd coding': 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n',
    'tab in coding': 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    'space before colon': 'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
    'folded line': 'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n',
    'bare line feed': 'GET / HTTP/1.1\nHost: x\n\n',
    'no host': 'GET / HTTP/1.1\r\n\r\n',
    'two hosts': 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
    'null in field': 'GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n',
    'bad chunk':
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n',
    'climbing path': 'GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n',
    'climbing path, encoded': 'GET /%2e%2e/b HTTP/1.1\r\nHost: x\r\n\r\n',
    'HTTP/2 preface': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  };
  for (const [name, bytes] of Object.entries(shapes)) {
    const answer = await service.raw(bytes);
    assert.match(answer, /^HTTP\/1\.1 (400|501|505) /, name);
    assert.match(answer, /Connection: close/, name);
    assert.equal(answer.match(/HTTP\/1\.1 \d/g).length, 1, name);
  }
  const long = await service.raw(`GET /${'x'.repeat(9000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  assert.match(long, /^HTTP\/1\.1 414 /);
  const large = await service.raw(`GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(17000)}\r\n\r\n`);
  assert.match(large, /^HTTP\/1\.1 431 /);
  assert.equal((await service.get('/')).status, 200);
});

test('kill -9 while others import loses nothing', async (t) => {
  const { data, service } = await withSample(t);
  const saved = [];
  const one = (i) =>
    new Promise((resolve) => {
      const name = `n${i}`;
      const child = spawn(program, ['import', '--slug', name, '-'], { env: environment(data) });
      child.stdin.end(`{"basics":{"name":"${name}"}}`);
      child.on('exit', (code) => {
        if (code === 0) saved.push(name);
        resolve();
      });
    });
  const imports = Promise.all(Array.from({ length: 20 }, (_, i) => one(i)));
  await new Promise((resolve) => setTimeout(resolve, 30));
  await service.stop('SIGKILL');
  await imports;
  assert.equal(saved.length, 20);
  const again = await Service.start(t, data);
  for (const name of saved) assert.equal((await again.get(`/cv/${name}`)).status, 200, name);
});

test('the store and its folder are its owner’s alone', async (t) => {
  const data = path.join(folder(t), 'deep', 'data');
  run(data, ['import', sample('minimal.json')]);
  assert.equal(fs.statSync(data).mode & 0o777, 0o700);
  assert.equal(fs.statSync(path.join(data, 'vitrine.sqlite')).mode & 0o777, 0o600);
});
