import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe, open } from '../support/browser.mjs';
import { cv, imported, onEachStore, preview, publish, said, signedIn, stored, studio } from '../support/studio.mjs';
import { textOfQr, have } from '../support/tools.mjs';
import { folder, soon } from '../support/vitrine.mjs';

onEachStore('a link shows what its audience may see, is counted, and dies when revoked', async (t, studio) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}/share` });
  await page.getByLabel('For whom', { exact: true }).fill('Reederei Sund');
  await page.getByLabel('Audience', { exact: true }).selectOption('recruiter');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const url = await page.getByLabel('Address of the link', { exact: true }).inputValue();
  assert.match(url, /\/s\/[\w-]{43}$/);
  if (have(t, 'zbarimg', 'rsvg-convert')) {
    const drawn = await page
      .locator('studio-qr-code svg')
      .first()
      .evaluate((svg) => {
        svg.setAttribute('width', '600');
        svg.setAttribute('height', '600');
        return new XMLSerializer().serializeToString(svg);
      });
    assert.equal(textOfQr(drawn, folder(t)), url);
  }
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
  const reader = await open(place.browser, url, { userAgent });
  assert.match(await reader.page.locator('main').innerText(), /\+49 30 555 0100/);
  assert.doesNotMatch(await (await place.service.get(`/cv/${slug}`)).text(), /555 0100/);
  await soon(async () => {
    await page.reload();
    await page.getByRole('heading', { name: 'Reederei Sund' }).waitFor();
    return page.getByRole('img', { name: /Opened 1 times/ }).isVisible();
  }, 20_000);
  assert.equal(await page.getByLabel('Address of the link', { exact: true }).count(), 0, 'the secret is told once');
  await page.getByRole('button', { name: 'Revoke Reederei Sund' }).click();
  await page.getByRole('button', { name: 'Yes, revoke' }).click();
  await said(page, 'Revoked');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.ok((await reader.page.reload()).status() >= 400, 'within a second it is dead');
  assert.deepEqual(faults, []);
});

test('the preview shows languages, variants and audiences as their readers see them', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}` });
  const shown = preview(page);
  await shown.getByText('Bridge engineer').waitFor();
  assert.equal(await shown.getByText('555 0100').count(), 0);
  const bar = page.getByRole('group', { name: 'Preview' });
  await bar.getByLabel('Audience', { exact: true }).selectOption('recruiter');
  await shown.getByText('+49 30 555 0100').waitFor();
  await bar.getByLabel('Language', { exact: true }).selectOption('de');
  await shown.getByText('Brückenbauingenieurin').waitFor();
  assert.equal(await shown.locator('html').getAttribute('lang'), 'de');
  await bar.getByLabel('Theme', { exact: true }).selectOption('bold');
  await shown.locator('body.theme-bold').waitFor();

  await page.getByRole('link', { name: 'Readers' }).click();
  await page.getByLabel('Another variant', { exact: true }).fill('lead');
  await page.getByLabel('Another variant', { exact: true }).press('Enter');
  await page.locator('[data-path="/meta/vitrine/variants/lead/title"] input').first().fill('Head of bridges');
  await page.getByRole('checkbox', { name: 'Skills' }).uncheck();
  await bar.getByLabel('Language', { exact: true }).selectOption('en');
  await bar.getByLabel('Variant', { exact: true }).selectOption('lead');
  await shown.getByText('Head of bridges').waitFor();
  await shown.locator('#skills').waitFor({ state: 'detached' });
  await page.getByLabel('Another audience', { exact: true }).fill('friends');
  await page.getByLabel('Another audience', { exact: true }).press('Enter');
  await page.getByRole('link', { name: 'Person', exact: true }).click();
  await page.getByRole('button', { name: 'E-mail: Everyone' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'friends' }).click();
  await page.keyboard.press('Escape');
  await publish(page);
  await said(page, 'Published');
  const document = stored(place, slug);
  assert.deepEqual(document.basics['email@for'], ['friends']);
  assert.deepEqual(Object.keys(document.meta.vitrine.variants.lead), ['title', 'sections']);
  assert.ok(!document.meta.vitrine.variants.lead.sections.includes('skills'));
  assert.deepEqual(faults, []);
});

test('a translation is written beside the text, and what is missing is counted', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page } = await signedIn(place, { at: `/cv/${slug}` });
  const beside = page.getByLabel('Translate beside', { exact: true });
  const missing = async () => Number(/(\d+) missing/.exec(await beside.locator('option[value=de]').innerText())?.[1]);
  const before = await missing();
  await beside.selectOption('de');
  await page.getByText('Missing: German').first().waitFor();
  await page.getByLabel('Summary (German)', { exact: true }).fill('Brücken, die bleiben.');
  assert.equal(await missing(), before - 1);
  await publish(page);
  await said(page, 'Published');
  assert.equal(Object.keys(stored(place, slug).basics).at(-1), 'summary@de');
  assert.match(await (await place.service.get(`/cv/${slug}/de`)).text(), /Brücken, die bleiben/);
});

