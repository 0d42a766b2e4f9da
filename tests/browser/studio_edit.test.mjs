import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { open } from '../support/browser.mjs';
import {
  cv,
  imported,
  onEachStore,
  preview,
  publish,
  said,
  signInLink,
  signedIn,
  stored,
  studio,
} from '../support/studio.mjs';
import { folder, sample, soon } from '../support/vitrine.mjs';

const cookie = async (page) => (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

const refused = (faults) => faults.filter((fault) => !/status of (401|404|412)|ERR_INTERNET_DISCONNECTED/.test(fault));

onEachStore('from the one-time link to a page on the web', async (t, studio) => {
  const place = await studio(t);
  const { page, faults } = await open(place.browser, `${place.studio}/`, { locale: 'en-GB' });
  await page.waitForURL('**/studio/signed-out');
  assert.match(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href'), /^\/sign-in/);
  await page.goto(signInLink(place));
  await page.getByRole('button').click();
  await page.goto(`${place.studio}/`);
  await page.getByRole('heading', { name: 'Your first CV' }).waitFor();
  await page.getByRole('button', { name: /^Blank/ }).click();
  await page.getByLabel('Name of the person', { exact: true }).fill('Ada Example');
  await page.getByLabel('What they do, in a few words', { exact: true }).fill('Weaver of nets');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL('**/cv/ada-example/edit/basics');
  await said(page, /a page of its own/);
  await page.getByLabel('Summary', { exact: true }).fill('Nets that **hold**.');
  await preview(page).locator('.summary strong').getByText('hold').waitFor();
  await publish(page);
  await said(page, 'Published');
  const publicPage = await (await place.service.get('/cv/ada-example')).text();
  assert.match(publicPage, /Nets that <strong>hold<\/strong>/);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/studio/cv'));
  await page.goto(`${place.studio}/`);
  await page.waitForURL('**/studio/signed-out');
  assert.deepEqual(refused(faults), []);
});

test('editing keeps what the Studio does not know, and shows each keystroke', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}` });
  await page.getByLabel('Headline', { exact: true }).fill('Builder of bridges');
  await preview(page).locator('.label').getByText('Builder of bridges').waitFor();
  await page.getByRole('link', { name: /^Work/ }).click();
  await page.getByRole('button', { name: /^Stahlwerk Nord Engineer/ }).click();
  await page.getByLabel('Highlights 1 (English)', { exact: true }).fill('Built **three**');
  await page.getByRole('button', { name: 'Move Stahlwerk Nord' }).focus();
  await page.keyboard.press('ArrowDown');
  await said(page, 'Stahlwerk Nord is now 2 of 2.');
  await page.getByRole('button', { name: 'Move Stahlwerk Nord' }).and(page.locator(':focus')).waitFor();
  await publish(page);
  await said(page, 'Published');
  const expected = structuredClone(cv);
  expected.basics.label = 'Builder of bridges';
  expected.work[0].highlights[0] = 'Built **three**';
  expected.work.reverse();
  assert.equal(JSON.stringify(stored(place, slug)), JSON.stringify(expected));
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await preview(page).locator('.label').getByText('Bridge engineer').waitFor();
  assert.deepEqual(faults, []);
});

test('a click in the preview leads to the field', async (t) => {
  const place = await studio(t);
  const { page } = await signedIn(place, { at: `/cv/${imported(place, cv, 'jana')}` });
  await preview(page).locator('.highlights li').nth(1).click();
  await page.waitForURL('**/edit/work');
  await page.locator('[data-path="/work/0/highlights"] textarea').first().and(page.locator(':focus')).waitFor();
  await preview(page).locator('.masthead .summary').click();
  await page.getByLabel('Summary', { exact: true }).and(page.locator(':focus')).waitFor();
});

test('a click on what a variant says of its own leads to the variant', async (t) => {
  const place = await studio(t);
  const document = structuredClone(cv);
  document.meta.vitrine.variants = { lead: { title: 'Head of bridges' } };
  const { page } = await signedIn(place, { at: `/cv/${imported(place, document, 'jana')}` });
  await page.getByRole('group', { name: 'Preview' }).getByLabel('Variant', { exact: true }).selectOption('lead');
  await preview(page).getByText('Head of bridges').click();
  await page.waitForURL('**/edit/readers');
  await page.locator('[data-path="/meta/vitrine/variants/lead/title"] input').and(page.locator(':focus')).waitFor();
  await preview(page).locator('.masthead .summary').click();
  await page.waitForURL('**/edit/basics');
  await page.getByLabel('Summary', { exact: true }).and(page.locator(':focus')).waitFor();
});

test('on a phone: from the one-time link over the sample to a page on the web, in less than three minutes', async (t) => {
  const begin = Date.now();
  const place = await studio(t);
  const window = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'de-DE' };
  const { page, faults } = await signedIn(place, window);
  await page.getByRole('heading', { name: 'Ihr erster Lebenslauf' }).waitFor();
  await page.getByRole('button', { name: /^Aus einem Beispiel/ }).tap();
  await page.waitForURL('**/edit/basics');
  await page.getByLabel('Name', { exact: true }).fill('Ada Beispiel');
  await page.getByRole('link', { name: /^Hinweise/ }).tap();
  await page.getByRole('heading', { name: 'Hinweise' }).waitFor();
  await page.getByRole('button', { name: 'Vorschau', exact: true }).tap();
  await preview(page).getByText('Ada Beispiel').first().waitFor();
  await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).tap();
  await said(page, 'Veröffentlicht');
  const slug = new URL(page.url()).pathname.split('/')[3];
  assert.match(await (await place.service.get(`/cv/${slug}`)).text(), /Ada Beispiel/);
  assert.ok(Date.now() - begin < 180_000);
  assert.deepEqual(faults, []);
});

test('a click finds its entry among others that read the same, are hidden, or have moved', async (t) => {
  const place = await studio(t);
  const job = (more) => ({ name: 'Stahlwerk Nord', position: 'Engineer', ...more });
  const work = [
    job({ '@for': ['recruiter'], summary: 'Secret' }),
    { name: 'Pontonbau', position: 'Student', summary: 'Boats' },
    job({ startDate: '2015', summary: 'Shown' }),
  ];
  const { page } = await signedIn(place, { at: `/cv/${imported(place, { ...cv, work }, 'jana')}` });
  await preview(page).locator('.entry .summary').getByText('Shown').click();
  await page.locator('[data-path="/work/2/summary"] textarea').and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'Move Stahlwerk Nord' }).last().focus();
  await page.keyboard.press('ArrowUp');
  await preview(page).locator('.entry:first-child .summary').getByText('Shown').waitFor();
  await preview(page).locator('.entry .summary').getByText('Boats').click();
  await page.locator('[data-path="/work/2/summary"] textarea').and(page.locator(':focus')).waitFor();
  await preview(page).locator('.entry .summary').getByText('Shown').click();
  await page.locator('[data-path="/work/1/summary"] textarea').and(page.locator(':focus')).waitFor();
});

onEachStore('two people edit at once, and neither loses a word', async (t, studio) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const [mine, theirs] = [
    await signedIn(place, { at: `/cv/${slug}` }),
    await signedIn(place, { at: `/cv/${slug}`, whom: { email: 'editor@example.com', role: 'editor' } }),
  ];
  await mine.page.getByLabel('Headline', { exact: true }).fill('My headline');
  await mine.page.getByLabel('Summary', { exact: true }).fill('My summary');
  await theirs.page.getByLabel('Headline', { exact: true }).fill('Their headline');
  await theirs.page.getByLabel('Town', { exact: true }).fill('Kiel');
  await publish(theirs.page);
  await said(theirs.page, 'Published');
  await publish(mine.page);
  const dialog = mine.page.getByRole('dialog');
  await dialog.getByText('Person › Headline', { exact: true }).waitFor();
  await dialog.getByText('Their headline').waitFor();
  assert.equal(await dialog.getByRole('group').count(), 1, 'one field is in dispute');
  await dialog.getByRole('radio', { name: /Theirs/ }).check();
  await dialog.getByRole('button', { name: 'Go on with this' }).click();
  await publish(mine.page);
  await said(mine.page, 'Published');
  const { basics } = stored(place, slug);
  assert.deepEqual([basics.label, basics.summary, basics.location], ['Their headline', 'My summary', { city: 'Kiel' }]);
});

test('two tabs of one browser edit the same CV, and neither undoes the other', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page } = await signedIn(place, { at: `/cv/${slug}` });
  await page.getByLabel('Summary', { exact: true }).waitFor();
  const other = await page.context().newPage();
  await other.goto(`${place.studio}/cv/${slug}`);
  await other.getByLabel('Summary', { exact: true }).fill('Written in the other tab');
  await preview(page).locator('.summary').getByText('Written in the other tab').waitFor();
  await said(page, /edited in another tab/);
  await page.getByLabel('Headline', { exact: true }).fill('Written in the first');
  await preview(other).locator('.label').getByText('Written in the first').waitFor();
  await publish(other);
  await said(other, 'Published');
  await page.getByText('Published', { exact: false }).first().waitFor();
  const { basics } = stored(place, slug);
  assert.deepEqual([basics.summary, basics.label], ['Written in the other tab', 'Written in the first']);
  await page.close();
  await other.reload();
  assert.equal(await other.getByLabel('Headline', { exact: true }).inputValue(), 'Written in the first');
});

test('a dead network and a closed tab lose nothing', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}` });
  await page.getByLabel('Summary', { exact: true }).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('Summary', { exact: true }).fill('Written on a train');
  await page.getByText('Offline; edits are kept').waitFor();
  await publish(page);
  await said(page, /cannot be reached/);
  await page.context().setOffline(false);
  const again = await page.context().newPage();
  await page.close();
  await again.goto(`${place.studio}/`);
  await again.getByText('Draft in this browser').waitFor();
  await again.goto(`${place.studio}/cv/${slug}`);
  assert.equal(await again.getByLabel('Summary', { exact: true }).inputValue(), 'Written on a train');
  await publish(again);
  await said(again, 'Published');
  assert.equal(stored(place, slug).basics.summary, 'Written on a train');
  assert.deepEqual(refused(faults), []);
});

