// Signing in, roles, invitations, tokens, and permissions.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Person, withToken } from '../support/account.mjs';
import { folder, run, sample, Service, soon } from '../support/vitrine.mjs';

async function start(t, args = []) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  return { data, service: await Service.start(t, data, args) };
}

const linkOf = (service) => /Sign in as its owner.*: (http\S+)/.exec(service.out)?.[1];

test('the first start prints a link that signs the owner in once', async (t) => {
  const { data, service } = await start(t);
  const link = await soon(() => linkOf(service));
  const page = await fetch(link);
  const html = await page.text();
  assert.match(html, /<button type="submit">Sign in<\/button>/);
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
  assert.match(page.headers.get('content-security-policy'), /form-action 'self'/);
  const token = new URL(link).searchParams.get('token');
  const person = new Person(service);
  const answer = await person.send('POST', '/sign-in', { body: new URLSearchParams({ token, to: '/cv/rich' }) });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get('location'), '/cv/rich');
  assert.match(answer.headers.get('set-cookie'), /; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  const session = await person.expect(200, 'GET', '/api/v1/session');
  assert.deepEqual([session.signed_in, session.role, session.email], [true, 'owner', 'owner@localhost']);
  const again = await new Person(service).send('POST', '/sign-in', { body: new URLSearchParams({ token }) });
  assert.equal(again.status, 403);
  await service.stop();
  const second = await Service.start(t, data);
  await second.get('/');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(linkOf(second), undefined, 'no link once somebody is the owner');
});

test('nobody is offered to be the owner where others can come in', async (t) => {
  const data = folder(t);
  const service = await Service.start(t, data, ['--listen', '0.0.0.0:0']);
  await service.get('/');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(linkOf(service), undefined);
  const session = await (await service.get('/api/v1/session')).json();
  assert.equal(session.signed_in, false);
});

test('with https the cookie is bound to this host and to TLS', async (t) => {
  const data = folder(t);
  const service = await Service.start(t, data, ['--public-url', 'https://cv.example.org']);
  const made = run(data, ['sign-in-link', '--public-url', 'https://cv.example.org']);
  const url = new URL(made.out.trim());
  assert.equal(url.origin, 'https://cv.example.org');
  const answer = await service.get(
    '/sign-in',
    { origin: 'https://cv.example.org' },
    {
      method: 'POST',
      body: new URLSearchParams({ token: url.searchParams.get('token') }),
    },
  );
  assert.match(answer.headers.get('set-cookie'), /^__Host-vitrine=[^;]+; Path=\/; .*; Secure$/);
});

test('a browser is sent to places of this site only', async (t) => {
  const { data, service } = await start(t);
  for (const to of ['//evil.example/', 'https://evil.example/', '/\\evil.example', '\\/evil', '', '/a b']) {
    const token = new URL(run(data, ['sign-in-link']).out.trim()).searchParams.get('token');
    const answer = await new Person(service).send('POST', '/sign-in', { body: new URLSearchParams({ token, to }) });
    assert.equal(answer.headers.get('location'), '/studio/', to);
  }
});

test('signing out ends the session, everywhere if wanted', async (t) => {
  const { data, service } = await start(t);
  const here = await Person.signIn(service, data);
  const there = await Person.signIn(service, data);
  const stolen = here.cookie;
  assert.deepEqual(await here.expect(200, 'DELETE', '/api/v1/session'), { location: '/' });
  assert.equal(here.cookie, '');
  const thief = await (await service.get('/api/v1/session', { cookie: stolen })).json();
  assert.equal(thief.signed_in, false);
  assert.equal((await there.expect(200, 'GET', '/api/v1/session')).signed_in, true);
  const third = await Person.signIn(service, data);
  await third.expect(200, 'DELETE', '/api/v1/session?everywhere=true');
  assert.equal((await there.expect(200, 'GET', '/api/v1/session')).signed_in, false);
});

