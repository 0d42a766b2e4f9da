// The REST API: documents and their versions, rendering, checking, converting; errors with a hint.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import yaml from 'yaml';

import { Person } from '../support/account.mjs';
import { contract } from '../support/contract.mjs';
import { folder, root, run, sample, Service, soon } from '../support/vitrine.mjs';

async function start(t) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data);
  return { data, service, owner: await Person.signIn(service, data) };
}

const rich = fs.readFileSync(sample('rich.json'), 'utf8');

test('a document comes out as it went in, byte for byte', async (t) => {
  const { owner } = await start(t);
  const answer = await owner.get('/api/v1/cvs/rich');
  assert.equal(await answer.text(), rich);
  assert.equal(answer.headers.get('etag').replace(/-\w+"$/, '"'), '"1"');
  assert.equal(answer.headers.get('cache-control'), 'private, no-cache');
  assert.equal(
    (await fetch(`${owner.service.url}/api/v1/cvs/rich`, { headers: { cookie: owner.cookie, 'if-none-match': '"1"' } }))
      .status,
    304,
  );
  const odd = '{ "basics": {"name":"Ada"},\n\t"x": 1.0e2 }\n';
  const made = await owner.send('POST', '/api/v1/cvs?slug=odd', { body: odd });
  assert.equal(made.status, 201);
  assert.equal(made.headers.get('location'), '/api/v1/cvs/odd');
  assert.equal(await (await owner.get('/api/v1/cvs/odd')).text(), odd);
});

test('a note has up to 200 characters of any script, and is text', async (t) => {
  const { owner } = await start(t);
  const save = (note) =>
    owner.send('PUT', `/api/v1/cvs/rich?note=${note}`, { body: rich, headers: { 'if-match': '"1"' } });
  for (const wrong of ['%FF', encodeURIComponent('ö'.repeat(201))]) {
    const answer = await save(wrong);
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).detail, /note: expected at most 200 characters of UTF-8/);
  }
  const answer = await save(encodeURIComponent('ö'.repeat(200)));
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).note, 'ö'.repeat(200));
});

test('what is read comes compressed as the client asks, and is the same version', async (t) => {
  const { owner } = await start(t);
  const plain = {
    gzip: zlib.gunzipSync,
    br: zlib.brotliDecompressSync,
    zstd: zlib.zstdDecompressSync,
    identity: (bytes) => bytes,
  };
  // Node's own client decompresses silently: this one shows the received bytes.
  const ask = (route, { method = 'GET', body, ...headers }) =>
    new Promise((resolve, reject) => {
      const request = http.request(
        owner.service.url + route,
        { method, headers: { cookie: owner.cookie, 'sec-fetch-site': 'same-origin', ...headers } },
        async (answer) => {
          const bytes = Buffer.concat(await answer.toArray());
          resolve({ status: answer.statusCode, headers: answer.headers, bytes });
        },
      );
      request.on('error', reject).end(body);
    });
  for (const coding of Object.keys(plain)) {
    const { headers, bytes } = await ask('/api/v1/cvs/rich', { 'accept-encoding': coding });
    assert.equal(headers['content-encoding'], coding === 'identity' ? undefined : coding);
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.equal(headers['cache-control'], 'private, no-cache');
    assert.equal(headers.etag, coding === 'identity' ? '"1"' : `"1-${coding}"`);
    assert.equal(plain[coding](bytes).toString(), rich);
    if (coding !== 'identity') assert.ok(bytes.length < rich.length / 2, `${bytes.length} bytes`);
    assert.equal((await ask('/api/v1/cvs/rich', { 'if-none-match': headers.etag })).status, 304);
    const head = await ask('/api/v1/cvs/rich', { method: 'HEAD', 'accept-encoding': coding });
    assert.equal(head.headers['content-length'], String(bytes.length));
  }
  const rendered = await ask('/api/v1/render', {
    method: 'POST',
    'accept-encoding': 'br',
    body: `{"document":${rich}}`,
  });
  assert.equal(rendered.headers['content-encoding'], 'br');
  assert.match(plain.br(rendered.bytes).toString(), /Mira Halvorsen-Okafor/);
  const short = await ask('/api/v1/session', { 'accept-encoding': 'br' });
  assert.equal(short.headers['content-encoding'], undefined);
  const made = await ask('/api/v1/cvs/rich/links', {
    method: 'POST',
    'accept-encoding': 'br',
    body: JSON.stringify({ label: 'a'.repeat(200) }),
  });
  assert.equal(made.status, 201);
  assert.equal(made.headers['content-encoding'], undefined, 'a secret stands in it');
  const checked = await ask('/api/v1/check', { method: 'POST', 'accept-encoding': 'br', body: rich });
  assert.equal(checked.headers['content-encoding'], undefined);
  const saved = await owner.send('PUT', '/api/v1/cvs/rich', { body: rich, headers: { 'if-match': '"1-br"' } });
  assert.equal(saved.status, 200);
  assert.equal(
    (await owner.send('PUT', '/api/v1/cvs/rich', { body: rich, headers: { 'if-match': '"2-lzma"' } })).status,
    400,
  );
});

