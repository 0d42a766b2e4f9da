import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { axe, launch, open } from '../support/browser.mjs';
import { folder, run, sample, Service, soon } from '../support/vitrine.mjs';

async function previewed(t, text) {
  const data = folder(t);
  const file = path.join(data, 'resume.json');
  fs.writeFileSync(file, text);
  return { file, service: await Service.start(t, data, [], {}, ['preview', file]) };
}

test('the page follows the file, and stays while the file is broken', async (t) => {
  const { file, service } = await previewed(t, '{"basics":{"name":"First Name"}}');
  const browser = await launch(t);
  const { page, faults } = await open(browser, `${service.url}/`);
  assert.equal(await page.locator('h1').innerText(), 'First Name');
  const shows = (name) =>
    page.waitForFunction((text) => document.querySelector('h1')?.innerText === text, name, { timeout: 5000 });
  // The page polls from its start on; it would not notice a change before its first answer.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some((one) => one.name.includes('/preview/changed')),
  );
  fs.writeFileSync(file, '{"basics":{"name":"Second Name"}}');
  await shows('Second Name');
  fs.writeFileSync(file, '{"basics":{"name":"Third Na');
  await soon(() => service.log.includes('resume.json'), 3000);
  assert.equal((await service.get('/')).status, 200);
  assert.equal(await page.locator('h1').innerText(), 'Second Name');
  // Like an editor that writes a new file and renames it over the old one
  fs.writeFileSync(`${file}.new`, '{"basics":{"name":"Third Name"}}');
  fs.renameSync(`${file}.new`, file);
  await shows('Third Name');
  assert.deepEqual(faults, []);
});

test('every language, variant and audience of the sample has an address', async (t) => {
  const { service } = await previewed(t, fs.readFileSync(sample('rich.json'), 'utf8'));
  const browser = await launch(t);
  const { page } = await open(browser, `${service.url}/preview`, { bypassCSP: true });
  assert.deepEqual(await axe(page), []);
  const links = await page.locator('main a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.equal(links.length, 3 * 4 * 4, 'audiences, variants and none, languages');
  const secrets = { recruiter: ['Petersen', '0142'], client: ['Havn Logistikk', '0142'] };
  for (const link of links) {
    const answer = await service.get(link);
    assert.equal(answer.status, 200, link);
    const text = await answer.text();
    const audience = new URL(link, service.url).searchParams.get('audience') ?? 'public';
    for (const secret of new Set(Object.values(secrets).flat())) {
      const isTheirs = (secrets[audience] ?? []).includes(secret);
      if (!isTheirs) assert.ok(!text.includes(secret), `${link} shows ${secret}`);
      else if (!link.includes('/v/') || secret === '0142') assert.ok(text.includes(secret), `${link} lacks ${secret}`);
    }
  }
  for (const wrong of ['/?audience=nobody', '/?variant=sales', '/it', '/en?audience=Recruiter']) {
    const answer = await service.get(wrong, { accept: 'text/html' });
    assert.equal(answer.status, 404, wrong);
    const text = await answer.text();
    for (const secret of Object.values(secrets).flat()) assert.ok(!text.includes(secret), wrong);
  }
});

test('what cannot be previewed is told at once', async (t) => {
  const data = folder(t);
  const file = path.join(data, 'broken.json');
  fs.writeFileSync(file, '{"basics": [}');
  const done = run(data, ['preview', file]);
  assert.equal(done.code, 1);
  assert.match(done.err, /broken\.json:1:/);
  assert.equal(run(data, ['preview', path.join(data, 'none.json')]).code, 1);
});
