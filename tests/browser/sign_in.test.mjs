// Signing in, and a share link's password, in a real browser: forms, cookies and redirects under the pages' policies.

import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';

import { axe, launch, open } from '../support/browser.mjs';
import { OpenIdProvider } from '../../infra/stand_ins/openid_provider.mjs';
import { folder, run, sample, Service } from '../support/vitrine.mjs';

function withRich(t) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  return data;
}

/** Calls the API with the page's cookies from outside: the pages themselves have no scripts, and may have none. */
async function ask(page, method, route) {
  const { origin } = new URL(page.url());
  return (await page.request.fetch(origin + route, { method, headers: { 'sec-fetch-site': 'same-origin' } })).json();
}
const session = (page) => ask(page, 'GET', '/api/v1/session');
const signOut = async (page) => (await ask(page, 'DELETE', '/api/v1/session')).location;

test('the one-time link signs its reader in with one click', async (t) => {
  const data = withRich(t);
  const service = await Service.start(t, data);
  const browser = await launch(t);
  const link = new URL(run(data, ['sign-in-link', '--public-url', service.url]).out.trim());
  const { page, faults } = await open(browser, `${link}&to=/healthz`, { bypassCSP: true });
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/healthz');
  assert.equal((await session(page)).role, 'owner');
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script sees the cookie');
  await page.goto(link.href);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('does not work any more').waitFor();
  assert.equal(await signOut(page), '/');
  assert.equal((await session(page)).signed_in, false);
  assert.deepEqual(
    faults.filter((fault) => !/status of 40[34]/.test(fault)),
    [],
  );
});

test('a page of another site changes nothing, although the browser is signed in', async (t) => {
  const data = withRich(t);
  const service = await Service.start(t, data);
  const browser = await launch(t);
  const { page } = await open(browser, run(data, ['sign-in-link', '--public-url', service.url]).out.trim());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/studio/');
  const other = await page.context().newPage();
  const evil = net
    .createServer((socket) => {
      const form = `<form method="post" action="${service.url}/api/v1/cvs/rich/links" enctype="text/plain"><input name='{"label":"' value='evil"}'><button>x</button></form>`;
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${form.length}\r\nConnection: close\r\n\r\n${form}`,
      );
      socket.on('error', () => {});
    })
    .listen(0, '127.0.0.1');
  t.after(() => evil.close());
  await new Promise((resolve) => evil.on('listening', resolve));
  await other.goto(`http://localhost:${evil.address().port}/`);
  const [answer] = await Promise.all([other.waitForResponse(/links$/), other.getByRole('button').click()]);
  assert.equal([401, 403].includes(answer.status()), true, String(answer.status()));
  const { links } = await ask(page, 'GET', '/api/v1/cvs/rich/links');
  assert.deepEqual(links, []);
});

test('signing in and out at a certified provider', async (t) => {
  const data = withRich(t);
  const provider = await OpenIdProvider.start(t);
  const probe = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.on('listening', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  const url = `http://127.0.0.1:${port}`;
  provider.register({ callbacks: [`${url}/sign-in/callback`], logouts: [`${url}/`] });
  await Service.start(
    t,
    data,
    [
      '--auth',
      'oidc',
      '--listen',
      `127.0.0.1:${port}`,
      '--public-url',
      url,
      '--site-access',
      'signed-in',
      '--oidc-issuer',
      provider.issuer,
      '--oidc-client-id',
      provider.client_id,
      '--groups-claim',
      'groups',
    ],
    { VITRINE_OIDC_CLIENT_SECRET: provider.client_secret },
  );
  const browser = await launch(t);
  const { page } = await open(browser, `${url}/cv/rich`);
  assert.ok(page.url().startsWith(provider.issuer), page.url());
  await page.locator('input[name=username]').fill('editor');
  await page.locator('button, input[type=submit]').first().click();
  await page.waitForURL(`${url}/cv/rich`);
  assert.match(await page.title(), /Mira Halvorsen-Okafor/);
  assert.equal((await session(page)).role, 'editor');
  const location = await signOut(page);
  assert.ok(location.startsWith(provider.issuer), location);
  assert.equal((await session(page)).signed_in, false);
  await page.goto(location);
  assert.ok(page.url().startsWith(provider.issuer), 'the provider ends its session, too');
});

test('a protected link asks for its password and opens', async (t) => {
  const data = withRich(t);
  const service = await Service.start(t, data);
  const made = run(
    data,
    ['share', 'rich', '--audience', 'recruiter', '--password-file', '-', '--public-url', service.url],
    { input: 'open sesame\n' },
  );
  assert.equal(made.code, 0, made.err);
  const browser = await launch(t);
  const { page } = await open(browser, made.out.trim(), { bypassCSP: true, viewport: { width: 390, height: 800 } });
  assert.deepEqual(await axe(page), []);
  await page.getByLabel('Password').fill('wrong password');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByText('That was not the password').waitFor();
  await page.getByLabel('Password').fill('open sesame');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByText('+49 40 555 0142').waitFor();
  await page.goto(`${service.url}/privacy`);
  assert.deepEqual(await axe(page), []);
});
