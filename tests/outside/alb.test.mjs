// Behind an AWS load balancer that authenticates with Cognito: each rule for accepting its token, one by one.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import http from 'node:http';
import { test } from 'node:test';

import { Cognito } from '../../infra/stand_ins/cognito.mjs';
import { LoadBalancer } from '../../infra/stand_ins/load_balancer.mjs';
import { folder, run, sample, Service, soon } from '../support/vitrine.mjs';
import { Visitor } from '../support/visitor.mjs';

const ada = { sub: '11111111-2222-4333-8444-555555555555', email: 'ada@example.org', email_verified: 'true' };

function options(balancer, more = []) {
  const { arn, region, issuer, client_id: clientId, key_base_url: keyBaseUrl } = balancer.settings;
  return [
    '--auth',
    'alb',
    '--alb-arn',
    arn,
    '--alb-region',
    region,
    '--oidc-issuer',
    issuer,
    '--oidc-client-id',
    clientId,
    '--alb-key-url',
    keyBaseUrl,
    '--owner',
    'ada@example.org',
    '--trusted-proxy',
    '127.0.0.1',
    ...more,
  ];
}

async function start(t, more = [], setting = {}) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const balancer = await LoadBalancer.start(t, setting);
  const service = await Service.start(t, data, options(balancer, more));
  balancer.target = service.url;
  return { data, balancer, service };
}

/** The service's answer to a token in a request that bypasses the load balancer. */
async function statusOf(service, token) {
  // Uses a new address each time: an address that is refused often is slowed down.
  const from = `198.51.100.${(statusOf.calls = (statusOf.calls ?? 0) + 1)}`;
  return (await service.get('/api/v1/me', { 'x-amzn-oidc-data': token, 'x-forwarded-for': from })).status;
}

test('who the load balancer says it is, is known', async (t) => {
  const { balancer } = await start(t);
  const cookie = balancer.signIn(ada);
  const session = await (await fetch(`${balancer.url}/api/v1/session`, { headers: { cookie } })).json();
  assert.deepEqual([session.email, session.role, session.auth], ['ada@example.org', 'owner', 'alb']);
  const nobody = await (await fetch(`${balancer.url}/api/v1/session`)).json();
  assert.equal(nobody.signed_in, false);
  assert.equal((await fetch(`${balancer.url}/cv/rich`)).status, 200);
});