onEachStore('versions are compared, named and restored', async (t, studio) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  imported(place, { ...cv, basics: { ...cv.basics, label: 'Tunnel engineer' } }, slug);
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}/versions` });
  await page.getByText('What version 2 changed').waitFor();
  assert.match(await page.locator('studio-change-list').innerText(), /Person › Headline\s+BridgeTunnel engineer/);
  await page.getByRole('button', { name: /^Version 1/ }).click();
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await said(page, 'Version 1 is out again');
  await page.getByRole('button', { name: /^Version 3/ }).waitFor();
  assert.equal(stored(place, slug).basics.label, 'Bridge engineer');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Town', { exact: true }).fill('Kiel');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  assert.equal(await page.getByText('Redo', { exact: true }).isVisible(), false, 'which is for narrow windows');
  await page.getByRole('menuitem', { name: /Publish with a name/ }).click();
  await page.getByLabel('Name of the version', { exact: true }).fill('Moved to Kiel');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await said(page, 'Published');
  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByRole('button', { name: /Moved to Kiel/ }).waitFor();
  assert.deepEqual(faults, []);
});

test('files of other programs come in with a report, and go out in every format', async (t) => {
  const place = await studio(t);
  const { page, faults } = await signedIn(place);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Import a file/ }).click(),
  ]);
  const dir = path.dirname(sample('rich.json'));
  const yaml = fs.readdirSync(path.join(dir, 'import')).find((name) => /rendercv.*\.ya?ml$/.test(name));
  await chooser.setFiles(path.join(dir, 'import', yaml));
  await page.getByRole('dialog').getByRole('button', { name: 'Make it a CV' }).click();
  await page.waitForURL('**/edit/basics');
  const name = await page.getByLabel('Name', { exact: true }).inputValue();
  const work = folder(t);
  for (const [format, begins] of [
    ['PDF', '%PDF-'],
    ['Word', 'PK'],
    ['Markdown', `# ${name}`],
    ['vCard', 'BEGIN:VCARD'],
    ['JSON Resume', '{'],
    ['The whole document (JSON)', '{'],
  ]) {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format, exact: true }).click(),
    ]);
    const file = path.join(work, 'file');
    await download.saveAs(file);
    assert.ok(
      fs.readFileSync(file).subarray(0, 200).toString('latin1').includes(begins),
      `${format}: ${download.suggestedFilename()}`,
    );
  }
  await page.goto(`${place.studio}/`);
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name, exact: true }).waitFor();
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'Site' }).click();
  await soon(async () =>
    (await place.service.get('/api/v1/cvs', { cookie: await cookie(page) })).json().then(({ cvs }) => cvs.length === 0),
  );
  assert.deepEqual(faults, []);
});
