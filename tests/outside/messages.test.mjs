// Readers get the service's own texts in their language, everywhere.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { OpenIdProvider } from '../../infra/stand_ins/openid_provider.mjs';
import { Person, withToken } from '../support/account.mjs';
import { folder, program, root, run, sample, Service } from '../support/vitrine.mjs';

const place = path.join(root, 'src/messages/assets');
const files = Object.fromEntries(
  fs
    .readdirSync(place)
    .map((name) => [path.basename(name, '.json'), JSON.parse(fs.readFileSync(path.join(place, name), 'utf8'))]),
);

/** All texts of a language, by their keys in the file. */
function textsOf({ notices, texts }) {
  const parts = Object.entries(notices).flatMap(([key, { title, detail }]) => [
    [`notices.${key}.title`, title],
    [`notices.${key}.detail`, detail],
  ]);
  return new Map([...parts, ...Object.entries(texts).map(([key, text]) => [`texts.${key}`, text])]);
}

const english = textsOf(files.en);
const german = textsOf(files.de);
const placeholders = (text) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort();

function sources(...folders) {
  return folders.flatMap((name) =>
    fs
      .readdirSync(path.join(root, 'src', name), { recursive: true })
      .filter((file) => /\.[ch]pp$/.test(file) && !/_test\.cpp$/.test(file))
      .map((file) => fs.readFileSync(path.join(root, 'src', name, file), 'utf8').replaceAll(/"\s*\n\s*"/g, '')),
  );
}

test('each key is used, and every language has each key with the same placeholders', () => {
  const site = sources('site').join('\n');
  const used = (type) => new Set([...site.matchAll(new RegExp(`\\b${type}::(\\w+)`, 'g'))].map(([, key]) => key));
  const [notices, texts] = [used('Notice'), used('Text')];
  assert.deepEqual(
    Object.keys(files.en.notices).filter((key) => !notices.has(key)),
    [],
  );
  assert.deepEqual(
    Object.keys(files.en.texts).filter((key) => !texts.has(key)),
    [],
  );
  for (const [language, file] of Object.entries(files)) {
    const own = textsOf(file);
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort(), language);
    for (const [key, text] of own) {
      assert.deepEqual(placeholders(text), placeholders(english.get(key)), `${language}: ${key}`);
      assert.ok(text.trim() === text && text !== '', `${language}: ${key}`);
    }
  }
});

/** The templates of messages beside them. Short ones may stand in a German text by chance. */
const templates = Object.entries(files.de.messages).filter(
  ([template]) => template.replaceAll(/\{\d\}/g, '').length > 12,
);
const allEnglish = [...english, ...templates.map(([template]) => [template, template])];
const allGerman = new Map([...german, ...templates]);

/** English texts that an answer contains literally although the German ones differ; and unfilled placeholders. */
function englishIn(answer) {
  const found = allEnglish
    .filter(([key, text]) => {
      const parts = text
        .split(/\{\d\}/)
        .map((part) => part.trim())
        .filter((part) => part.length > 5);
      return (
        allGerman.get(key) !== text &&
        text !== 'Version' &&
        parts.length > 0 &&
        parts.every((part) => answer.includes(part))
      );
    })
    .map(([key]) => key);
  return [...found, ...(/\{\d\}/.test(answer) ? ['{0}'] : [])];
}

const plain = (html) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Requests in German and in English: the German answer has no English text, and the two differ. */
async function inBoth(what, status, ask) {
  const [theirs, ours] = [await ask('de-AT, de;q=0.9, en;q=0.5'), await ask('en')];
  assert.equal(theirs.status, status, what);
  assert.equal(ours.status, status, what);
  const [germanText, englishText] = [plain(await theirs.text()), plain(await ours.text())];
  assert.deepEqual(englishIn(germanText), [], `${what}: ${germanText}`);
  assert.ok(
    englishIn(englishText).filter((key) => key !== '{0}').length > 0,
    `${what} says nothing of the catalogue: ${englishText}`,
  );
  assert.doesNotMatch(englishText, /\{\d\}/, what);
  if (theirs.headers.get('content-type').startsWith('text/html')) assert.match(germanText, /<html lang="de"/, what);
}

const page = (language) => ({ accept: 'text/html', 'accept-language': language });

/** The same for a page. */
const pageInBoth = (service, status, route, options = {}, headers = {}) =>
  inBoth(`${options.method ?? 'GET'} ${route}`, status, (language) =>
    service.get(route, { ...page(language), ...headers }, options),
  );

async function start(t, args = []) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'one', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data, args);
  return { data, service, owner: await Person.signIn(service, data) };
}

