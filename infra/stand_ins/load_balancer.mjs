// Stands in for an AWS application load balancer with the action `authenticate-cognito`. Follows the Elastic Load
// Balancing user guide, "Authenticate users using an Application Load Balancer". It is a reverse proxy that sends the
// identity to the application in `x-amzn-oidc-data`, and also serves the region's public keys.
//
//   const balancer = await LoadBalancer.start(t);            // own names and keys; nobody is behind it yet
//   const service = await Service.start(t, data, ['--auth', 'alb', …balancer.settings]);
//   balancer.target = service.url;
//   await fetch(balancer.url, { headers: { cookie: balancer.sign_in({ sub: '1', email: 'ada@example.org' }) } });
//
// settings          the settings for the application: { arn, region, issuer, client_id, key_base_url }
// signIn(claims, { access_token })   makes a session; returns the value of a Cookie field, with both shards
// provider          a Cognito (cognito.mjs), for the whole flow: a browser without a session is redirected to its login,
//                   comes back to /oauth2/idpresponse, and gets the shards as cookies. Register its idpResponse there.
// unauthenticated   'authenticate' | 'allow' | 'deny', or a function of a request that returns one of them: the action for
//                   requests without a session (default: 'allow' until there is a provider, then 'authenticate')
// scheme            value of X-Forwarded-Proto: the browsers' scheme; a real one has 'https'
// token(claims, { header, key, kid, padding, signature })   a token, or one with an error: members of the header
//                   (undefined removes one), another private key, padding: false, signature: 'asn1'
// rotate()          a new key; the old one stays available until withdraw(kid)
// keys              the answer mode of the key server: one of the moods of server.mjs
// keyRequests       the requested paths of keys
// health(path)      the status of a health check: sent directly by the load balancer, without identity

import crypto from 'node:crypto';
import http from 'node:http';
import { bear, cookiesOf, listen, redirect, send, withQuery } from './server.mjs';

const cookieName = 'AWSELBAuthSessionCookie';
const identityFields = ['x-amzn-oidc-data', 'x-amzn-oidc-identity', 'x-amzn-oidc-accesstoken'];
const tokenSeconds = 120;

