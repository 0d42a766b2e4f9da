// Passkeys in a real browser, with the virtual authenticator of Chromium: the first start, signing in, recovery, and the
// account page of the Studio.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import { axe, launch, open } from '../support/browser.mjs';
import { built } from '../support/studio.mjs';
import { folder, Service, soon } from '../support/vitrine.mjs';

const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

async function start(t) {
  const studio = fs.existsSync(built) ? ['--web-root', built] : [];
  const service = await Service.start(t, folder(t), studio);
  const link = await soon(() => /Sign in as its owner.*: (http\S+)/.exec(service.out)?.[1]);
  return { service, link, origin: new URL(link).origin, browser: await launch(t) };
}

/** A browser window with an authenticator, whose person is verified at once. */
async function withAuthenticator(browser, url, options = {}) {
  const opened = await open(browser, url, { bypassCSP: true, viewport: desktop, locale: 'en-GB', ...options });
  opened.page.setDefaultTimeout(10_000);
  const cdp = await opened.page.context().newCDPSession(opened.page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { ...opened, cdp, authenticatorId };
}

const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Follows the console's link to the recovery codes; returns them. */
async function makeFirst({ page }) {
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: 'Make a passkey' }).waitFor();
  await button(page, 'Make a passkey').click();
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  return page.getByRole('listitem').allTextContents();
}

/** The page that the tests go to behind the sign-in. */
const arrive = (page) => page.waitForURL((url) => url.pathname === '/healthz');

/** Calls the API with the page's cookies. */
async function ask(page, method, route) {
  const { origin } = new URL(page.url());
  return (await page.request.fetch(origin + route, { method, headers: { 'sec-fetch-site': 'same-origin' } })).json();
}

async function signOut(page, origin) {
  await ask(page, 'DELETE', '/api/v1/session');
  await page.goto(`${origin}/sign-in?to=/healthz`);
}

/** Ignores the refusals that a test provokes. */
const unexpected = (faults) => faults.filter((fault) => !/status of 40[0-9]/.test(fault));

