// The stand-in servers behave like the real ones: tests that use them depend on it.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import http from 'node:http';
import { test } from 'node:test';
import { Cognito } from '../../infra/stand_ins/cognito.mjs';
import { LoadBalancer } from '../../infra/stand_ins/load_balancer.mjs';
import { OpenIdProvider } from '../../infra/stand_ins/openid_provider.mjs';
import { listen, sendJson, withQuery } from '../../infra/stand_ins/server.mjs';
import { Visitor } from '../support/visitor.mjs';

const decode = (segment) => JSON.parse(Buffer.from(segment, 'base64url').toString());
const parts = (token) => {
  const [header, payload, signature] = token.split('.');
  return {
    header: decode(header),
    payload: decode(payload),
    covered: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
};

/** An application that returns the request it received; providers redirect browsers to addresses below /callback. */
async function application(t) {
  return listen(t, (request, response) =>
    sendJson(response, 200, { url: request.url, headers: request.headers, fields: request.rawHeaders }),
  );
}

/** Signs in as `username` by the code flow with PKCE. Returns the token answer and the page after the login. */
async function signIn(visitor, place, username, fields = {}) {
  const verifier = crypto.randomBytes(32).toString('base64url');
  const nonce = crypto.randomUUID();
  const state = crypto.randomUUID();
  const ask = withQuery(place.authorization_endpoint, {
    client_id: place.client_id,
    redirect_uri: place.callback,
    response_type: 'code',
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: crypto.createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  let page = await visitor.get(ask);
  if (page.text.includes('<form')) page = await visitor.submit(page, { username, ...fields });
  const back = new URL(page.url);
  assert.equal(back.origin + back.pathname, place.callback, page.text);
  assert.equal(back.searchParams.get('state'), state);
  const exchange = (changes = {}) =>
    fetch(place.token_endpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from([place.client_id, place.client_secret].map(encodeURIComponent).join(':')).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code'),
        redirect_uri: place.callback,
        code_verifier: verifier,
        ...changes,
      }),
    });
  return { exchange, nonce, back };
}