test('a changed cookie is nobody', async (t) => {
  const { data, service } = await start(t);
  const { cookie } = await Person.signIn(service, data);
  const signedIn = async (value) => (await (await service.get('/api/v1/session', { cookie: value })).json()).signed_in;
  assert.equal(await signedIn(cookie), true);
  const end = cookie.length - 5;
  for (const bad of [
    cookie.slice(0, -3),
    cookie.slice(0, end) + (cookie[end] === 'A' ? 'B' : 'A') + cookie.slice(end + 1),
    cookie.replace('.', '..'),
    cookie.replace(/=[^.]*\./, '=unknown.'),
    `${cookie}; ${cookie}x`,
    'vitrine=',
    'vitrine=.',
    `vitrine=${'a'.repeat(4000)}`,
  ]) {
    assert.equal(await signedIn(bad), false, bad);
  }
});

test('what changes something must come from our own pages', async (t) => {
  const { data, service } = await start(t);
  const owner = await Person.signIn(service, data);
  const link = { json: { label: 'x' } };
  for (const headers of [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
  ]) {
    const answer = await owner.send('POST', '/api/v1/cvs/rich/links', { ...link, headers });
    assert.equal(answer.status, 403, JSON.stringify(headers));
  }
  const silent = await fetch(`${service.url}/api/v1/cvs/rich/links`, {
    method: 'POST',
    body: '{}',
    headers: { cookie: owner.cookie },
  });
  assert.equal(silent.status, 403);
  assert.deepEqual((await owner.expect(200, 'GET', '/api/v1/cvs/rich/links')).links, []);
});

test('each role may do what it is for and no more', async (t) => {
  const { data, service } = await start(t);
  const people = {};
  for (const role of ['none', 'viewer', 'editor', 'owner'])
    people[role] = await Person.signIn(service, data, { email: `${role}@example.org`, role });
  people.nobody = new Person(service);
  const document = await (await people.owner.get('/api/v1/cvs/rich')).text();
  // none, viewer, editor, owner, nobody
  const table = [
    ['GET', '/api/v1/cvs', {}, [200, 200, 200, 200, 401]],
    ['GET', '/api/v1/cvs/rich', {}, [404, 404, 200, 200, 401]],
    ['GET', '/api/v1/cvs/not-there', {}, [404, 404, 404, 404, 401]],
    ['GET', '/api/v1/cvs/rich/versions', {}, [404, 404, 200, 200, 401]],
    ['POST', '/api/v1/cvs', { body: document }, [403, 403, 201, 201, 401]],
    ['GET', '/api/v1/cvs/rich/links', {}, [404, 404, 200, 200, 401]],
    ['GET', '/api/v1/cvs/not-there/links', {}, [404, 404, 404, 404, 401]],
    ['GET', '/api/v1/cvs/not-there/people', {}, [404, 404, 404, 404, 401]],
    ['GET', '/api/v1/people', {}, [403, 403, 403, 200, 401]],
    ['GET', '/api/v1/audit', {}, [403, 403, 403, 200, 401]],
    ['GET', '/api/v1/settings', {}, [403, 403, 403, 200, 401]],
    ['GET', '/api/v1/me', {}, [200, 200, 200, 200, 401]],
    ['GET', '/api/v1/tokens', {}, [200, 200, 200, 200, 401]],
    ['POST', '/api/v1/render', { json: { document: {} } }, [200, 200, 200, 200, 401]],
    ['GET', '/', {}, [200, 200, 200, 200, 200]],
    ['GET', '/?audience=recruiter', {}, [404, 404, 200, 200, 404]],
  ];
  for (const [method, route, options, expected] of table) {
    const got = [];
    for (const role of ['none', 'viewer', 'editor', 'owner', 'nobody'])
      got.push((await people[role].send(method, route, options)).status);
    assert.deepEqual(got, expected, `${method} ${route}`);
  }
});

