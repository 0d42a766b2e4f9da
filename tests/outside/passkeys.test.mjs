// Passkeys and recovery codes, with an authenticator in software.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Person } from '../support/account.mjs';
import { Passkey } from '../support/authenticator.mjs';
import { folder, run, Service, soon } from '../support/vitrine.mjs';

async function start(t, args = []) {
  const data = folder(t);
  const service = await Service.start(t, data, args);
  return { data, service, origin: `http://localhost:${service.port}` };
}

/** Makes a passkey for a signed-in person. */
async function register(person, origin, changes) {
  const key = new Passkey(origin);
  const asked = await person.expect(200, 'POST', '/api/v1/passkey-question', { json: {} });
  const made = await person.expect(201, 'POST', '/api/v1/passkeys', { json: key.register(asked, changes) });
  return { key, made, asked };
}

const ask = (person) => person.expect(200, 'POST', '/sign-in/passkey/question', { json: {} });

async function signIn(service, key, changes) {
  const person = new Person(service);
  const asked = await ask(person);
  const answer = await person.send('POST', '/sign-in/passkey', { json: key.signIn(asked, changes) });
  return { person, asked, status: answer.status, json: await answer.json() };
}

const isSignedIn = async (person) => (await person.expect(200, 'GET', '/api/v1/session')).signed_in;

test('a passkey is made, signs in, is renamed and removed', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const { key, made, asked } = await register(owner, origin, { name: 'Phone' });
  assert.equal(asked.relying_party, 'localhost');
  assert.deepEqual(asked.algorithms, [-7, -8, -257]);
  assert.deepEqual(asked.known, []);
  assert.deepEqual([made.name, made.recovery_codes, made.is_backed_up], ['Phone', 0, false]);
  const { person, status, json } = await signIn(service, key, { to: '/about' });
  assert.deepEqual([status, json], [200, { location: '/about' }]);
  const session = await person.expect(200, 'GET', '/api/v1/session');
  assert.deepEqual([session.email, session.role], ['owner@localhost', 'owner']);
  const second = await register(person, origin);
  assert.deepEqual(second.asked.known, [key.id.toString('base64url')]);
  const renamed = await person.expect(200, 'PUT', `/api/v1/passkeys/${made.id}`, { json: { name: 'Old phone' } });
  assert.equal(renamed.name, 'Old phone');
  await person.expect(422, 'PUT', `/api/v1/passkeys/${made.id}`, { json: { name: '' } });
  const { passkeys } = await person.expect(200, 'GET', '/api/v1/passkeys');
  assert.deepEqual(
    passkeys.map((one) => [one.name, one.used_at !== undefined]),
    [
      ['Old phone', true],
      ['Key', false],
    ],
  );
  await person.expect(204, 'DELETE', `/api/v1/passkeys/${made.id}`);
  await person.expect(404, 'DELETE', `/api/v1/passkeys/${made.id}`);
  assert.equal((await signIn(service, key)).status, 403, 'a removed key');
  assert.equal((await signIn(service, second.key)).status, 200, 'the other one');
  const last = `/api/v1/passkeys/${second.made.id}`;
  assert.match((await person.expect(409, 'DELETE', last)).detail, /last passkey/);
  await person.expect(204, 'DELETE', `${last}?last=true`);
  const mine = await person.expect(200, 'GET', '/api/v1/me');
  assert.deepEqual(mine.passkeys, []);
});

test('a question is answered once, in the browser that asked, and in time', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const { key } = await register(owner, origin);
  const person = new Person(service);
  const asked = await ask(person);
  const cookie = person.cookie;
  const other = new Person(service);
  await ask(other);
  for (const [who, question] of [
    [new Person(service), asked],
    [other, asked],
  ]) {
    const refused = await who.expect(403, 'POST', '/sign-in/passkey', { json: key.signIn(question) });
    assert.match(refused.title, /does not work here/);
  }
  await person.expect(200, 'POST', '/sign-in/passkey', { json: key.signIn(asked) });
  const again = await new Person(service).send('POST', '/sign-in/passkey', {
    json: key.signIn(asked),
    headers: { cookie },
  });
  assert.equal(again.status, 403, 'the same question once more');
  const forOther = await owner.expect(200, 'POST', '/api/v1/passkey-question', { json: {} });
  const mixed = await owner.send('POST', '/sign-in/passkey', { json: key.signIn(forOther) });
  assert.equal(mixed.status, 403, 'the question was for a new key');
});