test('pages that say no to a reader', async (t) => {
  const { service, owner } = await start(t);
  const missing = [
    '/nothing',
    '/nothing/at/all',
    '/v/none',
    '/v/none/it',
    '/cv/nobody',
    '/cv/one/it',
    '/cv/one/zz',
    '/cv/one/v/none',
    '/cv/one/v/none/it.pdf',
    '/cv/one?audience=nobody',
    '/s/nothing',
    '/s/nothing/it',
    '/about/it',
    '/studio',
    '/preview',
    '/api/nothing',
  ];
  for (const route of missing) await pageInBoth(service, 404, route);
  for (const route of ['/cv/one.xyz', '/resume.xyz']) await pageInBoth(service, 406, route);
  for (const route of ['/cv/one', '/', '/about', '/s/nothing', '/healthz'])
    await pageInBoth(service, 405, route, { method: 'PUT' });
  await pageInBoth(service, 416, '/cv/one.pdf', {}, { range: 'bytes=99999999-' });
  await pageInBoth(service, 412, '/cv/one', {}, { 'if-match': '"other"' });
  await pageInBoth(service, 401, '/sign-in');
  await pageInBoth(service, 200, '/sign-in?token=abc');
  await pageInBoth(service, 200, '/about');
  await pageInBoth(service, 200, '/privacy');
  const own = { origin: service.url };
  await pageInBoth(service, 403, '/sign-in', { method: 'POST', body: new URLSearchParams({ token: 'over' }) }, own);
  await pageInBoth(service, 403, '/sign-in', { method: 'POST', body: '' }, { origin: 'https://elsewhere.example' });
  await pageInBoth(service, 413, '/sign-in', { method: 'POST', body: 'x'.repeat(40_000) }, own);
  const { url } = await owner.expect(201, 'POST', '/api/v1/cvs/one/links', {
    json: { label: 'a', password: 'open sesame' },
  });
  const link = new URL(url).pathname;
  await pageInBoth(service, 401, link);
  await pageInBoth(service, 401, link, { method: 'POST', body: new URLSearchParams({ password: 'no' }) }, own);
  const over = await owner.expect(201, 'POST', '/api/v1/cvs/one/links', { json: { label: 'b' } });
  await pageInBoth(service, 404, `${new URL(over.url).pathname}/it`);
  await owner.send('DELETE', `/api/v1/cvs/one/links/${over.id}`);
  await pageInBoth(service, 404, new URL(over.url).pathname);
  await pageInBoth(service, 401, '/cv/one', {}, { authorization: 'Bearer guessed' });
  for (let i = 0; i < 30; ++i) await service.get(`/s/guess-${i}`);
  await pageInBoth(service, 429, '/s/nothing');
});

test('what there is instead is said in words for a person', async (t) => {
  const { service } = await start(t);
  const said = async (route, accept) => (await service.get(route, { accept, 'accept-language': 'de' })).text();
  assert.match(await said('/cv/one/it', 'text/html'), /Es gibt ihn in: English, Deutsch, Français, العربية\./);
  assert.match(await said('/cv/one/it', 'application/json'), /It can in: en, de, fr, ar\./);
  assert.match(
    await said('/cv/one.xyz', 'text/html'),
    /gibt es als: \.pdf, \.json, \.txt, \.md, \.docx, \.vcf, \.qr\.svg\./,
  );
  assert.match(await said('/cv/one.xyz', 'application/json'), /as: text\/html, application\/pdf \(\.pdf\), /);
});

