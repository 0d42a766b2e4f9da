// Share links: made, followed, counted, protected, revoked; on all instances.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Person } from '../support/account.mjs';
import { folder, run, sample, Service, soon } from '../support/vitrine.mjs';

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const phone = /\+49 40 555 0142/;

async function start(t, args = []) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data, args);
  return { data, service, owner: await Person.signIn(service, data) };
}

async function share(owner, json = {}) {
  const link = await owner.expect(201, 'POST', '/api/v1/cvs/rich/links', { json });
  return { ...link, route: new URL(link.url).pathname };
}

test('a link shows its audience, and keeps itself to itself', async (t) => {
  const { service, owner } = await start(t);
  const link = await share(owner, { label: 'Acme', audience: 'recruiter' });
  assert.match(link.route, /^\/s\/[A-Za-z0-9_-]{43}$/);
  const page = await service.get(link.route);
  assert.equal(page.status, 200);
  const html = await page.text();
  assert.match(html, phone);
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
  assert.match(page.headers.get('x-robots-tag'), /noindex/);
  assert.equal(page.headers.get('cache-control'), 'private, no-store');
  assert.doesNotMatch(await (await service.get('/cv/rich')).text(), phone);
  const addresses = [...html.matchAll(/(?:href)="([^"]+)"/g)]
    .map((match) => match[1])
    .filter((one) => one.startsWith(service.url));
  assert.ok(addresses.length > 5);
  for (const address of new Set(addresses)) {
    assert.ok(address.startsWith(link.url), address);
    const answer = await fetch(address);
    assert.equal(answer.status, 200, address);
    assert.equal(answer.headers.get('cache-control'), 'private, no-store', address);
  }
});

test('a link fixes variant and language where it says so', async (t) => {
  const { service, owner } = await start(t);
  const any = await share(owner);
  assert.match(await (await service.get(any.route, { 'accept-language': 'de' })).text(), /<html lang="de"/);
  assert.equal((await service.get(`${any.route}/fr`)).status, 200);
  const german = await share(owner, { language: 'de' });
  assert.match(await (await service.get(german.route, { 'accept-language': 'en' })).text(), /<html lang="de"/);
  assert.equal((await service.get(`${german.route}/fr`)).status, 404);
  assert.equal((await service.get(`${german.route}/de.pdf`)).headers.get('content-type'), 'application/pdf');
  const { variants } = await owner.expect(200, 'POST', '/api/v1/check', {
    body: await (await owner.get('/api/v1/cvs/rich')).text(),
  });
  const variant = await share(owner, { variant: variants[0], audience: 'recruiter' });
  const [shown, plain] = await Promise.all(
    [variant.route, `/cv/rich`].map(async (route) => (await service.get(route, { 'accept-language': 'en' })).text()),
  );
  const shownByAddress = await (await owner.get(`/cv/rich/v/${variants[0]}/en?audience=recruiter`)).text();
  const body = (html) => html.slice(html.indexOf('<main')).replaceAll(/href="[^"]*"/g, '');
  assert.notEqual(body(shown), body(plain));
  assert.equal(body(shown), body(shownByAddress));
});

test('a password opens a link for this browser alone', async (t) => {
  const { service, owner } = await start(t);
  const link = await share(owner, { password: 'open sesame', audience: 'recruiter' });
  const guest = new Person(service);
  const closed = await guest.get(link.route);
  assert.equal(closed.status, 401);
  const html = await closed.text();
  assert.match(html, /type="password"/);
  assert.doesNotMatch(html, phone);
  assert.equal((await guest.get(`${link.route}/resume.json`)).status, 401);
  const give = (person, password) => person.send('POST', link.route, { body: new URLSearchParams({ password }) });
  assert.equal((await give(guest, 'open says me')).status, 401);
  const right = await give(guest, 'open sesame');
  assert.equal(right.status, 303);
  assert.match(await (await guest.get(link.route)).text(), phone);
  assert.equal((await new Person(service).get(link.route)).status, 401);
  const other = await share(owner, { password: 'open sesame' });
  assert.equal((await guest.get(other.route)).status, 401);
});

test('guessing ends, and does not keep out whoever knows the password', async (t) => {
  const { service, owner } = await start(t, ['--trusted-proxy', '127.0.0.1']);
  const link = await share(owner, { password: 'open sesame' });
  const give = async (client, password) => {
    const body = new URLSearchParams({ password });
    return (await new Person(service).send('POST', link.route, { body, headers: { 'x-forwarded-for': client } }))
      .status;
  };
  const statuses = [];
  for (let i = 0; i < 9; ++i) statuses.push(await give('192.0.2.7:4711', `guess ${i}`));
  assert.deepEqual(statuses, [...Array(8).fill(401), 429]);
  assert.equal(await give('192.0.2.7', 'open sesame'), 429);
  for (let i = 0; i < 4; ++i) await give('192.0.2.8', `guess ${i}`);
  assert.equal(await give('198.51.100.9', 'open sesame'), 303);
});