test('people are invited, and see in the Studio what they may', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}/share` });
  await page.getByLabel('E-mail', { exact: true }).fill('guest@example.com');
  await page.getByLabel('May', { exact: true }).selectOption('edit');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Remove guest@example.com' }).waitFor();
  const guest = await signedIn(place, { whom: { email: 'guest@example.com', role: 'none' } });
  await guest.page.getByRole('link', { name: 'Jana Beispiel', exact: true }).click();
  await guest.page.getByLabel('Town', { exact: true }).fill('Flensburg');
  await publish(guest.page);
  await said(guest.page, 'Published');
  assert.equal(await guest.page.getByRole('link', { name: 'Site' }).count(), 0, 'the site is the owner’s');
  await page.getByRole('button', { name: 'Remove guest@example.com' }).click();
  await page.getByText('Nobody is invited.').waitFor();
  await guest.page.goto(`${place.studio}/`);
  await guest.page.getByText('Nobody has shared a CV with you yet.').waitFor();
  assert.deepEqual(faults, []);
});

test('who may only read sees the page and why there is no more, and nothing that the service would refuse', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const whom = { email: 'reader@example.com', role: 'none' };
  const owner = await signedIn(place, { at: `/cv/${slug}/share` });
  await owner.page.getByLabel('E-mail', { exact: true }).fill(whom.email);
  await owner.page.getByLabel('Reads as', { exact: true }).selectOption('recruiter');
  await owner.page.getByRole('button', { name: 'Invite' }).click();
  await owner.page.getByRole('button', { name: `Remove ${whom.email}` }).waitFor();
  const { page, faults } = await signedIn(place, { whom, bypassCSP: true });
  await page.getByText('to read', { exact: true }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^(More for|Blank)/ }).count(), 0);
  await page.getByRole('link', { name: 'Jana Beispiel', exact: true }).click();
  await page.getByText('You were given this CV to read, not to edit.').waitFor();
  const shown = page.frameLocator('studio-read-only-view iframe');
  await shown.getByText('+49 30 555 0100').waitFor();
  assert.equal(
    await page
      .getByRole('textbox')
      .or(page.getByRole('button', { name: 'Publish' }))
      .count(),
    0,
  );
  assert.deepEqual(await axe(page), []);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Text' }).click()]);
  assert.equal(file.suggestedFilename(), 'jana.txt');
  for (const view of ['edit/work', 'json', 'share']) {
    await page.goto(`${place.studio}/cv/${slug}/${view}`);
    await page.getByText('You were given this CV to read, not to edit.').waitFor();
  }
  await page.goto(`${place.studio}/site`);
  await page.getByText('Only owners see and change the settings of the site.').waitFor();
  assert.deepEqual(faults, [], 'the service refused nothing');
});

test('who was invited to edit may not delete, and is not asked to', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const owner = await signedIn(place, { at: `/cv/${slug}/share` });
  await owner.page.getByLabel('E-mail', { exact: true }).fill('guest@example.com');
  await owner.page.getByLabel('May', { exact: true }).selectOption('edit');
  await owner.page.getByRole('button', { name: 'Invite' }).click();
  await owner.page.getByRole('button', { name: 'Remove guest@example.com' }).waitFor();
  const { page } = await signedIn(place, { whom: { email: 'guest@example.com', role: 'none' } });
  await page.getByRole('button', { name: 'More for Jana Beispiel' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).waitFor();
  assert.equal(await page.getByRole('menuitem', { name: /Delete|Duplicate/ }).count(), 0);
});

test('the owner sets who may read, gives roles, makes tokens, and sees what has happened', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place, { at: '/site' });
  await page.getByRole('radio', { name: 'Only those with a share link' }).check();
  await said(page, 'Saved');
  assert.notEqual((await place.service.get(`/cv/${slug}`)).status, 200);
  await page.getByLabel('E-mail', { exact: true }).fill('colleague@example.com');
  await page.getByLabel('Role', { exact: true }).selectOption('editor');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('colleague@example.com').first().waitFor();
  await page.getByRole('cell', { name: 'owner@localhost' }).first().waitFor();

  await page.getByText('The page “About this project”').click();
  await page.getByLabel('English', { exact: true }).fill('# Who runs this\n\nJana does.');
  await page.getByLabel('German', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Save the texts' }).click();
  await page.getByText('The page shows your own texts.').waitFor();
  const own = await place.service.get('/about', { 'accept-language': 'de' });
  assert.match(await own.text(), /<h1>Who runs this<\/h1>\n<p>Jana does\.<\/p>/);
  await page.getByRole('button', { name: 'Bring the shipped texts back' }).click();
  await page.getByText('These texts came with the program.').waitFor();

  await page.goto(`${place.studio}/account`);
  await page.getByLabel('What it is for', { exact: true }).fill('Backup');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = await page.getByLabel('The token', { exact: true }).inputValue();
  const mine = await place.service.get('/api/v1/cvs', { authorization: `Bearer ${secret}` });
  assert.equal((await mine.json()).cvs[0].slug, slug);
  await page.getByRole('button', { name: 'Revoke Backup' }).click();
  await page.getByText('No tokens.').waitFor();
  assert.equal((await place.service.get('/api/v1/cvs', { authorization: `Bearer ${secret}` })).status, 401);
  assert.deepEqual(faults, []);
});
