// A signed-in person: in a browser by the session cookie, or as a program by a token.

import assert from 'node:assert/strict';
import { assertAllowed } from './contract.mjs';
import { run } from './vitrine.mjs';

/** Every API answer in a test is checked against the contract. */
async function checked(method, route, answer) {
  if (route.startsWith('/api/v1/') && method !== 'OPTIONS') await assertAllowed(method, route, answer);
  return answer;
}

/** A person at a service, who sends requests like a browser. */
export class Person {
  constructor(service) {
    this.service = service;
    this.cookies = new Map();
  }

  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Sends a request from one of the service's own pages; `json` becomes the body. */
  async send(method, route, { json, body, headers = {} } = {}) {
    const answer = await fetch(this.service.url + route, {
      method,
      redirect: 'manual',
      body: json === undefined ? body : JSON.stringify(json),
      headers: { origin: this.service.url, 'sec-fetch-site': 'same-origin', cookie: this.cookie, ...headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return checked(method, route, answer);
  }

  get(route, headers) {
    return this.send('GET', route, { headers });
  }

  /** Sends, and returns the JSON answer; fails for another status. */
  async expect(status, method, route, options) {
    const answer = await this.send(method, route, options);
    const text = await answer.text();
    assert.equal(answer.status, status, `${method} ${route}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Signs in by a link from the command line. */
  static async signIn(service, data, { email = 'owner@localhost', role = 'owner', env } = {}) {
    const made = run(data, ['sign-in-link', '--email', email, '--role', role], { env });
    assert.equal(made.code, 0, made.err);
    const token = new URL(made.out.trim()).searchParams.get('token');
    const person = new Person(service);
    const answer = await person.send('POST', '/sign-in', { body: new URLSearchParams({ token }) });
    assert.equal(answer.status, 303, await answer.text());
    return person;
  }
}

/** Calls the API as a program; `token` "" is anonymous. */
export function withToken(service, token) {
  return async (method, route, { json, body, headers = {} } = {}) =>
    checked(
      method,
      route,
      await fetch(service.url + route, {
        method,
        redirect: 'manual',
        body: json === undefined ? body : JSON.stringify(json),
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      }),
    );
}
