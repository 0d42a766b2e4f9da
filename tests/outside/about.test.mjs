// Tests /about and /privacy: their texts, their authors, and that the facts match the running instance.

import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';

import { Person } from '../support/account.mjs';
import { folder, run, Service, soon } from '../support/vitrine.mjs';

const textOf = async (service, route, headers = {}) => (await service.get(route, headers)).text();
const facts = (html) =>
  Object.fromEntries([...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, value]) => [name, value]));

test('in English and in German, each at its address, with what is true of this instance', async (t) => {
  const service = await Service.start(t, folder(t));
  const english = await service.get('/about', { 'accept-language': 'fr, en;q=0.5' });
  assert.equal(english.status, 200);
  assert.equal(english.headers.get('content-language'), 'en');
  assert.equal(english.headers.get('cache-control'), 'no-store');
  assert.match(english.headers.get('vary'), /Accept-Language/);
  const html = await english.text();
  assert.match(html, /<html lang="en".*<h1>About this project<\/h1>/s);
  assert.match(html, /<a href="\/about\/de" hreflang="de" lang="de">Deutsch<\/a>/);
  assert.doesNotMatch(html, /\{facts\}|\{diagram\}/);
  const version = run(folder(t), ['--version']).out.trim().split(' ').at(-1);
  assert.deepEqual(facts(html), {
    Version: version,
    Store: 'SQLite',
    Zone: 'not in a cloud, or not told',
    'Running for': 'a moment',
  });
  const german = await textOf(service, '/about', { 'accept-language': 'de-AT' });
  assert.match(german, /<html lang="de".*<h1>Über dieses Projekt<\/h1>/s);
  assert.equal(facts(german)['Läuft seit'], 'einem Augenblick');
  assert.equal(german, await textOf(service, '/about/de'));
  assert.equal((await service.get('/about/fr')).status, 404);
  assert.equal((await service.get('/about', {}, { method: 'POST' })).status, 405);
});

test('the diagram is a picture of its own, with its words in the page', async (t) => {
  const service = await Service.start(t, folder(t));
  for (const language of ['en', 'de']) {
    const answer = await service.get(`/about/infrastructure.${language}.svg`);
    assert.equal(answer.headers.get('content-type'), 'image/svg+xml');
    assert.match(answer.headers.get('content-security-policy'), /default-src 'none'; style-src 'sha256-/);
    const again = await service.get(`/about/infrastructure.${language}.svg`, {
      'if-none-match': answer.headers.get('etag'),
    });
    assert.equal(again.status, 304);
    const description = /<desc id="desc">(.*?)<\/desc>/s.exec(await answer.text())[1];
    assert.ok((await textOf(service, `/about/${language}`)).includes(`alt="${description}"`));
  }
});

test('the owner puts their own text in its place, by the command line and by the API, and takes it back', async (t) => {
  const data = folder(t);
  const service = await Service.start(t, data);
  assert.match(run(data, ['about']).out, /^de {2}as it came with the program\nen {2}/);
  assert.match(run(data, ['about', 'en']).out, /^# About this project\n/);
  const own = run(data, ['about', 'fr', '--set', '-'], {
    input: '# Chez nous\n\n<script>alert(1)</script>\n\n{facts}\n\n## Suite\n',
  });
  assert.equal(own.out, '/about shows your text in fr\n', own.err);
  const html = await soon(async () => {
    const shown = await textOf(service, '/about', { 'accept-language': 'de' });
    return shown.includes('Chez nous') ? shown : undefined;
  });
  assert.match(html, /<html lang="fr".*<title>Chez nous<.*<h2>Suite<\/h2>/s);
  assert.doesNotMatch(html, /<script|Über dieses/);
  assert.match(html, /&lt;script&gt;/);
  assert.equal(facts(html).Store, 'SQLite');
  assert.equal((await service.get('/about/de')).status, 404, 'no mixture of theirs and ours');

  const owner = await Person.signIn(service, data);
  assert.deepEqual(Object.keys((await owner.expect(200, 'GET', '/api/v1/about')).texts), ['fr']);
  const texts = { en: '# Ours', 'pt-BR': 'Sem título' };
  assert.deepEqual(await owner.expect(200, 'PUT', '/api/v1/about', { json: { texts } }), { texts, is_own: true });
  assert.match(await textOf(service, '/about/pt-BR'), /<html lang="pt-BR".*<h1>About this project<\/h1>/s);
  for (const [bad, said] of [
    [{}, /object of texts/],
    [{ texts: {} }, /no text/],
    [{ texts: { english: '' } }, /empty|no language tag/],
    [{ texts: { 'e n': 'x' } }, /no language tag/],
    [{ texts: { en: 5 } }, /Markdown/],
    [{ texts: { en: 'x'.repeat(50_000) } }, /49152/],
  ])
    assert.match((await owner.expect(422, 'PUT', '/api/v1/about', { json: bad })).detail, said);
  const editor = await Person.signIn(service, data, { email: 'editor@example.org', role: 'editor' });
  for (const method of ['GET', 'PUT', 'DELETE'])
    await editor.expect(403, method, '/api/v1/about', method === 'PUT' ? { json: { texts } } : {});
  await owner.expect(204, 'DELETE', '/api/v1/about');
  assert.match(await textOf(service, '/about/de'), /Über dieses Projekt/);
  const { events } = await owner.expect(200, 'GET', '/api/v1/audit');
  assert.equal(events.filter(({ detail }) => detail === 'about').length, 3);

  assert.equal(run(data, ['about', '--set', '-'], { input: 'x' }).code, 2);
  assert.match(run(data, ['about', 'en', '--set', '-'], { input: ' \n' }).err, /the text for 'en' is empty/);
  assert.match(run(data, ['about', 'ja']).err, /no text in 'ja'/);
  run(data, ['about', 'en', '--set', '-'], { input: 'ours' });
  assert.match(run(data, ['about', '--reset']).out, /came with the program/);
});

test('a container of Amazon ECS says its zone, asked until it is known', async (t) => {
  const asked = [];
  let zone = '';
  const metadata = http
    .createServer((request, response) => {
      asked.push(request.url);
      response.end(JSON.stringify({ Cluster: 'vitrine', AvailabilityZone: zone }));
    })
    .listen(0, '127.0.0.1');
  t.after(() => metadata.close());
  await new Promise((resolve) => metadata.on('listening', resolve));
  const service = await Service.start(t, folder(t), [], {
    ECS_CONTAINER_METADATA_URI_V4: `http://127.0.0.1:${metadata.address().port}/v4/abc`,
  });
  zone = '<b>no zone</b>';
  assert.equal(facts(await textOf(service, '/about')).Zone, 'not in a cloud, or not told');
  zone = 'eu-central-1b';
  await soon(async () => facts(await textOf(service, '/about')).Zone === 'eu-central-1b');
  await textOf(service, '/about/de');
  assert.deepEqual(asked, ['/v4/abc/task', '/v4/abc/task']);
  const told = await Service.start(t, folder(t), ['--zone', 'cellar']);
  assert.equal(facts(await textOf(told, '/about')).Zone, 'cellar');
});

test('it names its store, and is read where CVs are not', async (t) => {
  const service = await Service.start(t, folder(t), ['--site-access', 'link-only']);
  assert.equal((await service.get('/about')).status, 200);
  const privacy = await service.get('/privacy', { 'accept-language': 'de' });
  assert.match(
    await privacy.text(),
    /<h1>Was hier gespeichert wird<\/h1>.*<h2>Ihre Rechte<\/h2>.*<a href="\/about">Über dieses Projekt<\/a>/s,
  );
});
