// vitrine-local with accounts: its user signs in with the printed password, edits, and signs out; readers need no
// account.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { birth, members } from '../../infra/local/support.mjs';
import { ruleOf } from '../../infra/stand_ins/main.mjs';
import { Local, cannotRun } from '../support/local.mjs';
import { cv } from '../support/traffic.mjs';
import { root, soon } from '../support/vitrine.mjs';
import { Visitor } from '../support/visitor.mjs';

const skip = cannotRun();
const cvs = { one: cv('one', 'first') };

/** A browser at the provider's login, which then returns to the service. */
async function atLogin(local) {
  const visitor = new Visitor();
  const login = await visitor.get(`${local.url}/sign-in?to=/api/v1/session`);
  assert.notEqual(new URL(login.url).origin, local.url, 'the login is at the provider');
  return { visitor, login };
}

async function signedIn(local, username) {
  const { visitor, login } = await atLogin(local);
  const page = await visitor.submit(login, { username, password: local.printedPassword(username) });
  return { visitor, session: JSON.parse(page.text) };
}

function save(visitor, local, version, label) {
  return visitor.once(`${local.url}/api/v1/cvs/one`, {
    method: 'PUT',
    headers: { origin: local.url, 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: cv('one', label),
  });
}

const sessionOf = async (visitor, local) => {
  const { status, text } = await visitor.once(`${local.url}/api/v1/session`);
  return status === 401 ? { signed_in: false } : JSON.parse(text);
};

for (const auth of ['oidc', 'alb']) {
  test(
    `${auth}: sign in with what was printed, edit, sign out; nothing stays behind`,
    { skip, timeout: 90_000 },
    async (t) => {
      const local = await Local.start(t, { cvs, options: ['--auth', auth] });
      const { signIn, backEnds } = await local.status();
      assert.ok(local.printed.includes(signIn.provider), local.printed);

      const nobody = new Visitor();
      const page = await nobody.get(`${local.url}/cv/one`);
      assert.deepEqual([page.status, nobody.trail.length], [200, 1], 'readers are sent nowhere');
      assert.equal((await save(nobody, local, 1, 'by nobody')).status, 401);

      const stranger = await atLogin(local);
      const refused = await stranger.visitor.submit(stranger.login, { username: 'owner', password: 'a guess' });
      assert.equal(new URL(refused.url).origin, new URL(stranger.login.url).origin, 'still at the login');
      assert.equal((await sessionOf(stranger.visitor, local)).signed_in, false);

      const owner = await signedIn(local, 'owner');
      assert.deepEqual(
        [owner.session.email, owner.session.role, owner.session.auth],
        ['owner@example.org', 'owner', auth],
      );
      const saved = await save(owner.visitor, local, 1, 'by the owner');
      assert.equal(saved.status, 200, saved.text);
      for (const url of [local.url, ...backEnds.map(({ port }) => `http://127.0.0.1:${port}`)]) {
        await soon(async () => (await (await fetch(`${url}/cv/one`)).text()).includes('by the owner'), 15_000);
      }
      const guest = await signedIn(local, 'guest');
      assert.equal(guest.session.role, undefined);
      assert.equal(
        (await save(guest.visitor, local, 2, 'by a guest')).status,
        404,
        'for a guest there is nothing to edit',
      );

      const out = await owner.visitor.once(`${local.url}/api/v1/session`, {
        method: 'DELETE',
        headers: { origin: local.url },
      });
      const { location } = JSON.parse(out.text);
      assert.equal(new URL(location).origin, signIn.provider, 'the provider ends its session, too');
      await owner.visitor.get(location);
      assert.equal((await sessionOf(owner.visitor, local)).signed_in, false);
      assert.equal((await save(owner.visitor, local, 2, 'after signing out')).status, 401);

      for (const { port } of backEnds)
        assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200, 'health checks name nobody');
      const { pid } = JSON.parse(fs.readFileSync(path.join(local.directory, 'state.json'), 'utf8'));
      const all = members(pid);
      assert.ok(all.length >= 6, 'supervisor, nginx, back ends, the place to sign in');
      await local.command('down');
      assert.deepEqual(
        all.filter((one) => birth(one) !== undefined),
        [],
      );
      await assert.rejects(fetch(signIn.provider));
    },
  );
}

test('alb: only what the load balancer says of identity gets through', { skip, timeout: 60_000 }, async (t) => {
  const local = await Local.start(t, { cvs, options: ['--auth', 'alb'] });
  const owner = await signedIn(local, 'owner');
  assert.equal(owner.session.role, 'owner');
  const studio = await new Visitor().once(`${local.url}/studio/`);
  assert.equal(studio.status, 302, 'the Studio is for those who have signed in');
  const lie = { 'x-amzn-oidc-data': 'a.b.c', 'x-amzn-oidc-identity': 'owner' };
  assert.equal((await fetch(`${local.url}/cv/one`, { headers: lie })).status, 200, 'it was taken away');
  const { backEnds } = await local.status();
  assert.equal((await fetch(`http://127.0.0.1:${backEnds[0].port}/api/v1/me`, { headers: lie })).status, 401);
});

test('which requests need a session is as on AWS', () => {
  const text = fs.readFileSync(path.join(root, 'infra/terraform/modules/load_balancer/routes.tf'), 'utf8');
  const rules = [...text.matchAll(/priority = \d+, paths = \[(.*)\], unsigned = "(\w+)"(.*)\}/g)];
  assert.ok(rules.length >= 6, 'the rules are found');
  for (const [, paths, unsigned, more] of rules) {
    const headers = more.includes('authorization') ? { authorization: 'Bearer x' } : {};
    for (const pattern of JSON.parse(`[${paths}]`)) {
      assert.equal(ruleOf({ url: `${pattern.replace('*', 'x')}?y=/sign-in`, headers }), unsigned, pattern);
    }
  }
  for (const url of ['/', '/cv/one', '/sign-in/elsewhere', '/studios'])
    assert.equal(ruleOf({ url, headers: {} }), 'allow', url);
});
