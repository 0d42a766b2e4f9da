import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import { axe, open } from '../support/browser.mjs';
import { cv, imported, preview, said, signedIn, stored, studio } from '../support/studio.mjs';
import { sample, soon } from '../support/vitrine.mjs';

const rich = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));
const views = [
  '/',
  '/cv/rich/edit/basics',
  '/cv/rich/edit/work',
  '/cv/rich/edit/design',
  '/cv/rich/edit/readers',
  '/cv/rich/edit/advice',
  '/cv/rich/json',
  '/cv/rich/versions',
  '/cv/rich/share',
  '/site',
  '/account',
  '/nowhere',
];

/** Goes to the address and waits until the view is rendered; for the work form, with an open entry. */
async function visit(page, address, view) {
  await page.goto(address + view);
  await page.locator('main h1, main h2').first().waitFor();
  await page.waitForLoadState('networkidle');
  if (view.endsWith('/work')) await page.locator('.entry .title').first().click();
}

for (const colorScheme of ['light', 'dark']) {
  test(`no view has an axe violation, ${colorScheme}`, async (t) => {
    const place = await studio(t);
    imported(place, rich, 'rich');
    const { page, faults } = await signedIn(place, { bypassCSP: true, colorScheme });
    for (const view of views) {
      await visit(page, place.studio, view);
      assert.deepEqual(await axe(page), [], `${view}, ${colorScheme}`);
    }
    await visit(page, place.studio, '/cv/rich/edit/basics');
    await page.getByRole('button', { name: 'Telephone: Only recruiter, client' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'client' }).waitFor();
    assert.deepEqual(await axe(page), [], `a menu, ${colorScheme}`);
    await visit(page, place.studio, '/');
    await page.getByRole('button', { name: /^Blank/ }).click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await axe(page), [], `a dialog, ${colorScheme}`);
    const out = await open(place.browser, `${place.studio}/`, { bypassCSP: true, colorScheme });
    await out.page.waitForURL('**/signed-out');
    await out.page.getByRole('link', { name: /Sign in|Anmelden/ }).waitFor();
    assert.deepEqual(await axe(out.page), [], 'signed out');
    assert.deepEqual([...faults, ...out.faults], [], 'no error, no other host');
  });
}

test('no view scrolls sideways on a phone, in German', async (t) => {
  const place = await studio(t);
  imported(place, rich, 'rich');
  const { page, faults } = await signedIn(place, { viewport: { width: 360, height: 740 }, locale: 'de-DE' });
  for (const view of views) {
    await visit(page, place.studio, view);
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, view);
  }
  await visit(page, place.studio, '/cv/rich/edit/basics');
  await page.getByRole('button', { name: 'Vorschau', exact: true }).click();
  await preview(page).getByText(rich.basics.name).first().waitFor();
  assert.deepEqual(faults, []);
});

test('by keyboard alone: from the list to a published change', async (t) => {
  const place = await studio(t);
  imported(place, cv, 'jana');
  const { page } = await signedIn(place);
  await page.getByRole('link', { name: 'Jana Beispiel', exact: true }).waitFor();
  const to = async (what) => {
    for (let i = 0; i < 60; i++) {
      if (await what.evaluateAll((all) => all.includes(document.activeElement))) return;
      await page.keyboard.press('Tab');
    }
    assert.fail('not reached by Tab');
  };
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').innerText(), 'To the content');
  await page.keyboard.press('Enter');
  await to(page.getByRole('link', { name: 'Jana Beispiel', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByLabel('Summary', { exact: true }).waitFor();
  await to(page.getByLabel('Summary', { exact: true }));
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+B');
  await preview(page).locator('.summary strong').waitFor();
  await page.keyboard.press('Control+S');
  await page.locator('.notice').getByText('Published').waitFor();
  assert.match(await (await place.service.get('/cv/jana')).text(), /<strong>Bridges that stay\.<\/strong>/);
});

test('keys and values are completed in the JSON view, and a fault is told at its place', async (t) => {
  const place = await studio(t);
  imported(place, cv, 'jana');
  const { page } = await signedIn(place, { at: '/cv/jana/json' });
  const text = page.getByLabel('The document as JSON', { exact: true });
  await text.evaluate((area) => {
    area.focus();
    const at = area.value.indexOf('"label"');
    area.setSelectionRange(at, at);
  });
  await page.keyboard.type('"ima');
  await page.getByRole('option', { name: /^image/ }).waitFor();
  await page.getByText(/^Line 4, column/).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('"https://example.com/j.jpg", ');
  await page.getByText('Reads well.').waitFor();
  await preview(page).locator('.masthead img').waitFor({ state: 'attached' });
});

test('the Studio runs under its policy, loads little, and asks no other host', async (t) => {
  const place = await studio(t);
  imported(place, cv, 'jana');
  const index = await place.service.get('/studio/');
  const policy = index.headers.get('content-security-policy');
  assert.match(policy, /default-src 'self'/);
  assert.doesNotMatch(policy.replace(/style-src[^;]*/, ''), /unsafe/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  const { page, faults } = await signedIn(place, { at: '/cv/jana' });
  await preview(page).locator('h1').waitFor();
  assert.deepEqual(faults, []);
  const first = await open(place.browser, `${place.studio}/signed-out`);
  await first.page.getByRole('link', { name: /Sign in|Anmelden/ }).waitFor();
  const bytes = await first.page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((one) => one.name.endsWith('.js'))
      .reduce((sum, one) => sum + one.encodedBodySize, 0),
  );
  assert.ok(bytes > 50_000 && bytes < 250_000, `${bytes} bytes of JavaScript`);
});

test('a CV is archived, and brought back', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place);
  await page.getByText('Home page', { exact: true }).waitFor();
  const status = async () => (await place.service.get(`/cv/${slug}`)).status;
  await page.getByRole('button', { name: 'More for Jana Beispiel' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await said(page, /Jana Beispiel is archived/);
  await soon(async () => (await status()) === 404);
  await page.getByRole('link', { name: 'Jana Beispiel', exact: true }).waitFor({ state: 'hidden' });
  await page.getByText('Archived (1)').click();
  await page.getByRole('link', { name: 'Jana Beispiel', exact: true }).waitFor();
  assert.equal(await page.getByText('Home page', { exact: true }).count(), 0, 'what nobody can read is no home page');
  await page.getByRole('button', { name: 'More for Jana Beispiel' }).click();
  await page.getByRole('menuitem', { name: 'Bring back' }).click();
  await said(page, /Jana Beispiel is back/);
  await soon(async () => (await status()) === 200);
  await page.getByText('Archived (1)').waitFor({ state: 'hidden' });
  assert.deepEqual(stored(place, slug), cv);
  assert.deepEqual(faults, []);
});