test('answers that break a rule are refused, and all in the same words', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const { key } = await register(owner, origin);
  const words = new Set();
  for (const changes of [
    { origin: service.url },
    { origin: 'https://evil.example' },
    { crossOrigin: true },
    { type: 'webauthn.create' },
    { flags: 0x01 },
    { flags: 0x04 },
  ]) {
    const { person, status, json } = await signIn(service, key, changes);
    assert.equal(status, 403, JSON.stringify(changes));
    words.add(JSON.stringify(json));
    assert.equal(await isSignedIn(person), false);
  }
  const stranger = new Passkey(origin);
  stranger.userHandle = key.userHandle;
  const { status, json } = await signIn(service, stranger);
  assert.equal(status, 403);
  assert.equal(words.add(JSON.stringify(json)).size, 1);
  key.count = 0;
  assert.equal((await signIn(service, key)).status, 403, 'a count that began again');
});

test('what is no answer is refused, and a key is stored once', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const { key } = await register(owner, origin);
  for (const body of ['', '{}', '[]', '{"id":1}', 'x'.repeat(1000)]) {
    const person = new Person(service);
    await ask(person);
    assert.equal((await person.send('POST', '/sign-in/passkey', { body })).status, 403, body);
  }
  for (const changes of [{ origin: 'https://evil.example' }, { flags: 0x41 }, { type: 'webauthn.get' }]) {
    const asked = await owner.expect(200, 'POST', '/api/v1/passkey-question', { json: {} });
    await owner.expect(403, 'POST', '/api/v1/passkeys', { json: new Passkey(origin).register(asked, changes) });
  }
  const asked = await owner.expect(200, 'POST', '/api/v1/passkey-question', { json: {} });
  await owner.expect(409, 'POST', '/api/v1/passkeys', { json: key.register(asked) });
});

test('a recovery code signs in once, and new codes replace the old ones', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const { codes } = await owner.expect(201, 'POST', '/api/v1/recovery-codes', { json: {} });
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) assert.match(code, /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  const use = async (code) => {
    const person = new Person(service);
    const answer = await person.send('POST', '/sign-in', { body: new URLSearchParams({ code, to: '/about' }) });
    return { person, answer };
  };
  const typed = codes[0].toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l');
  const { person, answer } = await use(typed);
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get('location'), '/sign-in/passkey?to=%2Fabout');
  assert.equal(await isSignedIn(person), true);
  assert.equal((await use(codes[0])).answer.status, 403);
  assert.equal((await use('0000-0000-0000-0000')).answer.status, 403);
  assert.equal((await person.expect(200, 'GET', '/api/v1/passkeys')).recovery_codes, 9);
  const page = await person.get('/sign-in/passkey?to=/about');
  assert.equal(page.status, 200);
  const renewed = await person.expect(201, 'POST', '/api/v1/recovery-codes', { json: {} });
  assert.equal((await use(codes[1])).answer.status, 403);
  assert.equal((await use(renewed.codes[1])).answer.status, 303);
  const { made } = await register(person, origin);
  assert.equal(made.recovery_codes, 9);
});

test('passkeys and codes go with their person', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const email = 'ada@example.org';
  const ada = await Person.signIn(service, data, { email, role: 'viewer' });
  const { key } = await register(ada, origin);
  const { codes } = await ada.expect(201, 'POST', '/api/v1/recovery-codes', { json: {} });
  const { made } = await register(owner, origin);
  await ada.expect(404, 'DELETE', `/api/v1/passkeys/${made.id}?last=true`);
  await ada.expect(404, 'PUT', `/api/v1/passkeys/${made.id}`, { json: { name: 'mine' } });
  await owner.expect(204, 'DELETE', `/api/v1/people/${email}`);
  await Person.signIn(service, data, { email, role: 'viewer' });
  assert.equal((await signIn(service, key)).status, 403, 'the next person of that address');
  const code = await new Person(service).send('POST', '/sign-in', { body: new URLSearchParams({ code: codes[0] }) });
  assert.equal(code.status, 403);
  const { passkeys } = await owner.expect(200, 'GET', '/api/v1/passkeys');
  assert.equal(passkeys.length, 1);
});

