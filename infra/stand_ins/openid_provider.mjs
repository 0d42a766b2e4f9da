// A certified OpenID provider (the package oidc-provider) on a port of this machine, with accounts, a login of one form
// and a client that must use PKCE. For tests, vitrine-local, and as a container (../docker/openid.Dockerfile).
//
//   const provider = await OpenIdProvider.start(t);
//   provider.register({ callbacks: [url], logouts: [url] });      // for the client, exact addresses
//   provider.issuer, provider.client_id, provider.client_secret
//   await visitor.submit(page, { username: 'owner' });   // at its login
//
// By default there are the accounts `owner` (group owner), `editor` (group editor), `guest` (no group), and `unproven`
// (group owner, e-mail of `owner`, not verified), all without a password; add more to `accounts`. Groups are in the
// claim `groups`, which comes with the scope `profile`.
//
// rotate()          a new key, the old one is gone
// algorithm         'RS256' | 'ES256', for signing ID tokens from the next rotate() on
// changeIdToken     a function from an ID token's text to the text that is sent instead
// keys              the answer mode of the key server: one of the moods of server.mjs
// requests          the requested paths

import crypto from 'node:crypto';
// Imported by its path in tests/, since the starter need not be below that folder.
import { Provider } from '../../tests/node_modules/oidc-provider/lib/index.js';
import { bear, listen, send } from './server.mjs';

export class OpenIdProvider {
  /** `settings`: { issuer, client_id, client_secret, accounts } replace the defaults; `place`: { host, port }. */
  static async start(t, { place, ...settings } = {}) {
    const started = new OpenIdProvider();
    const { url } = await listen(t, (request, response) => started.#answer(request, response), place);
    Object.assign(started, { issuer: url }, settings);
    started.rotate();
    return started;
  }

  client_id = 'vitrine';
  client_secret = 'a secret: of/this+client';
  algorithm = 'RS256';
  changeIdToken = undefined;
  keys = 'up';
  requests = [];
  accounts = new Map(
    Object.entries({
      owner: { email: 'owner@example.org', email_verified: true, name: 'Olga Owner', groups: ['owner'] },
      editor: { email: 'editor@example.org', email_verified: true, name: 'Edgar Editor', groups: ['editor'] },
      guest: { email: 'guest@example.org', email_verified: true, name: 'Greta Guest' },
      unproven: { email: 'owner@example.org', email_verified: false, groups: ['owner'] },
    }),
  );
  #callbacks = new Set(['http://127.0.0.1/none']);
  #logouts = new Set();
  #key;
  #provider;
  #cookieKeys = [crypto.randomBytes(32).toString('hex')];

  register({ callbacks = [], logouts = [] }) {
    for (const url of callbacks) this.#callbacks.add(String(url));
    for (const url of logouts) this.#logouts.add(String(url));
    this.#make();
  }

  rotate() {
    const pair =
      this.algorithm === 'ES256'
        ? crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#key = {
      ...pair.privateKey.export({ format: 'jwk' }),
      kid: crypto.randomUUID(),
      use: 'sig',
      alg: this.algorithm,
    };
    this.#make();
  }

  /** The provider's settings are immutable: this makes a new one for the same address, with the old one's storage. */
  #make() {
    this.#provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: this.client_id,
          client_secret: this.client_secret,
          redirect_uris: [...this.#callbacks],
          post_logout_redirect_uris: [...this.#logouts],
          id_token_signed_response_alg: this.#key.alg,
        },
      ],
      jwks: { keys: [this.#key] },
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
      cookies: { keys: this.#cookieKeys },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      conformIdTokenClaims: false, // claims are in the ID token, as with most providers
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: { enabled: true, logoutSource: (context, form) => this.#askAboutLogout(context, form) },
      },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_, id) =>
        this.accounts.has(id)
          ? { accountId: id, claims: () => ({ sub: id, ...this.accounts.get(id), password: undefined }) }
          : undefined,
      loadExistingGrant: (context) => this.#grant(context),
      renderError: (context, out) => {
        context.type = 'text';
        context.body = `${out.error}: ${out.error_description}\n`;
      },
      ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 3600, IdToken: 3600, Interaction: 600, Session: 3600 },
    });
    this.#provider.use((context, next) => this.#changeTokens(context, next));
  }

  /** Every user grants all requested scopes. */
  async #grant(context) {
    const { client, session, params } = context.oidc;
    const grant = new this.#provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope(params.scope);
    await grant.save();
    return grant;
  }

  #askAboutLogout(context, form) {
    context.type = 'html';
    context.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`;
  }

  async #changeTokens(context, next) {
    await next();
    if (context.path === '/token' && context.body?.id_token && this.changeIdToken) {
      context.body = { ...context.body, id_token: await this.changeIdToken(context.body.id_token) };
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
      const { username, password } = Object.fromEntries(new URLSearchParams(body));
      const account = this.accounts.get(username);
      if (!account) return this.#showLogin(request, response, 'Nobody has that name.');
      if ((account.password ?? password) !== password)
        return this.#showLogin(request, response, 'That is not the password.');
      return this.#provider.interactionFinished(request, response, { login: { accountId: username } });
    }
    return this.#showLogin(request, response);
  }

  async #showLogin(request, response, problem = '') {
    await this.#provider.interactionDetails(request, response); // refuses a browser outside of a sign-in
    send(
      response,
      200,
      { 'content-type': 'text/html; charset=utf-8' },
      `<!doctype html><html lang="en"><title>Sign in</title>
<p role="alert">${problem}</p><form method="post"><label>Username <input name="username" autofocus></label>
<label>Password <input name="password" type="password"></label><button>Sign in</button></form>`,
    );
  }
}