test('after its end, its revocation, or for another secret, a link leads nowhere', async (t) => {
  const { data, service, owner } = await start(t);
  const short = await share(owner, { expires_at: new Date(Date.now() + 700).toISOString() });
  assert.equal((await service.get(short.route)).status, 200);
  const others = await Promise.all([0, 1, 2].map(() => Service.start(t, data)));
  const link = await share(owner);
  for (const one of [service, ...others]) assert.equal((await one.get(link.route)).status, 200);
  await owner.expect(204, 'DELETE', `/api/v1/cvs/rich/links/${link.id}`);
  const revokedAt = Date.now();
  for (const one of [service, ...others]) await soon(async () => (await one.get(link.route)).status === 404, 1000);
  assert.ok(Date.now() - revokedAt < 1000);
  assert.equal((await owner.send('DELETE', `/api/v1/cvs/rich/links/${link.id}`)).status, 404);
  await soon(async () => (await service.get(short.route)).status === 404, 1500);
  const texts = await Promise.all(
    [short.route, link.route, `/s/${'A'.repeat(43)}`, '/s/x'].map(async (route) => (await service.get(route)).text()),
  );
  assert.equal(new Set(texts).size, 1, 'all look alike');
});

test('openings are counted by day, people apart from previews and bots, on all instances', async (t) => {
  const { data, service, owner } = await start(t);
  const other = await Service.start(t, data);
  const link = await share(owner);
  for (const one of [service, service, other]) await one.get(link.route, { 'user-agent': browser });
  await service.get(link.route, { 'user-agent': 'WhatsApp/2.23' });
  await service.get(link.route, { 'user-agent': 'curl/8' });
  await service.get(`${link.route}/resume.pdf`, { 'user-agent': browser });
  await service.get(link.route, { 'user-agent': browser }, { method: 'HEAD' });
  await service.stop();
  await other.stop();
  const listed = run(data, ['share', 'rich', '--list']);
  assert.match(listed.out, new RegExp(`^${link.id}  public  without end  opened 3 times`));
  const third = await Service.start(t, data);
  const { links } = await (await Person.signIn(third, data)).expect(200, 'GET', '/api/v1/cvs/rich/links');
  assert.deepEqual(links[0].days, [{ day: new Date().toISOString().slice(0, 10), people: 3, previews: 1, bots: 1 }]);
});

test('the command line shares and revokes', async (t) => {
  const { data, service } = await start(t);
  const made = run(data, [
    'share',
    'rich',
    '--audience',
    'recruiter',
    '--days',
    '3',
    '--label',
    'Acme',
    '--public-url',
    service.url,
  ]);
  assert.equal(made.code, 0, made.err);
  const answer = await fetch(made.out.trim());
  assert.match(await answer.text(), phone);
  const id = run(data, ['share', 'rich', '--list']).out.split(' ')[0];
  assert.equal(run(data, ['share', 'rich', '--revoke', id]).code, 0);
  await soon(async () => (await fetch(made.out.trim())).status === 404);
  for (const [args, message] of [
    [['share', 'nobody'], /nobody/],
    [['share', 'rich', '--audience', 'aliens'], /no audience 'aliens'/],
    [['share', 'rich', '--variant', 'x'], /no variant 'x'/],
    [['share', 'rich', '--language', 'tlh'], /no language 'tlh'/],
    [['share', 'rich', '--revoke', 'x'], /no link 'x'/],
  ]) {
    const done = run(data, args);
    assert.equal(done.code, 1, args.join(' '));
    assert.match(done.err, message);
  }
});