test('an invitation opens one CV, to one audience or to be edited, until it is taken back', async (t) => {
  const { data, service } = await start(t);
  const owner = await Person.signIn(service, data);
  const guest = await Person.signIn(service, data, { email: 'guest@example.org', role: 'none' });
  const phone = /\+49 40 555 0142/;
  assert.doesNotMatch(await (await guest.get('/cv/rich')).text(), phone);
  const put = (json) => owner.expect(200, 'PUT', '/api/v1/cvs/rich/people/Guest@example.org', { json });
  assert.deepEqual(await put({ may: 'view', audience: 'recruiter' }), {
    email: 'guest@example.org',
    may: 'view',
    audience: 'recruiter',
  });
  const seen = await guest.get('/cv/rich');
  assert.match(await seen.text(), phone);
  assert.equal(seen.headers.get('cache-control'), 'private, no-store');
  assert.doesNotMatch(await (await service.get('/cv/rich')).text(), phone, 'everyone else');
  assert.equal((await guest.get('/api/v1/cvs/rich')).status, 404, 'the document itself has more');
  assert.deepEqual(
    (await guest.expect(200, 'GET', '/api/v1/cvs')).cvs.map((cv) => [cv.slug, cv.may]),
    [['rich', 'view']],
  );
  await put({ may: 'edit' });
  const answer = await guest.get('/api/v1/cvs/rich');
  assert.equal(answer.status, 200);
  await guest.expect(200, 'PUT', '/api/v1/cvs/rich', { body: await answer.text(), headers: { 'if-match': '"1"' } });
  assert.equal((await guest.send('DELETE', '/api/v1/cvs/rich', { headers: { 'if-match': '"2"' } })).status, 403);
  await owner.expect(204, 'DELETE', '/api/v1/cvs/rich/people/guest@example.org');
  assert.equal((await guest.get('/api/v1/cvs/rich')).status, 404);
});

test('site access decides who opens CVs at their own addresses', async (t) => {
  const { data, service } = await start(t);
  const owner = await Person.signIn(service, data);
  const stranger = await Person.signIn(service, data, { email: 'stranger@example.org', role: 'none' });
  const viewer = await Person.signIn(service, data, { email: 'viewer@example.org', role: 'viewer' });
  const nobody = new Person(service);
  const statuses = async () =>
    Promise.all([nobody, stranger, viewer, owner].map(async (one) => (await one.get('/cv/rich.json')).status));
  assert.deepEqual(await statuses(), [200, 200, 200, 200]);
  await owner.expect(200, 'PUT', '/api/v1/settings', { json: { access: 'signed-in' } });
  assert.deepEqual(await statuses(), [401, 200, 200, 200]);
  const page = await nobody.get('/cv/rich', { accept: 'text/html' });
  assert.equal(page.status, 303);
  assert.equal(page.headers.get('location'), '/sign-in?to=%2Fcv%2Frich');
  assert.equal((await nobody.get('/cv/nothing', { accept: 'text/html' })).status, 303, 'as for what there is not');
  const guarded = await owner.get('/cv/rich');
  assert.equal(guarded.headers.get('cache-control'), 'private, no-store');
  await owner.expect(200, 'PUT', '/api/v1/settings', { json: { access: 'link-only' } });
  assert.deepEqual(await statuses(), [404, 404, 200, 200]);
  const [hidden, missing] = await Promise.all(
    ['/cv/rich', '/cv/nothing'].map(async (route) => (await nobody.get(route)).text()),
  );
  assert.equal(hidden, missing, 'no error tells whether there is one');
  const bad = await owner.expect(422, 'PUT', '/api/v1/settings', { json: { access: 'nobody' } });
  assert.match(bad.detail, /\/access: expected public, signed-in or link-only/);
  const fixed = await Service.start(t, data, ['--site-access', 'public']);
  assert.equal((await fixed.get('/cv/rich')).status, 200);
});

test('a token does what its scopes say until its time is over or it is revoked', async (t) => {
  const { data, service } = await start(t);
  const owner = await Person.signIn(service, data);
  const soonOver = new Date(Date.now() + 3600e3).toISOString();
  const made = await owner.expect(201, 'POST', '/api/v1/tokens', {
    json: { label: 'CI', scopes: ['read', 'edit'], expires_at: soonOver },
  });
  const call = withToken(service, made.secret);
  assert.equal((await call('GET', '/api/v1/cvs')).status, 200);
  const document = await (await call('GET', '/api/v1/cvs/rich')).text();
  assert.equal((await call('PUT', '/api/v1/cvs/rich', { body: document, headers: { 'if-match': '"1"' } })).status, 200);
  assert.equal((await call('GET', '/api/v1/cvs/rich/links')).status, 403);
  assert.equal((await call('GET', '/api/v1/audit')).status, 403);
  for (const [method, route] of [
    ['POST', '/api/v1/tokens'],
    ['DELETE', '/api/v1/me'],
    ['DELETE', '/api/v1/session'],
  ])
    assert.equal((await call(method, route, { body: '{}' })).status, 403, route);
  await owner.expect(204, 'DELETE', `/api/v1/tokens/${made.id}`);
  const refused = await call('GET', '/api/v1/cvs');
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get('www-authenticate'), /^Bearer/);
  assert.equal((await withToken(service, 'vitrine_nonsense')('GET', '/')).status, 401);
  const faults = await owner.expect(422, 'POST', '/api/v1/tokens', {
    json: { scopes: ['all'], expires_at: 'soon', x: 1 },
  });
  for (const part of ['/x:', '/label:', '/expires_at:', '/scopes:']) assert.match(faults.detail, new RegExp(part));
  const byHand = run(data, ['token', '--scope', 'read']).out.trim();
  assert.equal((await withToken(service, byHand)('GET', '/api/v1/cvs')).status, 200);
});

