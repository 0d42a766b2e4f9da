// Signing in at an OpenID provider: a certified one, and one that behaves like Cognito.

import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Cognito } from '../../infra/stand_ins/cognito.mjs';
import { OpenIdProvider } from '../../infra/stand_ins/openid_provider.mjs';
import { folder, run, sample, Service } from '../support/vitrine.mjs';
import { Visitor } from '../support/visitor.mjs';

/** A port that is free now: the provider must know the address before the service has one. */
async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(t, provider, more = [], data = folder(t)) {
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  provider.register({ callbacks: [`${url}/sign-in/callback`], logouts: [`${url}/`] });
  const args = [
    '--auth',
    'oidc',
    '--listen',
    `127.0.0.1:${port}`,
    '--public-url',
    url,
    '--oidc-issuer',
    provider.issuer,
    '--oidc-client-id',
    provider.client_id,
    ...more,
  ];
  return Service.start(t, data, args, { VITRINE_OIDC_CLIENT_SECRET: provider.client_secret });
}

const groups = ['--groups-claim', 'groups'];

async function sessionOf(visitor, service) {
  return JSON.parse((await visitor.get(`${service.url}/api/v1/session`)).text);
}

async function signIn(service, username, fields = {}, to = '/api/v1/session') {
  const visitor = new Visitor();
  const page = await visitor.get(`${service.url}/sign-in?to=${to}`);
  return { visitor, page: await visitor.submit(page, { username, ...fields }) };
}

test('people sign in at a certified provider, and have the role of their group', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const service = await start(t, provider, groups);
  const { visitor, page } = await signIn(service, 'owner');
  assert.equal(page.url, `${service.url}/api/v1/session`);
  const session = await sessionOf(visitor, service);
  assert.deepEqual(
    [session.email, session.name, session.role, session.auth],
    ['owner@example.org', 'Olga Owner', 'owner', 'oidc'],
  );
  const editor = await signIn(service, 'editor');
  assert.equal((await sessionOf(editor.visitor, service)).role, 'editor');
  const guest = await signIn(service, 'guest');
  assert.equal((await sessionOf(guest.visitor, service)).role, undefined);
});