test('a link that would lead nowhere is not made', async (t) => {
  const { owner } = await start(t);
  for (const [json, message] of [
    [{ audience: 'aliens' }, /\/audience: expected one of this CV's: public, /],
    [{ variant: 'x' }, /\/variant/],
    [{ language: 'tlh' }, /\/language/],
    [{ expires_at: '2020-01-01T00:00:00Z' }, /\/expires_at: expected a time to come/],
    [{ password: 'short' }, /\/password: expected at least 8 characters/],
    [{ pasword: 'long enough' }, /\/pasword: expected no member of that name/],
  ]) {
    const problem = await owner.expect(422, 'POST', '/api/v1/cvs/rich/links', { json });
    assert.match(problem.detail, message);
  }
});

test('links and invitations go with their CV, and a new one of its name has none', async (t) => {
  const { service, owner } = await start(t);
  const link = await share(owner);
  const text = await (await owner.get('/api/v1/cvs/rich')).text();
  await owner.expect(204, 'DELETE', '/api/v1/cvs/rich', { headers: { 'if-match': '"1"' } });
  await owner.expect(201, 'POST', '/api/v1/cvs?slug=rich', { body: text });
  assert.equal((await service.get(link.route)).status, 404);
  assert.deepEqual((await owner.expect(200, 'GET', '/api/v1/cvs/rich/links')).links, []);
});

test('an archived CV is there for those who may edit it, and for nobody else, until it comes back', async (t) => {
  const { data, service, owner } = await start(t);
  const link = await share(owner, { audience: 'recruiter', password: 'open sesame' });
  const viewer = await Person.signIn(service, data, { email: 'viewer@example.org', role: 'viewer' });
  const nobody = new Person(service);
  const document = JSON.parse(run(data, ['export', '--slug', 'rich']).out);
  const put = async (archived) => {
    const { headers } = await owner.get('/api/v1/cvs/rich');
    const json = { ...document, meta: { ...document.meta, vitrine: { ...document.meta.vitrine, archived } } };
    await owner.expect(200, 'PUT', '/api/v1/cvs/rich', { json, headers: { 'if-match': headers.get('etag') } });
  };
  const statuses = () =>
    Promise.all(
      [nobody, viewer, owner].flatMap((one) =>
        ['/cv/rich', '/cv/rich.pdf', '/resume.json'].map(async (route) => (await one.get(route)).status),
      ),
    );
  const listed = async (one) =>
    (await one.expect(200, 'GET', '/api/v1/cvs')).cvs.map(({ slug, archived }) => [slug, archived]);
  await put(true);
  await soon(async () => (await nobody.get('/cv/rich')).status === 404);
  assert.deepEqual(await statuses(), [404, 404, 404, 404, 404, 404, 200, 200, 200]);
  const [kept, missing] = await Promise.all(
    ['/cv/rich', '/cv/nothing'].map(async (route) => (await nobody.get(route)).text()),
  );
  assert.equal(kept, missing, 'no error tells whether there is one');
  assert.equal((await nobody.get('/', { accept: 'text/html' })).status, 200, 'the welcome of an empty service');
  assert.doesNotMatch(await (await nobody.get('/')).text(), /\/cv\/rich/);
  for (const method of ['GET', 'POST']) assert.equal((await nobody.send(method, link.route)).status, 404);
  assert.deepEqual([await listed(viewer), await listed(owner)], [[], [['rich', true]]]);
  await put(false);
  await soon(async () => (await nobody.get('/cv/rich')).status === 200);
  assert.equal((await nobody.get(link.route)).status, 401, 'the link asks for its password again');
  assert.deepEqual(await listed(viewer), [['rich', false]]);
  const { headers } = await owner.get('/api/v1/cvs/rich');
  const bad = { ...document, meta: { vitrine: { archived: 'yes' } } };
  const refused = await owner.send('PUT', '/api/v1/cvs/rich', {
    json: bad,
    headers: { 'if-match': headers.get('etag') },
  });
  assert.equal(refused.status, 422);
});

test('what the service itself says to a reader is in their language', async (t) => {
  const { service, owner } = await start(t);
  const { route } = await share(owner, { password: 'open sesame' });
  const pages = {
    [route]: 'Dieser Lebenslauf ist geschützt',
    '/s/nothing': 'Dieser Link führt nirgendwohin',
    '/cv/nobody': 'Diese Seite gibt es nicht',
  };
  for (const [path, title] of Object.entries(pages)) {
    const german = await service.get(path, { accept: 'text/html', 'accept-language': 'de-AT, en;q=0.5' });
    const html = await german.text();
    assert.match(html, /<html lang="de"/, path);
    assert.ok(html.includes(`<h1>${title}</h1>`), html);
    assert.match(
      await (await service.get(path, { accept: 'text/html', 'accept-language': 'fr' })).text(),
      /<html lang="en"/,
      path,
    );
  }
  const wrong = await fetch(service.url + route, {
    method: 'POST',
    body: new URLSearchParams({ password: 'no' }),
    headers: { origin: service.url, 'accept-language': 'de' },
  });
  assert.match(await wrong.text(), /Das war nicht das Passwort/);
  const program = await service.get('/cv/nobody', { accept: 'application/json', 'accept-language': 'de' });
  assert.equal((await program.json()).title, 'There is no such page');
});
