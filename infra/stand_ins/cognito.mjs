// Stands in for an Amazon Cognito user pool with a domain. Follows the Amazon Cognito developer guide: "Authorize
// endpoint", "Token endpoint", "UserInfo endpoint", "Logout endpoint", "Understanding the identity (ID) token",
// "Understanding the access token". It differs from other OpenID providers as Cognito does. Tokens have groups in
// `cognito:groups` (absent if there are none), `token_use`, and no `typ` in headers; an access token has `client_id`
// and no `aud`. The user info has strings for booleans. Issuer and domain are different addresses. Discovery has no
// `end_session_endpoint` and no PKCE, and `/logout` takes `logout_uri`.
//
//   const cognito = await Cognito.start(t);
//   cognito.register({ callbacks: [url], logouts: [url] });        // for the client, exact addresses
//   cognito.issuer, cognito.domain, cognito.client_id, cognito.client_secret
//   cognito.add_user('ada', { password: 'secret', email: 'ada@example.org', groups: ['owner'] });   // returns its sub
//   await visitor.submit(page, { username: 'ada', password: 'secret' });   // at its login
//
// By default there are the users `owner` (group owner), `editor` (group editor), `guest` (no group), and `unproven`
// (group owner, e-mail of `owner`, not verified), all with the password `password`.
//
// rotate()          new keys, the old ones are gone
// keys              the answer mode of the key server: one of the moods of server.mjs
// id_token(name, changes, options), accessToken(name, changes, options)   tokens outside of the flow; `changes` to claims
//                   (undefined removes one), `options` { header, key }
// requests          the requested paths

import crypto from 'node:crypto';
import { text } from 'node:stream/consumers';
import { bear, cookiesOf, escapeHtml, listen, redirect, send, sendJson, withQuery } from './server.mjs';

const pool = 'eu-central-1_Example';
const codeSeconds = 300;
const tokenSeconds = 3600;
const usualUsers = {
  owner: { password: 'password', email: 'owner@example.org', name: 'Olga Owner', groups: ['owner'] },
  editor: { password: 'password', email: 'editor@example.org', name: 'Edgar Editor', groups: ['editor'] },
  guest: { password: 'password', email: 'guest@example.org', name: 'Greta Guest' },
  unproven: { password: 'password', email: 'owner@example.org', email_verified: false, groups: ['owner'] },
};

export class Cognito {
  /** `users`: { name: { password, email, … } } replaces the default users. */
  static async start(t, { users = usualUsers } = {}) {
    const cognito = new Cognito();
    const idp = await listen(t, (request, response) => cognito.#tell(request, response));
    const domain = await listen(t, (request, response) => cognito.#answer(request, response));
    cognito.issuer = `${idp.url}/${pool}`;
    cognito.domain = domain.url;
    cognito.rotate();
    for (const [name, user] of Object.entries(users)) cognito.addUser(name, user);
    return cognito;
  }

  client_id = '1example23456789';
  client_secret = '9example87654321secret';
  keys = 'up';
  requests = [];
  #users = new Map(); // by name
  #callbacks = new Set();
  #logouts = new Set();
  #codes = new Map();
  #sessions = new Map(); // of browsers at the login, by cookie
  #signing = [];

  register({ callbacks = [], logouts = [] }) {
    for (const url of callbacks) this.#callbacks.add(String(url));
    for (const url of logouts) this.#logouts.add(String(url));
  }

  addUser(username, { password, email, email_verified: emailVerified = true, name, groups = [] }) {
    const sub = crypto.randomUUID();
    this.#users.set(username, { username, sub, password, email, email_verified: emailVerified, name, groups });
    return sub;
  }

  user(username) {
    return this.#users.get(username);
  }

  /** A pool has two keys: one for ID tokens, one for access tokens. */
  rotate() {
    this.#signing = ['id', 'access'].map(() => {
      const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
      return { ...pair, kid: crypto.randomBytes(32).toString('base64') };
    });
  }