for (const [name, options] of [
  ['desktop', { viewport: desktop }],
  ['phone', { viewport: phone, isMobile: true, hasTouch: true, colorScheme: 'dark' }],
]) {
  test(`from the console's link to a passkey and back in (${name})`, async (t) => {
    const { link, origin, browser } = await start(t);
    const opened = await withAuthenticator(browser, link, options);
    const { page, faults } = opened;
    await button(page, 'Sign in').click();
    await page.getByRole('heading', { name: 'Make a passkey' }).waitFor();
    assert.deepEqual(await axe(page), []);
    await button(page, 'Make a passkey').click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    assert.deepEqual(await axe(page), []);
    const codes = await page.getByRole('listitem').allTextContents();
    assert.equal(codes.length, 10);
    const saved = page.waitForEvent('download');
    await button(page, 'Save as a file').click();
    assert.equal(fs.readFileSync(await (await saved).path(), 'utf8'), `${codes.join('\n')}\n`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await signOut(page, origin);
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Sign in with a passkey');
    await page.keyboard.press('Enter');
    await arrive(page);
    assert.equal((await ask(page, 'GET', '/api/v1/session')).role, 'owner');
    assert.deepEqual(unexpected(faults), []);
  });
}

test('making a passkey can be skipped', async (t) => {
  const { link, browser } = await start(t);
  const { page } = await withAuthenticator(browser, link.replace(/&to=.*/, '&to=/sign-in/passkey?to=/healthz'));
  await button(page, 'Sign in').click();
  await page.getByRole('link', { name: 'Not now' }).click();
  await arrive(page);
  assert.deepEqual((await ask(page, 'GET', '/api/v1/passkeys')).passkeys, []);
});

test('a prompt that fails says so, and works when tried again', async (t) => {
  const { link, origin, browser } = await start(t);
  const opened = await withAuthenticator(browser, link);
  const { page, cdp, authenticatorId } = opened;
  await makeFirst(opened);
  await signOut(page, origin);
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await button(page, 'Sign in with a passkey').click();
  await page.getByText('it was cancelled').waitFor();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await button(page, 'Sign in with a passkey').click();
  await arrive(page);
});

test('a key that was removed signs nobody in, but a recovery code does', async (t) => {
  const { link, origin, browser } = await start(t);
  const opened = await withAuthenticator(browser, link);
  const { page } = opened;
  const codes = await makeFirst(opened);
  const [{ id }] = (await ask(page, 'GET', '/api/v1/passkeys')).passkeys;
  await page.request.delete(`${origin}/api/v1/passkeys/${id}?last=true`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  await signOut(page, origin);
  await button(page, 'Sign in with a passkey').click();
  await page.getByText('It may have been removed').waitFor();
  await page.getByText('No passkey at hand?').click();
  assert.deepEqual(await axe(page), []);
  await page.getByLabel('Recovery code').fill(codes[3]);
  await button(page, 'Sign in with this code').click();
  await page.getByRole('heading', { name: 'Make a passkey' }).waitFor();
  await button(page, 'Make a passkey').click();
  await arrive(page);
  assert.equal((await ask(page, 'GET', '/api/v1/passkeys')).recovery_codes, 9);
});

test('another site of this machine cannot use the key', async (t) => {
  const { service, link, browser } = await start(t);
  const opened = await withAuthenticator(browser, link);
  const { page } = opened;
  await makeFirst(opened);
  await page.goto(`http://evil.localhost:${service.port}/sign-in`);
  const outcome = await page.evaluate(async () => {
    const bytes = (text) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const text = (buffer) =>
      btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
    const send = (route, json) => fetch(route, { method: 'POST', body: JSON.stringify(json) });
    const asked = await (await send('/sign-in/passkey/question', {})).json();
    try {
      const publicKey = { challenge: bytes(asked.challenge), rpId: asked.relying_party, userVerification: 'required' };
      const key = await navigator.credentials.get({ publicKey });
      const answer = await send('/sign-in/passkey', {
        id: text(key.rawId),
        client_data: text(key.response.clientDataJSON),
        authenticator_data: text(key.response.authenticatorData),
        signature: text(key.response.signature),
        user_handle: text(key.response.userHandle),
      });
      return String(answer.status);
    } catch (error) {
      return error.name;
    }
  });
  assert.ok(['403', 'SecurityError', 'NotAllowedError'].includes(outcome), outcome);
});

test('the account page adds, renames and removes passkeys', { skip: !fs.existsSync(built) }, async (t) => {
  const { link, origin, browser } = await start(t);
  const opened = await withAuthenticator(browser, link);
  const { page, cdp, faults } = opened;
  await makeFirst(opened);
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${origin}/studio/account`);
  const section = page.getByRole('region', { name: 'Passkeys' });
  await section.getByText('Linux not used yet').waitFor();
  await section.getByText('10 left').waitFor();
  assert.deepEqual(await axe(page), []);
  await button(section, 'Add a passkey').click();
  await section
    .getByRole('button', { name: /^Rename/ })
    .nth(1)
    .waitFor();
  await section
    .getByRole('button', { name: /^Rename/ })
    .first()
    .click();
  await section.getByLabel('Name of the passkey').fill('Laptop');
  await button(section, 'Keep').click();
  await section.getByText('Laptop').first().waitFor();
  await section.getByRole('button', { name: 'Remove Laptop' }).click();
  await button(section, 'Yes, remove it').click();
  await section.getByText('Laptop').first().waitFor({ state: 'detached' });
  await section.getByRole('button', { name: /^Remove/ }).click();
  await section.getByText('your last passkey').waitFor();
  await button(section, 'Cancel').click();
  await button(section, 'Make new codes').click();
  await section.getByText('earlier codes').waitFor();
  await button(section, 'Make new codes').click();
  await section.getByText('shown only now').waitFor();
  assert.equal(await section.locator('.codes li').count(), 10);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(unexpected(faults), []);
});

test('an owner makes a link, and who opens it is in with a passkey', { skip: !fs.existsSync(built) }, async (t) => {
  const { link, origin, browser } = await start(t);
  const opened = await withAuthenticator(browser, link);
  const { page, faults } = opened;
  await makeFirst(opened);
  await page.goto(`${origin}/studio/site`);
  await page.getByLabel('E-mail').fill('ada@example.org');
  await button(page, 'Add').click();
  await page.getByRole('button', { name: 'Make a link ada@example.org' }).click();
  const card = page.getByRole('region', { name: 'Link for ada@example.org' });
  const message = await card.getByLabel('Text to send').inputValue();
  await card.locator('svg path').first().waitFor();
  assert.deepEqual(await axe(page), []);
  const invited = /http\S+/.exec(message)[0];
  const guest = await withAuthenticator(browser, invited, { viewport: phone });
  await makeFirst(guest);
  const session = await ask(guest.page, 'GET', '/api/v1/session');
  assert.deepEqual([session.email, session.role], ['ada@example.org', 'viewer']);
  await signOut(guest.page, origin);
  await button(guest.page, 'Sign in with a passkey').click();
  await arrive(guest.page);
  await guest.page.goto(invited);
  await button(guest.page, 'Sign in').click();
  await guest.page.getByText('does not work any more').waitFor();
  assert.deepEqual(unexpected(faults), []);
});