test('an edit is seen by readers within a second, and loses no other edit', async (t) => {
  const { service, owner } = await start(t);
  await service.get('/cv/rich');
  const edited = rich.replaceAll('Mira Halvorsen-Okafor', 'Mira Changed');
  const save = (version, body = edited) =>
    owner.send('PUT', '/api/v1/cvs/rich?note=renamed', { body, headers: version ? { 'if-match': version } : {} });
  assert.equal((await save()).status, 428);
  assert.equal((await save('*')).status, 400);
  const saved = await save('"1"');
  assert.equal(saved.status, 200);
  assert.equal(saved.headers.get('etag'), '"2"');
  assert.equal((await saved.json()).note, 'renamed');
  await soon(async () => (await (await service.get('/cv/rich')).text()).includes('Mira Changed'));
  const late = await save('"1"');
  assert.equal(late.status, 412);
  assert.match((await late.json()).detail, /version 2 is current.*nothing was stored/);
  const { versions } = await owner.expect(200, 'GET', '/api/v1/cvs/rich/versions');
  assert.deepEqual(
    versions.map((one) => one.version),
    [2, 1],
  );
  assert.equal(await (await owner.get('/api/v1/cvs/rich/versions/1')).text(), rich);
  await owner.expect(200, 'POST', '/api/v1/cvs/rich/versions/1/restore', { headers: { 'if-match': '"2"' } });
  assert.equal(await (await owner.get('/api/v1/cvs/rich')).text(), rich);
  assert.equal((await owner.get('/api/v1/cvs/rich/versions/9')).status, 404);
  assert.equal((await owner.get('/api/v1/cvs/rich/versions/x')).status, 404);
});

test('a document that is none is refused with every fault at its place', async (t) => {
  const { owner } = await start(t);
  const body = '{\n "basics": {"name": 7, "email": "x"},\n "work": [{"startDate": "yesterday"}]\n}';
  const problem = await owner.expect(422, 'POST', '/api/v1/cvs', { body });
  const errors = problem.problems.filter((one) => one.severity === 'error');
  assert.deepEqual(
    errors.map((one) => [one.pointer, one.line]),
    [
      ['/basics/name', 2],
      ['/work/0/startDate', 3],
    ],
  );
  assert.equal((await owner.send('POST', '/api/v1/cvs', { body: 'no JSON' })).status, 422);
  assert.equal((await owner.send('POST', '/api/v1/cvs', { body: `{"a":"${'x'.repeat(300_000)}"}` })).status, 422);
  assert.equal((await owner.send('POST', '/api/v1/cvs', { body: 'x'.repeat(2_000_000) })).status, 413);
});

