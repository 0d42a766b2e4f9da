// A certified OpenID provider (the package oidc-provider) on a port of this machine, with accounts, a login of one form
// and a client that must use PKCE.
//
//   const provider = await OpenIdProvider.start(t);
//   provider.register({ callbacks: [url], logouts: [url] });      // for the client, exact addresses
//   provider.issuer, provider.client_id, provider.client_secret
//   await visitor.submit(page, { username: 'owner' });   // at its login; there are no passwords
//
// Of the start there are the accounts `owner` (group owner), `editor` (group editor), `guest` (no group), and
// `unproven` (group owner, e-mail of `owner`, not verified); add more to `accounts`. Groups are in the claim `groups`,
// which comes with the scope `profile`.
//
// rotate()          a new key, the old one is gone
// algorithm         'RS256' | 'ES256', by which ID tokens are signed from the next rotate() on
// change_id_token   a function of an ID token's text that gives the one to be sent instead
// keys              how the place of keys feels: one of the moods of stand_in_server.mjs
// requests          the paths that it was asked for

import crypto from 'node:crypto';
import { Provider } from 'oidc-provider';
import { bear, listen, send } from './stand_in_server.mjs';

export class OpenIdProvider {
  static async start(t) {
    const started = new OpenIdProvider();
    const place = await listen(t, (request, response) => started.#answer(request, response));
    started.issuer = place.url;
    started.rotate();
    return started;
  }

  client_id = 'vitrine';
  client_secret = 'a secret: of/this+client';
  algorithm = 'RS256';
  change_id_token = undefined;
  keys = 'up';
  requests = [];
  accounts = new Map(Object.entries({
    owner: { email: 'owner@example.org', email_verified: true, name: 'Olga Owner', groups: ['owner'] },
    editor: { email: 'editor@example.org', email_verified: true, name: 'Edgar Editor', groups: ['editor'] },
    guest: { email: 'guest@example.org', email_verified: true, name: 'Greta Guest' },
    unproven: { email: 'owner@example.org', email_verified: false, groups: ['owner'] },
  }));
  #callbacks = new Set(['http://127.0.0.1/none']);
  #logouts = new Set();
  #key;
  #provider;
  #cookie_keys = [crypto.randomBytes(32).toString('hex')];

  register({ callbacks = [], logouts = [] }) {
    for (const url of callbacks) this.#callbacks.add(String(url));
    for (const url of logouts) this.#logouts.add(String(url));
    this.#make();
  }

  rotate() {
    const pair = this.algorithm === 'ES256'
      ? crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#key = { ...pair.privateKey.export({ format: 'jwk' }), kid: crypto.randomUUID(), use: 'sig', alg: this.algorithm };
    this.#make();
  }

  /** Its settings cannot be changed: there is a new one for the same address, which keeps what the old one stored. */
  #make() {
    this.#provider = new Provider(this.issuer, {
      clients: [{
        client_id: this.client_id,
        client_secret: this.client_secret,
        redirect_uris: [...this.#callbacks],
        post_logout_redirect_uris: [...this.#logouts],
        id_token_signed_response_alg: this.#key.alg,
      }],
      jwks: { keys: [this.#key] },
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
      cookies: { keys: this.#cookie_keys },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      conformIdTokenClaims: false, // claims are in the ID token, as most providers have it
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: { enabled: true, logoutSource: (context, form) => this.#ask_about_logout(context, form) },
      },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_, id) => this.accounts.has(id) ? { accountId: id, claims: () => ({ sub: id, ...this.accounts.get(id) }) } : undefined,
      loadExistingGrant: (context) => this.#grant(context),
      renderError: (context, out) => {
        context.type = 'text';
        context.body = `${out.error}: ${out.error_description}\n`;
      },
      ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 3600, IdToken: 3600, Interaction: 600, Session: 3600 },
    });
    this.#provider.use((context, next) => this.#change_tokens(context, next));
  }

  /** Everybody agrees to what the client asks for. */
  async #grant(context) {
    const { client, session, params } = context.oidc;
    const grant = new this.#provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope(params.scope);
    await grant.save();
    return grant;
  }

  #ask_about_logout(context, form) {
    context.type = 'html';
    context.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`;
  }

  async #change_tokens(context, next) {
    await next();
    if (context.path === '/token' && context.body?.id_token && this.change_id_token) {
      context.body = { ...context.body, id_token: await this.change_id_token(context.body.id_token) };
    }
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, this.issuer);
    this.requests.push(pathname);
    if (pathname === '/jwks' && !(await bear(this.keys, response))) return undefined;
    if (pathname.startsWith('/interaction/')) return this.#interact(request, response);
    return this.#provider.callback()(request, response);
  }

  async #interact(request, response) {
    if (request.method === 'POST') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const username = new URLSearchParams(body).get('username');
      const result = this.accounts.has(username)
        ? { login: { accountId: username } }
        : { error: 'access_denied', error_description: 'nobody has that name' };
      return this.#provider.interactionFinished(request, response, result);
    }
    await this.#provider.interactionDetails(request, response); // refuses who is not in the middle of signing in
    return send(response, 200, { 'content-type': 'text/html; charset=utf-8' }, `<!doctype html><title>Sign in</title>
<form method="post"><label>Username <input name="username" autofocus></label><button>Sign in</button></form>`);
  }
}