test('programs and strangers have no passkeys', async (t) => {
  const { data, service } = await start(t);
  const owner = await Person.signIn(service, data);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const { secret } = await owner.expect(201, 'POST', '/api/v1/tokens', {
    json: { label: 'x', scopes: ['read', 'edit', 'share', 'manage'], expires_at: until },
  });
  const program = new Person(service);
  const stranger = new Person(service);
  for (const [method, route] of [
    ['GET', '/api/v1/passkeys'],
    ['POST', '/api/v1/passkey-question'],
    ['POST', '/api/v1/recovery-codes'],
  ]) {
    const headers = { authorization: `Bearer ${secret}` };
    assert.equal((await program.send(method, route, { headers })).status, 403, route);
    assert.equal((await stranger.send(method, route)).status, 401, route);
  }
  const page = await stranger.get('/sign-in/passkey', { accept: 'text/html' });
  assert.equal(page.status, 303);
});

test('the sign-in page says how the first person gets in, and later no more', async (t) => {
  const { data, service, origin } = await start(t);
  const link = await soon(() => /Sign in as its owner.*: (http\S+)/.exec(service.out)?.[1]);
  assert.equal(new URL(link).origin, origin);
  assert.equal(new URL(link).searchParams.get('to'), '/sign-in/passkey');
  const page = async (headers) => {
    const answer = await fetch(`${origin}/sign-in?to=/about`, { headers });
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('content-security-policy'), /script-src 'self'/);
    return answer.text();
  };
  assert.match(await page(), /vitrine sign-in-link/);
  const owner = await Person.signIn(service, data);
  await register(owner, origin);
  assert.doesNotMatch(await page(), /vitrine sign-in-link/);
  assert.match(await page({ 'accept-language': 'de' }), /Mit Passkey anmelden/);
  const elsewhere = await (await fetch(`${service.url}/sign-in?to=/about`)).text();
  assert.ok(elsewhere.includes(`href="${origin}/sign-in?to=%2Fabout"`), 'at 127.0.0.1 it leads to localhost');
});

test('an address without a name has no passkeys, but recovery codes', async (t) => {
  const { data, service } = await start(t, ['--public-url', 'http://192.0.2.1']);
  const owner = await Person.signIn(service, data);
  await owner.expect(409, 'POST', '/api/v1/passkey-question', { json: {} });
  await new Person(service).expect(409, 'POST', '/sign-in/passkey/question', { json: {} });
  assert.equal((await owner.expect(200, 'GET', '/api/v1/passkeys')).origin, undefined);
  const { codes } = await owner.expect(201, 'POST', '/api/v1/recovery-codes', { json: {} });
  assert.equal(codes.length, 10);
});

test('a copy of the store has the passkeys', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const { key } = await register(owner, origin);
  await service.stop();
  const file = `${data}/copy.sqlite`;
  const done = run(data, ['backup', file]);
  assert.equal(done.code, 0, done.err);
  const other = folder(t);
  const restored = run(other, ['restore', file]);
  assert.equal(restored.code, 0, restored.err);
  const again = await Service.start(t, other, ['--public-url', service.url]);
  assert.equal((await signIn(again, key)).status, 200);
});

test('who is invited by a link comes in with the role or the CV that an owner gave', async (t) => {
  const { data, service, origin } = await start(t);
  const owner = await Person.signIn(service, data);
  const email = 'ada@example.org';
  await owner.expect(200, 'PUT', `/api/v1/people/${email}`, { json: { role: 'editor' } });
  const route = `/api/v1/people/${email}/link`;
  const first = await owner.expect(201, 'POST', route, { json: {} });
  const { url, expires_at: until } = await owner.expect(201, 'POST', route, { json: {} });
  const days = (Date.parse(until) - Date.now()) / 86_400_000;
  assert.ok(days > 6.9 && days <= 7, String(days));
  const link = new URL(url);
  assert.deepEqual([link.origin, link.searchParams.get('to')], [origin, '/sign-in/passkey']);
  const follow = async (href) => {
    const person = new Person(service);
    const { searchParams: body } = new URL(href);
    return { person, status: (await person.send('POST', '/sign-in', { body })).status };
  };
  assert.equal((await follow(first.url)).status, 403, 'the earlier link');
  const { person, status } = await follow(url);
  assert.equal(status, 303);
  assert.equal((await follow(url)).status, 403, 'once only');
  assert.equal((await person.expect(200, 'GET', '/api/v1/session')).role, 'editor');
  const { key } = await register(person, origin);
  assert.equal((await signIn(service, key)).status, 200);
  await owner.expect(409, 'POST', route, { json: {} });
  await person.expect(403, 'POST', '/api/v1/people/bob@example.org/link', { json: {} });
  await owner.expect(422, 'POST', '/api/v1/people/nobody/link', { json: {} });
});