test('a chunked body that is too large is refused in the language of whoever sent it', async (t) => {
  const { service } = await start(t);
  const head = (language) =>
    `POST /sign-in HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\nAccept: text/html\r\nAccept-Language: ${language}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  assert.match(await service.raw(`${head('de')}100000\r\n`), /^HTTP\/1\.1 413 [\s\S]*<html lang="de"/);
  assert.match(await service.raw(`${head('en')}100000\r\n`), /^HTTP\/1\.1 413 [\s\S]*<html lang="en"/);
});

test('where no CV is yet, and in a preview', async (t) => {
  const empty = await Service.start(t, folder(t));
  await pageInBoth(empty, 200, '/');
  const preview = await Service.start(t, folder(t), [sample('rich.json')], {}, ['preview']);
  await pageInBoth(preview, 200, '/preview');
  const other = (language) =>
    `GET / HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\nAccept-Language: ${language}\r\nConnection: close\r\n\r\n`;
  assert.match(await preview.raw(other('de')), /^HTTP\/1\.1 421 [\s\S]*<html lang="de"/);
});

test('behind what signs people in', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const args = ['--auth', 'oidc', '--public-url', 'http://127.0.0.1:9', '--oidc-client-id', provider.client_id];
  const secret = { VITRINE_OIDC_CLIENT_SECRET: provider.client_secret };
  const service = await Service.start(t, folder(t), [...args, '--oidc-issuer', provider.issuer], secret);
  await pageInBoth(service, 400, '/sign-in/callback?state=x&code=y');
  const away = await Service.start(t, folder(t), [...args, '--oidc-issuer', 'http://127.0.0.1:9/none'], secret);
  await pageInBoth(away, 503, '/sign-in');
});

test('what the API says to the people in the Studio', async (t) => {
  const { data, service, owner } = await start(t);
  const told = (status, method, route, { headers, ...options } = {}) =>
    inBoth(`${method} ${route}`, status, (language) =>
      owner.send(method, route, { ...options, headers: { ...headers, 'accept-language': language } }),
    );
  const document = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));
  const at = (version) => ({ headers: { 'if-match': `"${version}"` } });
  await told(404, 'GET', '/api/v1/cvs/nobody');
  await told(404, 'GET', '/api/v1/cvs/one/versions/77');
  await told(404, 'GET', '/api/v1/cvs/one/versions/none');
  await told(404, 'DELETE', '/api/v1/tokens/none');
  await told(404, 'DELETE', '/api/v1/people/nobody@example.org');
  await told(409, 'POST', '/api/v1/cvs?slug=one', { json: document });
  await told(412, 'PUT', '/api/v1/cvs/one', { json: document, ...at(77) });
  await told(428, 'PUT', '/api/v1/cvs/one', { json: document });
  await told(400, 'PUT', '/api/v1/cvs/one', { json: document, headers: { 'if-match': 'x' } });
  await told(400, 'POST', '/api/v1/cvs?slug=No%20Slug', { json: document });
  await told(400, 'PUT', `/api/v1/cvs/one?note=${'x'.repeat(201)}`, { json: document, ...at(1) });
  for (const query of ['cvs?limit=0', 'audit?limit=1000', 'cvs/one/versions?before=x'])
    await told(400, 'GET', `/api/v1/${query}`);
  await told(400, 'POST', '/api/v1/convert?from=nothing', { json: document });
  await told(413, 'POST', '/api/v1/cvs', { body: 'x'.repeat(2_000_000) });
  const links = [
    { x: 1 },
    { label: 'x'.repeat(201) },
    { password: 'a' },
    { expires_at: 'soon' },
    { expires_at: '2001-01-01T00:00:00Z' },
    { audience: 'none' },
    { variant: 'none' },
    { language: 'it' },
  ];
  for (const json of links) await told(422, 'POST', '/api/v1/cvs/one/links', { json });
  await told(422, 'PUT', '/api/v1/cvs/one/people/nobody', { json: { may: 'all', audience: 'none' } });
  await told(422, 'PUT', '/api/v1/settings', { json: { access: 'all' } });
  for (const texts of [1, { en: 1 }, {}, { '?': 'a' }, { en: ' ' }, { en: 'x'.repeat(60_000) }])
    await told(422, 'PUT', '/api/v1/about', { json: { texts } });
  await told(422, 'PUT', '/api/v1/people/nobody', { json: { role: 'king' } });
  await told(409, 'PUT', '/api/v1/people/owner@localhost', { json: { role: 'viewer' } });
  await told(409, 'DELETE', '/api/v1/people/owner@localhost');
  await told(422, 'POST', '/api/v1/tokens', { json: { scopes: ['all'] } });
  await told(422, 'POST', '/api/v1/tokens', { json: { label: 1, scopes: 'all' } });
  await told(422, 'POST', '/api/v1/render', { json: { format: 'none', pointers: 1 } });
  await told(422, 'POST', '/api/v1/links/check', { json: { urls: ['x'.repeat(3000)] } });
  await told(422, 'POST', '/api/v1/links/check', { json: {} });
  await told(422, 'POST', '/api/v1/convert', { body: '<!doctype html><html></html>' });
  await told(422, 'POST', '/api/v1/cvs', { json: { basics: 1 } });
  const token = run(data, ['token', '--scope', 'read', '--scope', 'share']).out.trim().split('\n').at(-1);
  const call = withToken(service, token);
  const byToken = (status, method, route, json) =>
    inBoth(`${method} ${route}`, status, (language) =>
      call(method, route, { json, headers: { 'accept-language': language } }),
    );
  await byToken(403, 'PUT', '/api/v1/cvs/one/people/a@example.org', { may: 'edit' });
  await byToken(403, 'GET', '/api/v1/audit');
  const nobody = withToken(service, '');
  await inBoth('nobody', 401, (language) => nobody('GET', '/api/v1/me', { headers: { 'accept-language': language } }));
  const guessed = withToken(service, 'guessed');
  await inBoth('a guess', 401, (language) =>
    guessed('GET', '/api/v1/me', { headers: { 'accept-language': language } }),
  );
});

test('settings that the operator has fixed', async (t) => {
  const { owner } = await start(t, ['--site-access', 'public', '--link-check', 'off']);
  const told = (status, method, route, json) =>
    inBoth(`${method} ${route}`, status, (language) =>
      owner.send(method, route, { json, headers: { 'accept-language': language } }),
    );
  await told(409, 'PUT', '/api/v1/settings', { access: 'public' });
  await told(404, 'POST', '/api/v1/links/check', { urls: ['https://example.org'] });
});

test('programs that are not of the Studio get English', async (t) => {
  assert.ok(fs.existsSync(program));
  const { service } = await start(t);
  const answer = await service.get('/cv/nobody', { accept: 'application/json', 'accept-language': 'de' });
  assert.equal((await answer.json()).title, files.en.notices.no_cv.title);
});

const broken = {
  basics: { name: 'Ada', email: 'nobody', url: 'www.example.org', sumary: 'a text' },
  work: [{ name: 'A', startDate: '03/2020', endDate: '1.2.2019' }, { startDate: '2020-13', highlights: 'one' }, 7],
  skills: 'none',
  berufserfahrung: ['a', 'b'],
  meta: { vitrine: { variants: { '/': {} }, theme: 3 } },
};
const notJson = [
  '{"a":1,}',
  '{"a":01}',
  '{"a" 1}',
  "{'a':1}",
  '{"a":"\\x"}',
  '{"a":"b',
  '[1',
  '[]',
  '',
  '{"a":1} x',
  '{"a":1,"a":2}',
  '\u0000',
  '%!PS',
  '<x/>',
];

test('a broken CV is refused in German, down to each finding', async (t) => {
  const { owner } = await start(t);
  const send = async (body, status = 422) => {
    const answer = await owner.send('POST', '/api/v1/cvs', { body, headers: { 'accept-language': 'de' } });
    const text = await answer.text();
    assert.equal(answer.status, status, text);
    assert.deepEqual(englishIn(text), [], text);
    return JSON.parse(text);
  };
  const refused = await send(JSON.stringify(broken));
  assert.ok(refused.problems.length > 8);
  assert.match(refused.detail, /^Dokument:\d+:\d+: Fehler: /);
  const date = refused.problems.find((one) => one.pointer === '/work/0/startDate');
  assert.equal(date.expected, 'ein Datum wie JJJJ, JJJJ-MM oder JJJJ-MM-TT');
  assert.equal(date.found, 'der Text "03/2020"');
  assert.equal(date.hint, 'schreiben Sie "2020-03"');
  for (const body of notJson) await send(body);
  await send('{"compilerOptions":{}}');
  const saved = await send('{"basics":{"name":"Ada","url":"www.example.org"}}', 201);
  assert.equal(saved.problems[0].hint, 'beginnen Sie mit https://');
});

test('what HTTP itself refuses is in German where the head was read', async (t) => {
  const { service } = await start(t);
  const ask = (head) => service.raw(`GET / HTTP/1.1\r\nAccept-Language: de\r\n${head}\r\n`);
  for (const head of [
    '',
    'Host: a\r\nHost: b\r\n',
    'Host: a\r\nContent-Length: x\r\n',
    'Host: a\r\nTransfer-Encoding: gzip\r\n',
  ]) {
    const answer = await ask(head);
    assert.match(answer, /^HTTP\/1\.1 (400|501) /);
    const body = answer.slice(answer.indexOf('\r\n\r\n'));
    assert.deepEqual(englishIn(body), [], body);
    assert.match(body, /(Diese Anfrage ist nicht zu verstehen|Das kann dieser Dienst nicht)/);
  }
  assert.match(await service.raw('nonsense\r\n\r\n'), /"title":"Bad Request"/);
});

test('the command line speaks the language of its environment', (t) => {
  const data = folder(t);
  const file = path.join(data, 'broken.json');
  fs.writeFileSync(file, JSON.stringify(broken));
  const spoken = (args, env) => {
    const { code, out, err } = run(data, args, { env: { LC_ALL: '', LC_MESSAGES: '', LANG: '', ...env } });
    return { code, text: out + err };
  };
  const german = { LC_ALL: 'de_DE.UTF-8' };
  for (const [code, ...args] of [
    [1, 'validate', file],
    [0, 'validate', sample('rich.json')],
    [1, 'import', file],
    [1, 'export', '--slug', 'nobody'],
    [2, 'nothing'],
    [1, 'validate', path.join(data, 'none.json')],
    [2, 'serve', '--public-url', 'x'],
  ]) {
    const told = spoken(args, german);
    assert.equal(told.code, code, told.text);
    assert.deepEqual(englishIn(told.text), [], told.text);
    assert.notEqual(told.text, spoken(args, {}).text);
  }
  assert.match(spoken(['validate', file], { LANG: 'de' }).text, /: Fehler: .*erwartet: /);
  assert.match(spoken(['validate', file], { LANG: 'de', LC_ALL: 'C' }).text, /: error: .*expected /);
});