test("an owner's word counts on every instance within a second, and before the provider's at the next sign-in", async (t) => {
  const provider = await OpenIdProvider.start(t);
  const data = folder(t);
  const service = await start(t, provider, groups, data);
  const other = await Service.start(
    t,
    data,
    [
      '--auth',
      'oidc',
      '--public-url',
      service.url,
      '--oidc-issuer',
      provider.issuer,
      '--oidc-client-id',
      provider.client_id,
      ...groups,
    ],
    { VITRINE_OIDC_CLIENT_SECRET: provider.client_secret },
  );
  const { visitor: owner } = await signIn(service, 'owner');
  const { visitor: editor } = await signIn(service, 'editor');
  const cookie = [...editor.cookies(service.url)].map(([name, value]) => `${name}=${value}`).join('; ');
  const roleHere = async () => (await sessionOf(editor, service)).role;
  const roleThere = async () => (await (await other.get('/api/v1/session', { cookie })).json()).role;
  const asOwner = (method, body) =>
    owner.once(`${service.url}/api/v1/people/editor@example.org`, {
      method,
      body: body && JSON.stringify(body),
      headers: { origin: service.url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    });
  assert.deepEqual([await roleHere(), await roleThere()], ['editor', 'editor']);
  for (const role of ['owner', 'viewer', 'editor', 'viewer']) {
    assert.equal((await asOwner('PUT', { role })).status, 200);
    assert.equal(await roleHere(), role);
    await sleep(1000);
    assert.equal(await roleThere(), role);
  }
  const again = await signIn(service, 'editor');
  assert.equal((await sessionOf(again.visitor, service)).role, 'viewer', 'the record counts before the group');
  assert.equal((await asOwner('DELETE')).status, 204);
  assert.equal((await sessionOf(editor, service)).signed_in, false);
  await sleep(1000);
  assert.equal((await (await other.get('/api/v1/session', { cookie })).json()).signed_in, false);
  const anew = await signIn(service, 'editor');
  assert.equal((await sessionOf(anew.visitor, service)).role, 'editor', 'nothing is left of what an owner said');
  assert.equal((await sessionOf(editor, service)).signed_in, false, 'an earlier session stays over');
});

test('signing out ends the session here and at the provider', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const service = await start(t, provider, groups);
  const { visitor } = await signIn(service, 'owner');
  const cookie = [...visitor.cookies(service.url)].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${service.url}/api/v1/session`, {
    method: 'DELETE',
    headers: { cookie, origin: service.url },
  });
  const { location } = await answer.json();
  assert.ok(location.startsWith(provider.issuer), location);
  assert.equal(new URL(location).searchParams.get('post_logout_redirect_uri'), `${service.url}/`);
  assert.equal((await (await fetch(`${service.url}/api/v1/session`, { headers: { cookie } })).json()).signed_in, false);
});

test('an address that the provider has not confirmed is nobody', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const service = await start(t, provider, groups);
  const { visitor, page } = await signIn(service, 'unproven');
  assert.equal(page.status, 403);
  assert.match(page.text, /not confirmed/);
  assert.equal((await sessionOf(visitor, service)).signed_in, false);
});

test('an owner can be named by address', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const service = await start(t, provider, ['--owner', 'Guest@Example.org']);
  assert.equal((await sessionOf((await signIn(service, 'guest')).visitor, service)).role, 'owner');
});

test('an answer that did not begin in this browser, or a second time, is refused', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const service = await start(t, provider, groups);
  const { visitor } = await signIn(service, 'owner');
  const callback = visitor.trail.find((url) => url.includes('/sign-in/callback'));
  assert.ok(callback);
  const replay = await visitor.get(callback);
  assert.equal(replay.status, 400);
  const victim = new Visitor();
  assert.equal((await victim.get(callback)).status, 400);
  await fetch(`${service.url}/sign-in`, { redirect: 'manual' });
  const begun = new Visitor();
  const away = await begun.get(`${service.url}/sign-in`);
  assert.ok(away.url.startsWith(provider.issuer));
  const foreign = await begun.get(callback);
  assert.equal(foreign.status, 403, 'the state of another attempt');
  assert.equal((await sessionOf(begun, service)).signed_in, false);
  const twice = await begun.get(`${service.url}/sign-in/callback?code=a&code=b&state=c`);
  assert.equal(twice.status, 400);
});

test('a forged or old ID token signs nobody in', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const service = await start(t, provider, groups);
  const forge = (change) => (token) => {
    const [header, payload, signature] = token.split('.');
    const claims = change(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  };
  const unsigned = (token) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
  for (const change of [
    forge((claims) => ({ ...claims, email: 'owner@example.org' })),
    forge((claims) => ({ ...claims, exp: 1 })),
    unsigned,
    () => 'x.y.z',
  ]) {
    provider.changeIdToken = change;
    const { visitor, page } = await signIn(service, 'guest');
    assert.equal(page.status, 403);
    assert.equal((await sessionOf(visitor, service)).signed_in, false);
  }
  provider.changeIdToken = undefined;
  assert.equal((await sessionOf((await signIn(service, 'owner')).visitor, service)).role, 'owner');
  await service.stop();
  assert.doesNotMatch(service.log, /eyJ/, 'no token in the log');
});

test('a provider may sign by ES256', async (t) => {
  const provider = await OpenIdProvider.start(t);
  provider.algorithm = 'ES256';
  provider.rotate();
  const service = await start(t, provider, groups);
  assert.equal((await sessionOf((await signIn(service, 'owner')).visitor, service)).role, 'owner');
});

test('Cognito: its groups, its way to sign out, and readers who need no provider', async (t) => {
  const cognito = await Cognito.start(t);
  const service = await start(t, cognito, ['--cognito-domain', cognito.domain]);
  const { visitor } = await signIn(service, 'owner', { password: 'password' });
  const session = await sessionOf(visitor, service);
  assert.deepEqual([session.email, session.role], ['owner@example.org', 'owner']);
  const cookie = [...visitor.cookies(service.url)].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${service.url}/api/v1/session`, {
    method: 'DELETE',
    headers: { cookie, origin: service.url },
  });
  const out = new URL((await answer.json()).location);
  assert.equal(out.origin + out.pathname, `${cognito.domain}/logout`);
  assert.equal(out.searchParams.get('logout_uri'), `${service.url}/`);
  assert.equal((await fetch(out, { redirect: 'manual' })).status, 302);
  assert.equal((await service.get('/cv/rich')).status, 200);
});

test('while the provider is away people are told so, and who is signed in stays', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const service = await start(t, provider, groups);
  const { visitor } = await signIn(service, 'owner');
  const gone = await Service.start(t, folder(t), [
    '--auth',
    'oidc',
    '--public-url',
    'http://127.0.0.1:9',
    '--oidc-issuer',
    'http://127.0.0.1:9',
    '--oidc-client-id',
    'x',
  ]);
  const answer = await gone.get('/sign-in');
  assert.equal(answer.status, 503);
  assert.ok(answer.headers.get('retry-after'));
  assert.equal((await sessionOf(visitor, service)).signed_in, true);
});

test('settings that cannot work are told at the start', async (t) => {
  const data = folder(t);
  for (const [args, message] of [
    [['--auth', 'oidc', '--oidc-issuer', 'https://id.example.org', '--oidc-client-id', 'x'], /needs --public-url/],
    [['--auth', 'oidc', '--public-url', 'https://cv.example.org', '--oidc-client-id', 'x'], /issuer/],
    [
      [
        '--auth',
        'oidc',
        '--public-url',
        'https://cv.example.org',
        '--oidc-issuer',
        'http://id.example.org',
        '--oidc-client-id',
        'x',
      ],
      /http/,
    ],
    [['--auth', 'alb'], /ARN|arn/],
    [['--owner', 'nobody'], /--owner 'nobody'/],
    [['--auth', 'magic'], /--auth/],
  ]) {
    const done = run(data, ['serve', ...args]);
    assert.equal(done.code, 2, args.join(' '));
    assert.match(done.err, message);
  }
});