export class LoadBalancer {
  static async start(t, { settings = {}, provider, place } = {}) {
    const balancer = new LoadBalancer();
    balancer.provider = provider;
    const keys = await listen(t, (request, response) => balancer.#giveKey(request, response));
    const front = await listen(t, (request, response) => balancer.#forward(request, response), place);
    balancer.url = front.url;
    balancer.settings = {
      arn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/vitrine/50dc6c495c0c9188',
      region: 'eu-central-1',
      issuer: provider?.issuer ?? 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example',
      client_id: provider?.client_id ?? '3n4b5urk1ft4fl3mg5e62d9ado',
      key_base_url: keys.url,
      ...settings,
    };
    balancer.rotate();
    t.after(() => balancer.#agent.destroy());
    return balancer;
  }

  target = undefined;
  unauthenticated = undefined;
  scheme = 'https';
  keys = 'up';
  keyRequests = [];
  #agent = new http.Agent({ keepAlive: true, timeout: 30_000 }); // for idle connections: shorter than the application's
  #pairs = new Map(); // by kid
  #sessions = new Map(); // by the content of the shards
  #begun = new Map(); // states of browsers at the provider, with their original addresses

  get kid() {
    return this.#kid;
  }
  #kid;

  get idpResponse() {
    return `${this.url}/oauth2/idpresponse`;
  }

  rotate() {
    this.#kid = crypto.randomUUID();
    this.#pairs.set(this.#kid, crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    return this.#kid;
  }

  withdraw(kid) {
    this.#pairs.delete(kid);
  }

  token(claims, { header = {}, key, kid = this.#kid, padding = true, signature = 'ieee-p1363' } = {}) {
    const { arn, issuer, client_id: clientId } = this.settings;
    const exp = Math.floor(Date.now() / 1000) + tokenSeconds;
    const head = { typ: 'JWT', kid, alg: 'ES256', iss: issuer, client: clientId, signer: arn, exp, ...header };
    const covered = `${segment(JSON.stringify(head), padding)}.${segment(JSON.stringify({ ...claims, exp, iss: issuer }), padding)}`;
    const dsaEncoding = signature === 'asn1' ? 'der' : signature;
    const signed = crypto.sign('sha256', Buffer.from(covered), {
      key: key ?? this.#pairs.get(kid).privateKey,
      dsaEncoding,
    });
    return `${covered}.${segment(signed, padding)}`;
  }

  signIn(claims, { access_token: accessToken = 'opaque' } = {}) {
    return this.#shards(claims, accessToken)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  }

  async health(path) {
    const answer = await fetch(this.target + path, {
      headers: { 'user-agent': 'ELB-HealthChecker/2.0' },
      redirect: 'manual',
    });
    await answer.body?.cancel();
    return answer.status;
  }

  #shards(claims, accessToken) {
    const text = crypto.randomBytes(96).toString('base64url');
    this.#sessions.set(text, { claims, access_token: accessToken });
    return [
      [`${cookieName}-0`, text.slice(0, 64)],
      [`${cookieName}-1`, text.slice(64)],
    ];
  }

  async #giveKey(request, response) {
    this.keyRequests.push(request.url);
    if (!(await bear(this.keys, response))) return;
    const pair = this.#pairs.get(request.url.slice(1));
    if (!pair)
      return send(response, 403, { 'content-type': 'application/xml' }, '<Error><Code>AccessDenied</Code></Error>');
    return send(
      response,
      200,
      { 'content-type': 'binary/octet-stream' },
      pair.publicKey.export({ type: 'spki', format: 'pem' }),
    );
  }

  async #forward(request, response) {
    const url = new URL(request.url, this.url);
    if (url.pathname === '/oauth2/idpresponse') return this.#comeBack(url, response);
    const cookies = cookiesOf(request);
    const session = this.#sessions.get((cookies.get(`${cookieName}-0`) ?? '') + (cookies.get(`${cookieName}-1`) ?? ''));
    const rule = this.unauthenticated ?? (this.provider ? 'authenticate' : 'allow');
    const otherwise = typeof rule === 'function' ? rule(request) : rule;
    if (!session && otherwise === 'deny') return send(response, 401, {}, 'Authorization required\n');
    if (!session && otherwise === 'authenticate') return this.#sendToLogin(url, response);
    return this.#passOn(request, response, session);
  }

  #passOn(request, response, session) {
    const headers = { ...request.headers };
    for (const name of identityFields) delete headers[name];
    if (session) {
      headers['x-amzn-oidc-data'] = this.token(session.claims);
      headers['x-amzn-oidc-identity'] = session.claims.sub;
      headers['x-amzn-oidc-accesstoken'] = session.access_token;
    }
    const from = request.socket.remoteAddress;
    headers['x-forwarded-for'] = headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${from}` : from;
    headers['x-forwarded-proto'] = this.scheme;
    headers['x-forwarded-port'] = String(new URL(this.url).port);
    headers['x-amzn-trace-id'] =
      `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${crypto.randomBytes(12).toString('hex')}`;
    return new Promise((resolve) => {
      const forwarded = http.request(this.target + request.url, {
        method: request.method,
        headers,
        agent: this.#agent,
      });
      const fail = () => {
        if (response.headersSent) response.destroy();
        else send(response, 502, {}, 'Bad Gateway\n');
        resolve();
      };
      forwarded.on('error', fail);
      forwarded.on('response', (answer) => {
        response.writeHead(answer.statusCode, endToEnd(answer.rawHeaders));
        answer.on('error', fail);
        answer.pipe(response).on('close', resolve);
      });
      response.on('close', () => response.writableFinished || forwarded.destroy()); // the client is gone
      request.pipe(forwarded);
    });
  }

  #sendToLogin(url, response) {
    const state = crypto.randomBytes(24).toString('base64url');
    this.#begun.set(state, url.pathname + url.search);
    return redirect(
      response,
      withQuery(`${this.provider.domain}/oauth2/authorize`, {
        client_id: this.provider.client_id,
        redirect_uri: this.idpResponse,
        response_type: 'code',
        scope: 'openid',
        state,
      }),
    );
  }

  async #comeBack(url, response) {
    const wanted = this.#begun.get(url.searchParams.get('state'));
    this.#begun.delete(url.searchParams.get('state'));
    const code = url.searchParams.get('code');
    if (!wanted || !code) return send(response, 401, {}, 'Authorization required\n');
    const { domain, client_id: clientId, client_secret: clientSecret } = this.provider;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const answer = await fetch(`${domain}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        code,
        redirect_uri: this.idpResponse,
      }),
    });
    if (!answer.ok) return send(response, 561, {}, 'the provider gives no tokens\n');
    const { access_token: accessToken } = await answer.json();
    const info = await fetch(`${domain}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    if (!info.ok) return send(response, 561, {}, 'the provider gives no claims\n');
    const shards = this.#shards(await info.json(), accessToken);
    return redirect(response, this.url + wanted, {
      'set-cookie': shards.map(([name, value]) => `${name}=${value}; Path=/; HttpOnly; Secure; SameSite=None`),
    });
  }
}

/**
 * Header fields (alternating names and values) without those of a single connection; unchanged, including repeated
 * ones.
 */
function endToEnd(raw) {
  const own = ['connection', 'keep-alive', 'transfer-encoding'];
  return raw.filter((_, index) => !own.includes(raw[index - (index % 2)].toLowerCase()));
}

/** Base64url with padding, as these load balancers write it. */
function segment(bytes, padding) {
  const text = Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  return padding ? text : text.replaceAll('=', '');
}