test('the audit log has sign-ins, edits, shares and denials; a person can have all data, and have it deleted', async (t) => {
  const { data, service } = await start(t);
  const owner = await Person.signIn(service, data);
  const guest = await Person.signIn(service, data, { email: 'guest@example.org', role: 'none' });
  assert.equal((await guest.get('/api/v1/audit')).status, 403);
  const document = await (await owner.get('/api/v1/cvs/rich')).text();
  await owner.expect(200, 'PUT', '/api/v1/cvs/rich', { body: document, headers: { 'if-match': '"1"' } });
  await owner.expect(201, 'POST', '/api/v1/cvs/rich/links', { json: { label: 'Acme' } });
  const { events } = await owner.expect(200, 'GET', '/api/v1/audit');
  const told = events.map((event) => `${event.who} ${event.what}`);
  for (const one of [
    'owner@localhost sign-in',
    'guest@example.org sign-in',
    'guest@example.org deny',
    'owner@localhost save',
    'owner@localhost share',
  ])
    assert.ok(told.includes(one), `${one} in ${told.join(', ')}`);
  const mine = await guest.expect(200, 'GET', '/api/v1/me');
  assert.equal(mine.sessions.length, 1);
  assert.ok(mine.events.some((event) => event.what === 'deny'));
  await guest.expect(204, 'DELETE', '/api/v1/me');
  assert.equal((await guest.get('/api/v1/me')).status, 401);
  assert.doesNotMatch(JSON.stringify(await owner.expect(200, 'GET', '/api/v1/audit')), /guest@example/);
  assert.doesNotMatch(JSON.stringify(await owner.expect(200, 'GET', '/api/v1/people')), /guest@example/);
});

test('guessing is slowed down', async (t) => {
  const { service } = await start(t);
  const statuses = [];
  for (let i = 0; i < 30; ++i) {
    const answer = await new Person(service).send('POST', '/sign-in', {
      body: new URLSearchParams({ token: `guess-${i}` }),
    });
    statuses.push(answer.status);
  }
  assert.equal(statuses[0], 403);
  assert.equal(statuses.at(-1), 429);
});

test('no secret stands in the log', async (t) => {
  const { data, service } = await start(t, ['--log-level', 'debug']);
  const owner = await Person.signIn(service, data);
  const secrets = [...owner.cookies.values()];
  const link = await owner.expect(201, 'POST', '/api/v1/cvs/rich/links', { json: { password: 'open sesame' } });
  secrets.push(new URL(link.url).pathname.split('/').pop(), 'open sesame', 'open+sesame');
  const route = new URL(link.url).pathname;
  await service.get(route);
  await service.get(`${route}/de.pdf`);
  await owner.send('POST', route, { body: new URLSearchParams({ password: 'open sesame' }) });
  const made = run(data, ['token', '--scope', 'read']);
  secrets.push(made.out.trim());
  await withToken(service, made.out.trim())('GET', '/api/v1/cvs');
  const signIn = new URL(run(data, ['sign-in-link']).out.trim());
  secrets.push(signIn.searchParams.get('token'));
  await service.get(signIn.pathname + signIn.search);
  await service.stop();
  assert.match(service.log, /path=\/s\/ /);
  for (const secret of secrets) assert.ok(!service.log.includes(secret), `${secret} is in the log`);
});