test('a new CV gets a name of its own', async (t) => {
  const { owner } = await start(t);
  const body = JSON.stringify({ basics: { name: 'Zoë Müller' } });
  const slugs = [];
  for (let i = 0; i < 3; ++i) slugs.push((await owner.expect(201, 'POST', '/api/v1/cvs', { body })).slug);
  assert.deepEqual(slugs, ['zoe-muller', 'zoe-muller-2', 'zoe-muller-3']);
  assert.equal((await owner.send('POST', '/api/v1/cvs?slug=zoe-muller', { body })).status, 409);
  assert.equal((await owner.send('POST', '/api/v1/cvs?slug=No%20Slug', { body })).status, 400);
  const listed = await owner.expect(200, 'GET', '/api/v1/cvs?limit=2');
  assert.deepEqual(
    listed.cvs.map((one) => one.slug),
    ['rich', 'zoe-muller'],
  );
  const rest = await owner.expect(200, 'GET', `/api/v1/cvs?limit=2&after=${listed.next}`);
  assert.deepEqual(
    rest.cvs.map((one) => one.name),
    ['Zoë Müller', 'Zoë Müller'],
  );
  assert.equal((await owner.send('GET', '/api/v1/cvs?limit=0')).status, 400);
});

test('what is rendered is what the page will be, in every format, and is not stored', async (t) => {
  const { data, owner } = await start(t);
  const document = JSON.parse(rich);
  const render = (json) => owner.send('POST', '/api/v1/render', { json: { document, ...json } });
  const main = (html) => html.slice(html.indexOf('<main'), html.indexOf('</main>')).replaceAll(/href="[^"]*"/g, '');
  const shown = await (await render({ language: 'de', audience: 'recruiter' })).text();
  const stored = await (await owner.get('/cv/rich/de?audience=recruiter')).text();
  assert.equal(main(shown), main(stored));
  const types = {
    html: 'text/html; charset=utf-8',
    pdf: 'application/pdf',
    json: 'application/json',
    text: 'text/plain; charset=utf-8',
    markdown: 'text/markdown; charset=utf-8',
    vcard: 'text/vcard; charset=utf-8',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
  for (const [format, type] of Object.entries(types)) {
    const answer = await render({ format });
    assert.equal(answer.status, 200, format);
    assert.equal(answer.headers.get('content-type'), type);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
  assert.match(await (await render({ pointers: true })).text(), /data-at="\/basics\/name"/);
  assert.doesNotMatch(await (await render({})).text(), /data-at/);
  assert.match((await (await render({ pointers: 'yes' })).json()).detail, /\/pointers: expected true or false/);
  assert.match(await (await render({ theme: 'bold' })).text(), /class="theme-bold"/);
  assert.match((await (await render({ format: 'gif' })).json()).detail, /\/format: expected one of html, pdf/);
  assert.match(
    (await (await owner.send('POST', '/api/v1/render', { json: {} })).json()).detail,
    /\/document: expected/,
  );
  const bad = await (await owner.send('POST', '/api/v1/render', { json: { document: { work: 7 } } })).json();
  assert.equal(bad.problems[0].pointer, '/work');
  assert.equal(run(data, ['list']).out.trim().split('\n').length, 1);
});

test('documents are checked and converted', async (t) => {
  const { owner } = await start(t);
  const found = await owner.expect(200, 'POST', '/api/v1/check', { body: rich });
  assert.deepEqual(found.languages, ['en', 'de', 'fr', 'ar']);
  assert.equal(found.audiences[0], 'public');
  assert.ok(found.variants.length >= 2);
  const fromYaml =
    'cv:\n  name: Ada Byron\n  email: ada@example.org\n  sections:\n    summary:\n      - Mathematician.\n';
  const converted = await owner.expect(200, 'POST', '/api/v1/convert', {
    body: fromYaml,
    headers: { 'content-type': 'application/yaml' },
  });
  assert.equal(converted.document.basics.name, 'Ada Byron');
  assert.equal((await owner.send('POST', '/api/v1/convert?from=word', { body: '{}' })).status, 400);
  assert.match((await owner.expect(422, 'POST', '/api/v1/convert', { body: 'just text' })).detail, /\S/);
  const pdf = await (
    await owner.send('POST', '/api/v1/render', {
      json: { document: { basics: { name: 'Ada Byron', hat: 'red' } }, format: 'pdf' },
    })
  ).arrayBuffer();
  const headers = { 'content-type': 'application/pdf' };
  const again = await owner.expect(200, 'POST', '/api/v1/convert', { body: Buffer.from(pdf), headers });
  assert.equal(again.document.basics.name, 'Ada Byron');
  assert.equal(again.unshown, 1);
  assert.match(
    (await owner.expect(422, 'POST', '/api/v1/convert', { body: '%PDF-1.7 nothing', headers })).detail,
    /PDF/,
  );
});

test('what is no CV is refused, an empty one is not', async (t) => {
  const { owner } = await start(t);
  for (const [what, document] of [
    ['package.json', { name: 'x', version: '1.0.0' }],
    ['"foo"', { foo: { bar: 1 } }],
  ]) {
    for (const path of ['/api/v1/cvs', '/api/v1/convert']) {
      const refused = await owner.expect(422, 'POST', path, { json: document });
      assert.ok(refused.problems[0].found.includes(what), JSON.stringify(refused));
    }
  }
  assert.equal((await owner.send('POST', '/api/v1/cvs?slug=empty', { body: '{}' })).status, 201);
});

test('the contract and the schema are served, and the contract names every route of the API', async (t) => {
  const { service } = await start(t);
  const served = yaml.parse(await (await service.get('/api/v1/openapi.yaml')).text());
  assert.deepEqual(served, contract);
  assert.equal(
    (await (await service.get('/api/v1/schema')).json()).$schema,
    'https://json-schema.org/draft/2020-12/schema',
  );
  const sources = fs
    .readdirSync(path.join(root, 'src/site/api'))
    .map((name) => fs.readFileSync(path.join(root, 'src/site/api', name), 'utf8'));
  const routes = sources.flatMap((text) =>
    [...text.matchAll(/routes\.add\(\s*"(\w+)",\s*"\/api\/v1([^"]+)"/g)].map((match) => `${match[1]} ${match[2]}`),
  );
  const named = Object.entries(contract.paths).flatMap(([route, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${route}`),
  );
  assert.deepEqual(routes.sort(), named.sort());
});

test('its documentation tells of every operation, parameter and schema, and its links lead somewhere', async (t) => {
  const service = await Service.start(t, folder(t));
  const answer = await service.get('/api/');
  assert.equal(answer.status, 200);
  const html = await answer.text();
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  for (const [route, item] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (method === 'parameters') continue;
      assert.ok(ids.has(operation.operationId), operation.operationId);
      assert.ok(html.includes(`<code>${method.toUpperCase()} /api/v1${route}</code>`), route);
    }
  }
  for (const [name, schema] of Object.entries(contract.components.schemas)) {
    assert.ok(ids.has(name), name);
    for (const member of Object.keys(schema.properties ?? {}))
      assert.ok(html.includes(`<dt><code>${member}</code></dt>`), `${name}.${member}`);
  }
  for (const { name } of Object.values(contract.components.parameters))
    assert.ok(html.includes(`<dt><code>${name}</code></dt>`), name);
  for (const [, id] of html.matchAll(/href="#([^"]*)"/g)) assert.ok(ids.has(id), id);
  for (const [, path] of html.matchAll(/href="(\/[^"]*)"/g)) assert.equal((await service.get(path)).status, 200, path);
});

test('each answer of the API has the security fields and a method that there is not is told', async (t) => {
  const { owner } = await start(t);
  const answer = await owner.get('/api/v1/cvs');
  for (const name of ['x-content-type-options', 'content-security-policy', 'referrer-policy'])
    assert.ok(answer.headers.get(name));
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const wrong = await fetch(`${owner.service.url}/api/v1/cvs`, { method: 'PATCH' });
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
});