async function metadataOf(issuer) {
  return (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
}

/** Whether the key set at `url` verifies the token. */
async function isSigned(token, url) {
  const { header, covered, signature } = parts(token);
  const { keys } = await (await fetch(url)).json();
  const jwk = keys.find(({ kid }) => kid === header.kid);
  assert.ok(jwk, 'the key is not in the set');
  assert.ok(!('d' in jwk), 'the key is a private one');
  const key = crypto.createPublicKey({ key: jwk, format: 'jwk' });
  return crypto.verify('sha256', Buffer.from(covered), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

test('load balancer: tokens are padded, signed with raw R and S, and say in the header whose they are', async (t) => {
  const balancer = await LoadBalancer.start(t);
  for (const name of ['A', 'Ad', 'Ada']) {
    const token = balancer.token({ sub: 'u', name });
    for (const segment of token.split('.')) {
      assert.equal(segment.length % 4, 0);
      assert.match(segment, /^[\w-]+={0,2}$/);
    }
    const { header, payload, covered, signature } = parts(token);
    assert.equal(signature.length, 64);
    assert.deepEqual(Object.keys(header).sort(), ['alg', 'client', 'exp', 'iss', 'kid', 'signer', 'typ']);
    assert.equal(header.alg, 'ES256');
    assert.equal(header.signer, balancer.settings.arn);
    assert.equal(header.client, balancer.settings.client_id);
    assert.equal(header.iss, balancer.settings.issuer);
    assert.ok(header.exp > Date.now() / 1000 && header.exp < Date.now() / 1000 + 121);
    assert.equal(payload.name, name);
    const key = await (await fetch(`${balancer.settings.key_base_url}/${header.kid}`)).text();
    assert.ok(crypto.verify('sha256', Buffer.from(covered), { key, dsaEncoding: 'ieee-p1363' }, signature));
  }
  const asn1 = balancer.token(
    { sub: 'u' },
    { signature: 'asn1', padding: false, header: { kid: undefined, alg: 'none' } },
  );
  assert.ok(!asn1.includes('='));
  assert.ok(parts(asn1).signature.length > 64);
  assert.deepEqual(parts(asn1).header.kid, undefined);
});

test('load balancer: the place of keys has each of them until it is withdrawn, and can be slow or away', async (t) => {
  const balancer = await LoadBalancer.start(t);
  const status = async (kid) => (await fetch(`${balancer.settings.key_base_url}/${kid}`)).status;
  const first = balancer.kid;
  const second = balancer.rotate();
  assert.notEqual(first, second);
  assert.deepEqual([await status(first), await status(second), await status(crypto.randomUUID())], [200, 200, 403]);
  balancer.withdraw(first);
  assert.equal(await status(first), 403);
  assert.equal(balancer.keyRequests.length, 4);
  balancer.keys = 'failing';
  assert.equal(await status(second), 503);
  balancer.keys = 'away';
  await assert.rejects(status(second));
  for (const mood of ['slow', 'frozen']) {
    balancer.keys = mood;
    await assert.rejects(fetch(`${balancer.settings.key_base_url}/${second}`, { signal: AbortSignal.timeout(200) }), {
      name: 'TimeoutError',
    });
  }
});

test('load balancer: what a client says of identity never gets through; who forwarded is told', async (t) => {
  const balancer = await LoadBalancer.start(t);
  balancer.target = (await application(t)).url;
  const lies = {
    'X-Amzn-Oidc-Data': 'a.b.c',
    'x-amzn-oidc-identity': 'root',
    'x-amzn-oidc-accesstoken': 'lie',
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-proto': 'ftp',
  };
  const seen = async (headers) => await (await fetch(`${balancer.url}/a?b=c`, { headers })).json();
  const { url, headers } = await seen(lies);
  assert.equal(url, '/a?b=c');
  for (const name of ['data', 'identity', 'accesstoken']) assert.equal(headers[`x-amzn-oidc-${name}`], undefined);
  assert.equal(headers['x-forwarded-for'], '192.0.2.1, 127.0.0.1');
  assert.equal(headers['x-forwarded-proto'], 'https');

  const cookie = balancer.signIn({ sub: 'u-1', email: 'ada@example.org' }, { access_token: 'x.y.z' });
  assert.match(cookie, /^AWSELBAuthSessionCookie-0=[\w-]{64}; AWSELBAuthSessionCookie-1=[\w-]{64}$/);
  const known = await seen({ ...lies, cookie });
  assert.equal(parts(known.headers['x-amzn-oidc-data']).payload.email, 'ada@example.org');
  assert.equal(known.headers['x-amzn-oidc-identity'], 'u-1');
  assert.equal(known.headers['x-amzn-oidc-accesstoken'], 'x.y.z');
  assert.equal(known.fields.filter((field) => /^x-amzn-oidc-data$/i.test(field)).length, 1);
  assert.equal(
    (await seen({ cookie: cookie.split('; ')[0] })).headers['x-amzn-oidc-data'],
    undefined,
    'one shard is no session',
  );

  balancer.unauthenticated = 'deny';
  assert.equal((await fetch(balancer.url)).status, 401);
  assert.equal(await balancer.health('/healthz'), 200);
  balancer.target = 'http://127.0.0.1:1';
  assert.equal((await fetch(balancer.url, { headers: { cookie } })).status, 502);
});

test('load balancer: bodies and repeated fields pass through', async (t) => {
  const balancer = await LoadBalancer.start(t);
  const echo = await listen(t, (request, response) => {
    response.writeHead(
      201,
      [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ].flat(),
    );
    request.pipe(response);
  });
  balancer.target = echo.url;
  const body = crypto.randomBytes(300_000);
  const answer = await fetch(balancer.url, { method: 'PUT', body });
  assert.equal(answer.status, 201);
  assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), body);
});

test('load balancer with Cognito: a visitor without a session signs in there, and out', async (t) => {
  const cognito = await Cognito.start(t);
  const balancer = await LoadBalancer.start(t, { provider: cognito });
  balancer.target = (await application(t)).url;
  cognito.register({ callbacks: [balancer.idpResponse], logouts: [`${balancer.url}/gone`] });
  const visitor = new Visitor();
  const login = await visitor.get(`${balancer.url}/private?x=1`);
  assert.equal(new URL(login.url).origin, cognito.domain);
  assert.match((await visitor.submit(login, { username: 'owner', password: 'wrong' })).text, /Incorrect/);
  const page = await visitor.submit(login, { username: 'owner', password: 'password' });
  assert.equal(page.url, `${balancer.url}/private?x=1`);
  assert.deepEqual(
    [...visitor.cookies(balancer.url).keys()],
    ['AWSELBAuthSessionCookie-0', 'AWSELBAuthSessionCookie-1'],
  );
  const { headers } = JSON.parse(page.text);
  const { header, payload } = parts(headers['x-amzn-oidc-data']);
  assert.equal(header.iss, cognito.issuer);
  assert.equal(payload.sub, cognito.user('owner').sub);
  assert.equal(payload.email_verified, 'true');
  assert.equal(payload['cognito:groups'], undefined, 'groups are in the access token only');
  const access = parts(headers['x-amzn-oidc-accesstoken']).payload;
  assert.deepEqual(access['cognito:groups'], ['owner']);
  assert.equal(access.sub, payload.sub);
  assert.ok(await isSigned(headers['x-amzn-oidc-accesstoken'], `${cognito.issuer}/.well-known/jwks.json`));

  balancer.unauthenticated = 'allow';
  const gone = await visitor.get(
    withQuery(`${cognito.domain}/logout`, { client_id: cognito.client_id, logout_uri: `${balancer.url}/gone` }),
  );
  assert.equal(gone.url, `${balancer.url}/gone`);
  visitor.cookies(balancer.url).clear();
  balancer.unauthenticated = 'authenticate';
  assert.match((await visitor.get(balancer.url)).text, /<form/, 'Cognito has forgotten the browser');
});

test('Cognito: tokens, discovery and sign-out are as its documentation says', async (t) => {
  const cognito = await Cognito.start(t);
  const app = await application(t);
  const callback = `${app.url}/callback`;
  cognito.register({ callbacks: [callback], logouts: [`${app.url}/out`] });
  const metadata = await metadataOf(cognito.issuer);
  assert.equal(metadata.issuer, cognito.issuer);
  assert.equal(metadata.end_session_endpoint, undefined);
  assert.equal(metadata.code_challenge_methods_supported, undefined);
  const place = { ...metadata, callback, client_id: cognito.client_id, client_secret: cognito.client_secret };

  const visitor = new Visitor();
  const { exchange, nonce } = await signIn(visitor, place, 'editor', { password: 'password' });
  const answer = await exchange();
  assert.equal(answer.status, 200);
  const tokens = await answer.json();
  assert.equal(tokens.token_type, 'Bearer');
  assert.equal((await exchange()).status, 400, 'a code is good once');
  for (const token of [tokens.id_token, tokens.access_token]) assert.ok(await isSigned(token, metadata.jwks_uri));
  const id = parts(tokens.id_token);
  assert.deepEqual(Object.keys(id.header).sort(), ['alg', 'kid']);
  assert.equal(id.payload.token_use, 'id');
  assert.equal(id.payload.aud, cognito.client_id);
  assert.equal(id.payload.nonce, nonce);
  assert.equal(id.payload.email_verified, true);
  assert.deepEqual(id.payload['cognito:groups'], ['editor']);
  const access = parts(tokens.access_token).payload;
  assert.equal(access.token_use, 'access');
  assert.equal(access.client_id, cognito.client_id);
  assert.equal(access.aud, undefined);
  assert.deepEqual(access['cognito:groups'], ['editor']);
  assert.ok(!('cognito:groups' in parts(cognito.idToken('guest')).payload));
  const info = await fetch(metadata.userinfo_endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  assert.equal((await info.json()).email_verified, 'true');

  const again = await signIn(visitor, place, 'nobody');
  assert.equal((await again.exchange({ code_verifier: 'wrong' })).status, 400, 'the verifier is looked at');
  const other = await visitor.get(
    withQuery(metadata.authorization_endpoint, {
      client_id: cognito.client_id,
      redirect_uri: `${callback}/x`,
      response_type: 'code',
    }),
  );
  assert.equal(other.status, 400);
  const out = (parameters) => visitor.get(withQuery(`${cognito.domain}/logout`, parameters));
  assert.equal((await out({ logout_uri: `${app.url}/out` })).status, 400, 'the client must say who it is');
  assert.equal((await out({ client_id: cognito.client_id, logout_uri: `${app.url}/elsewhere` })).status, 400);
  assert.equal((await out({ client_id: cognito.client_id, logout_uri: `${app.url}/out` })).url, `${app.url}/out`);

  const before = (await (await fetch(metadata.jwks_uri)).json()).keys.map(({ kid }) => kid);
  assert.equal(before.length, 2);
  cognito.rotate();
  const after = (await (await fetch(metadata.jwks_uri)).json()).keys.map(({ kid }) => kid);
  assert.ok(before.every((kid) => !after.includes(kid)));
  cognito.keys = 'failing';
  assert.equal((await fetch(metadata.jwks_uri)).status, 503);
});

test('OpenID provider: PKCE is a must; claims are in the ID token; signing out is asked for', async (t) => {
  const provider = await OpenIdProvider.start(t);
  const app = await application(t);
  const callback = `${app.url}/callback`;
  provider.register({ callbacks: [callback], logouts: [`${app.url}/out`] });
  const metadata = await metadataOf(provider.issuer);
  assert.equal(metadata.issuer, provider.issuer);
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  const place = { ...metadata, callback, client_id: provider.client_id, client_secret: provider.client_secret };

  const visitor = new Visitor();
  const plain = await visitor.get(
    withQuery(metadata.authorization_endpoint, {
      client_id: provider.client_id,
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid',
    }),
  );
  assert.equal(new URL(plain.url).searchParams.get('error'), 'invalid_request', 'without PKCE');
  const { exchange, nonce, back } = await signIn(visitor, place, 'owner');
  assert.equal(back.searchParams.get('iss'), provider.issuer);
  const tokens = await (await exchange()).json();
  assert.ok(await isSigned(tokens.id_token, metadata.jwks_uri));
  const { header, payload } = parts(tokens.id_token);
  assert.equal(header.alg, 'RS256');
  assert.equal(payload.nonce, nonce);
  assert.equal(payload.sub, 'owner');
  assert.equal(payload.email, 'owner@example.org');
  assert.equal(payload.email_verified, true);
  assert.deepEqual(payload.groups, ['owner']);

  const ask = await visitor.get(
    withQuery(metadata.end_session_endpoint, {
      client_id: provider.client_id,
      post_logout_redirect_uri: `${app.url}/out`,
      state: 's',
    }),
  );
  const out = await visitor.submit(ask, { logout: 'yes' });
  assert.equal(out.url, `${app.url}/out?state=s`);

  provider.algorithm = 'ES256';
  provider.rotate();
  provider.changeIdToken = (token) => `${token}x`;
  const changed = (await (await (await signIn(visitor, place, 'editor')).exchange()).json()).id_token;
  assert.ok(changed.endsWith('x'));
  assert.equal(parts(changed).header.alg, 'ES256');
  assert.ok(await isSigned(changed.slice(0, -1), metadata.jwks_uri));
  provider.keys = 'away';
  await assert.rejects(fetch(metadata.jwks_uri));

  const refused = await new Visitor().get(
    withQuery(metadata.authorization_endpoint, {
      client_id: provider.client_id,
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    }),
  );
  assert.match(refused.text, /<form/);
});

test('visitor: cookies end when they are told to', async (t) => {
  const place = await listen(t, (request, response) => {
    response.setHeader(
      'set-cookie',
      request.url === '/in'
        ? ['a=1; Path=/', 'b=2', 'c=3=4']
        : ['a=; Max-Age=0', 'b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    );
    response.end(http.STATUS_CODES[200]);
  });
  const visitor = new Visitor();
  await visitor.get(`${place.url}/in`);
  assert.deepEqual(
    [...visitor.cookies(place.url)],
    [
      ['a', '1'],
      ['b', '2'],
      ['c', '3=4'],
    ],
  );
  await visitor.get(`${place.url}/out`);
  assert.deepEqual([...visitor.cookies(place.url)], [['c', '3=4']]);
});