  idToken(username, changes = {}, options = {}) {
    const user = this.user(username);
    return this.#sign(
      0,
      {
        ...this.#common(user),
        email_verified: user.email_verified,
        'cognito:username': username,
        aud: this.client_id,
        token_use: 'id',
        name: user.name,
        email: user.email,
        ...changes,
      },
      options,
    );
  }

  accessToken(username, changes = {}, options = {}) {
    const user = this.user(username);
    return this.#sign(
      1,
      {
        ...this.#common(user),
        version: 2,
        client_id: this.client_id,
        token_use: 'access',
        scope: 'openid email profile',
        username,
        ...changes,
      },
      options,
    );
  }

  #common(user) {
    const now = Math.floor(Date.now() / 1000);
    return {
      sub: user.sub,
      ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
      iss: this.issuer,
      origin_jti: crypto.randomUUID(),
      event_id: crypto.randomUUID(),
      auth_time: now,
      exp: now + tokenSeconds,
      iat: now,
      jti: crypto.randomUUID(),
    };
  }

  #sign(which, claims, { header = {}, key = this.#signing[which].privateKey } = {}) {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const covered = `${part({ kid: this.#signing[which].kid, alg: 'RS256', ...header })}.${part(claims)}`;
    return `${covered}.${crypto.sign('sha256', Buffer.from(covered), key).toString('base64url')}`;
  }

  /** The pool's own address: metadata and keys for verifying tokens. */
  async #tell(request, response) {
    this.requests.push(request.url);
    if (request.url === `/${pool}/.well-known/openid-configuration`) {
      return sendJson(response, 200, {
        authorization_endpoint: `${this.domain}/oauth2/authorize`,
        id_token_signing_alg_values_supported: ['RS256'],
        issuer: this.issuer,
        jwks_uri: `${this.issuer}/.well-known/jwks.json`,
        response_types_supported: ['code', 'token'],
        scopes_supported: ['openid', 'email', 'phone', 'profile'],
        subject_types_supported: ['public'],
        token_endpoint: `${this.domain}/oauth2/token`,
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        userinfo_endpoint: `${this.domain}/oauth2/userInfo`,
      });
    }
    if (request.url === `/${pool}/.well-known/jwks.json`) {
      if (!(await bear(this.keys, response))) return undefined;
      const keys = this.#signing.map(({ publicKey, kid }) => ({
        ...publicKey.export({ format: 'jwk' }),
        alg: 'RS256',
        kid,
        use: 'sig',
      }));
      return sendJson(response, 200, { keys });
    }
    return sendJson(response, 404, { message: 'not found' });
  }

  /** The pool's domain: for browsers and clients. */
  async #answer(request, response) {
    const url = new URL(request.url, this.domain);
    this.requests.push(url.pathname);
    const query = Object.fromEntries(url.searchParams);
    const form = request.method === 'POST' ? Object.fromEntries(new URLSearchParams(await text(request))) : {};
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /oauth2/authorize':
        return this.#authorize(request, response, query);
      case 'GET /login':
        return this.#showLogin(response, query);
      case 'POST /login':
        return this.#logIn(response, query, form);
      case 'POST /oauth2/token':
        return this.#giveTokens(request, response, form);
      case 'GET /oauth2/userInfo':
        return this.#giveUserInfo(request, response);
      case 'GET /logout':
        return this.#logOut(request, response, query);
      default:
        return send(response, 404, {}, 'not found\n');
    }
  }

  #authorize(request, response, query) {
    const problem = this.#problemOf(query);
    if (problem) return send(response, 400, {}, `${problem}\n`);
    const user = this.#sessions.get(cookiesOf(request).get('cognito'));
    if (user) return this.#sendBack(response, query, user);
    return redirect(response, withQuery(`${this.domain}/login`, query));
  }

  #problemOf(query) {
    if (query.client_id !== this.client_id) return 'invalid_client';
    if (!this.#callbacks.has(query.redirect_uri)) return 'redirect_mismatch';
    if (query.response_type !== 'code') return 'unsupported_response_type';
    if (query.code_challenge && query.code_challenge_method !== 'S256') return 'invalid_request';
    return undefined;
  }

  #showLogin(response, query, problem = '') {
    const action = escapeHtml(String(withQuery(`${this.domain}/login`, query)));
    send(
      response,
      200,
      { 'content-type': 'text/html; charset=utf-8' },
      `<!doctype html><title>Sign in</title>
<p>${problem}</p><form method="post" action="${action}">
<label>Username <input name="username" autofocus></label>
<label>Password <input name="password" type="password"></label>
<button>Sign in</button></form>`,
    );
  }

  #logIn(response, query, { username, password }) {
    const problem = this.#problemOf(query);
    if (problem) return send(response, 400, {}, `${problem}\n`);
    const user = this.#users.get(username);
    if (user?.password !== password) return this.#showLogin(response, query, 'Incorrect username or password.');
    const session = crypto.randomUUID();
    this.#sessions.set(session, user);
    return this.#sendBack(response, query, user, {
      'set-cookie': `cognito=${session}; Path=/; HttpOnly; SameSite=Lax`,
    });
  }

  #sendBack(response, query, user, headers) {
    const code = crypto.randomUUID();
    this.#codes.set(code, { user, query, until: Date.now() + codeSeconds * 1000 });
    return redirect(response, withQuery(query.redirect_uri, { code, state: query.state }), headers);
  }

  #giveTokens(request, response, form) {
    const refuse = (error) => sendJson(response, 400, { error });
    const [id, secret] = clientOf(request, form);
    if (id !== this.client_id || secret !== this.client_secret) return refuse('invalid_client');
    if (form.grant_type !== 'authorization_code') return refuse('unsupported_grant_type');
    const known = this.#codes.get(form.code);
    this.#codes.delete(form.code);
    if (!known || known.until < Date.now() || known.query.redirect_uri !== form.redirect_uri)
      return refuse('invalid_grant');
    const challenge = known.query.code_challenge;
    const answer = crypto
      .createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url');
    if (challenge && answer !== challenge) return refuse('invalid_grant');
    const { username } = known.user;
    return sendJson(response, 200, {
      id_token: this.idToken(username, known.query.nonce === undefined ? {} : { nonce: known.query.nonce }),
      access_token: this.accessToken(username, { scope: known.query.scope }),
      refresh_token: crypto.randomBytes(64).toString('base64url'),
      expires_in: tokenSeconds,
      token_type: 'Bearer',
    });
  }

  #giveUserInfo(request, response) {
    const payload = /^Bearer [^.]+\.([^.]+)\.[^.]+$/.exec(request.headers.authorization ?? '')?.[1];
    const claims = payload && JSON.parse(Buffer.from(payload, 'base64url').toString());
    const user = this.#users.get(claims?.username);
    if (!user) return sendJson(response, 401, { error: 'invalid_token' });
    const { sub, email, email_verified: emailVerified, name, username } = user;
    return sendJson(response, 200, { sub, email_verified: String(emailVerified), name, email, username });
  }

  #logOut(request, response, query) {
    if (query.client_id !== this.client_id)
      return send(response, 400, {}, "Required String parameter 'client_id' is not present\n");
    const gone = { 'set-cookie': 'cognito=; Path=/; Max-Age=0' };
    if (query.logout_uri !== undefined) {
      if (!this.#logouts.has(query.logout_uri)) return send(response, 400, {}, 'redirect_mismatch\n');
      this.#sessions.delete(cookiesOf(request).get('cognito'));
      return redirect(response, query.logout_uri, gone);
    }
    const problem = this.#problemOf(query);
    if (problem) return send(response, 400, {}, `${problem}\n`);
    this.#sessions.delete(cookiesOf(request).get('cognito'));
    return redirect(response, withQuery(`${this.domain}/login`, query), gone);
  }
}

/** The client's credentials: in the Authorization field, or in the form (RFC 6749 section 2.3.1). */
function clientOf(request, form) {
  const basic = /^Basic (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!basic) return [form.client_id, form.client_secret];
  const pair = Buffer.from(basic, 'base64').toString();
  return [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)].map(decodeURIComponent);
}