test("an owner's word counts at the next request, whatever the groups of the token say", async (t) => {
  const { balancer } = await start(t);
  const owner = balancer.signIn(ada);
  const bob = balancer.signIn({
    sub: '21111111-2222-4333-8444-555555555555',
    email: 'bob@example.org',
    email_verified: 'true',
    'cognito:groups': ['editor'],
  });
  const role = async () =>
    (await (await fetch(`${balancer.url}/api/v1/session`, { headers: { cookie: bob } })).json()).role;
  const asOwner = (method, body) =>
    fetch(`${balancer.url}/api/v1/people/bob@example.org`, {
      method,
      body: body && JSON.stringify(body),
      headers: { cookie: owner, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    });
  const byGroups = await role();
  for (const named of ['viewer', 'owner', 'editor', 'viewer']) {
    assert.equal((await asOwner('PUT', { role: named })).status, 200);
    assert.equal(await role(), named);
    const people = await fetch(`${balancer.url}/api/v1/people`, { headers: { cookie: bob } });
    assert.equal(people.status, named === 'owner' ? 200 : 403);
  }
  assert.equal((await asOwner('DELETE')).status, 204);
  assert.equal(await role(), byGroups, 'of what an owner said nothing is left');
});

test('every rule by which a token is taken', async (t) => {
  const { balancer, service } = await start(t);
  const good = () => balancer.token(ada);
  assert.equal(await statusOf(service, good()), 200);
  const now = Math.floor(Date.now() / 1000);
  const other = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const withHeader = (header) => balancer.token(ada, { header });
  const flip = (token) => token.replace(/.(?=[^.]{20}$)/, (c) => (c === 'A' ? 'B' : 'A'));
  const [head, body, signature] = good().split('.');
  const bad = {
    'another signer': withHeader({ signer: balancer.settings.arn.replace('123456789012', '210987654321') }),
    'no signer': withHeader({ signer: undefined }),
    'another client': withHeader({ client: 'another' }),
    'another issuer': withHeader({ iss: 'https://evil.example' }),
    'its time over': withHeader({ exp: now - 60 }),
    'no end': withHeader({ exp: undefined }),
    'alg none': withHeader({ alg: 'none' }),
    'alg HS256': withHeader({ alg: 'HS256' }),
    'alg RS256': withHeader({ alg: 'RS256' }),
    'a path as key': withHeader({ kid: `../${balancer.kid}` }),
    'an address as key': withHeader({ kid: 'https://evil.example/key' }),
    'an unknown key': withHeader({ kid: crypto.randomUUID() }),
    'another private key': balancer.token(ada, { key: other }),
    'no padding': balancer.token(ada, { padding: false }),
    'a DER signature': balancer.token(ada, { signature: 'asn1' }),
    'a changed signature': flip(good()),
    'a cut signature': `${head}.${body}.${signature.slice(0, -8)}`,
    'a re-encoded payload': `${head}.${Buffer.from(JSON.stringify(ada)).toString('base64')}.${signature}`,
    'another payload': `${head}.${balancer.token({ ...ada, sub: 'other' }).split('.')[1]}.${signature}`,
    'no token': 'x',
    'two dots': '..',
    oversize: `${head}.${'A'.repeat(9000)}.${signature}`,
  };
  for (const [what, token] of Object.entries(bad)) assert.equal(await statusOf(service, token), 401, what);
  assert.equal(await statusOf(service, good()), 200);
});

test('who is not signed in any more is told how to be', async (t) => {
  const { balancer, service } = await start(t);
  const over = balancer.token(ada, { header: { exp: Math.floor(Date.now() / 1000) - 60 } });
  const from = { 'x-forwarded-for': '198.51.100.200' };
  for (const headers of [from, { ...from, 'x-amzn-oidc-data': over }]) {
    const answer = await service.get('/api/v1/me', headers);
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.match((await answer.json()).detail, /open the site again in the browser to sign in/i);
  }
});

test('neither identity fields alone nor two tokens count', async (t) => {
  const { balancer, service } = await start(t);
  assert.equal(
    (await service.get('/api/v1/me', { 'x-amzn-oidc-identity': ada.sub, 'x-amzn-oidc-accesstoken': 'x' })).status,
    401,
  );
  const token = balancer.token(ada);
  const answer = await service.raw(
    `GET /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Amzn-Oidc-Data: ${token}\r\nX-Amzn-Oidc-Data: ${token}\r\n\r\n`,
  );
  assert.match(answer, /^HTTP\/1.1 401 /);
  const unconfirmed = balancer.token({ ...ada, email_verified: 'false' });
  assert.equal(await statusOf(service, unconfirmed), 401);
});

test('keys rotate; a place of keys that is slow or away leaves known keys and readers alone', async (t) => {
  const { balancer, service } = await start(t);
  assert.equal(await statusOf(service, balancer.token(ada)), 200);
  const old = balancer.token(ada);
  balancer.rotate();
  assert.equal(await statusOf(service, balancer.token(ada)), 200);
  assert.equal(await statusOf(service, old), 200);
  const requests = balancer.keyRequests.length;
  for (let i = 0; i < 5; ++i) await statusOf(service, balancer.token(ada));
  assert.equal(balancer.keyRequests.length, requests, 'keys are remembered');
  balancer.keys = 'away';
  assert.equal(await statusOf(service, old), 200, 'a known key');
  balancer.rotate();
  assert.equal(await statusOf(service, balancer.token(ada)), 503, 'an unknown key cannot be had now');
  assert.equal((await service.get('/cv/rich')).status, 200);
  assert.equal((await service.get('/readyz')).status, 200);
});

test('what came for one person is not given to another', async (t) => {
  const { balancer, service } = await start(t, ['--site-access', 'signed-in']);
  const token = balancer.token(ada);
  for (let i = 0; i < 5; ++i) {
    assert.equal((await service.get('/cv/rich.json', { 'x-amzn-oidc-data': token })).status, 200);
    assert.equal((await service.get('/cv/rich.json')).status, 401);
    assert.equal((await service.get('/cv/rich.json', { 'x-amzn-oidc-data': `${token}x` })).status, 401);
  }
});

test('the access token is a part of who asks', async (t) => {
  const cognito = await Cognito.start(t);
  const { balancer, service } = await start(
    t,
    ['--threads', '1', '--metrics', '127.0.0.1:0', '--site-access', 'signed-in'],
    { provider: cognito },
  );
  const metrics = await soon(() => /address=(http:\S+\/metrics)/.exec(service.log)?.[1], 3000);
  const remembered = async () =>
    Number(/^vitrine_http_remembered_total (\d+)/m.exec(await (await fetch(metrics)).text())[1]);
  const data = balancer.token(ada);
  const ask = async (more) => (await service.get('/cv/rich.json', { 'x-amzn-oidc-data': data, ...more })).status;
  const others = [{}, { 'x-amzn-oidc-accesstoken': 'a' }, { 'x-amzn-oidc-accesstoken': 'b' }];
  for (const one of others) {
    const before = await remembered();
    const first = await ask(one);
    assert.equal(await remembered(), before, 'nobody else gets it from memory');
    for (let i = 0; i < 3; ++i) assert.equal(await ask(one), first);
  }
  assert.ok((await remembered()) > 0, 'it is answered from memory');
});

test('requests past the load balancer are refused where that is wanted; health checks are answered', async (t) => {
  const { data, balancer } = await start(t);
  const fromElsewhere = options(balancer, ['--only-by-proxy']).map((one) => (one === '127.0.0.1' ? '10.0.0.0/8' : one));
  const service = await Service.start(t, data, fromElsewhere);
  assert.equal((await service.get('/cv/rich')).status, 403);
  assert.equal((await service.get('/api/v1/session')).status, 403);
  assert.equal((await service.get('/healthz')).status, 200);
  assert.equal((await service.get('/readyz')).status, 200);
  const near = await start(t, ['--only-by-proxy']);
  assert.equal((await near.service.get('/cv/rich')).status, 200);
});

test('the whole way with Cognito: sign in, groups, sign out of everything', async (t) => {
  const cognito = await Cognito.start(t);
  const { balancer, service } = await start(t, ['--cognito-domain', cognito.domain], { provider: cognito });
  cognito.register({ callbacks: [balancer.idpResponse], logouts: [`${service.url}/`] });
  const visitor = new Visitor();
  const login = await visitor.get(`${balancer.url}/sign-in?to=/api/v1/session`);
  const page = await visitor.submit(login, { username: 'editor', password: 'password' });
  assert.equal(new URL(page.url).pathname, '/api/v1/session', page.text);
  const session = JSON.parse(page.text);
  assert.equal(session.signed_in, true);
  assert.deepEqual([session.email, session.role], ['editor@example.org', 'editor'], 'the group is in the access token');
  const cookie = [...visitor.cookies(balancer.url)].map(([name, value]) => `${name}=${value}`).join('; ');
  assert.match(cookie, /AWSELBAuthSessionCookie-0=.*AWSELBAuthSessionCookie-1=/);
  const answer = await new Promise((resolve) => {
    http
      .request(
        `${balancer.url}/api/v1/session`,
        { method: 'DELETE', headers: { cookie, 'sec-fetch-site': 'same-origin' } },
        (response) => {
          let body = '';
          response.on('data', (chunk) => (body += chunk));
          response.on('end', () => resolve({ headers: response.headers, body }));
        },
      )
      .end();
  });
  const out = new URL(JSON.parse(answer.body).location);
  assert.equal(out.origin + out.pathname, `${cognito.domain}/logout`);
  const expired = answer.headers['set-cookie'].filter((line) =>
    /^AWSELBAuthSessionCookie-[01]=; .*Max-Age=0/.test(line),
  );
  assert.equal(expired.length, 2);
  assert.equal((await fetch(out, { redirect: 'manual' })).status, 302);
});
