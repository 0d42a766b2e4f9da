// Tests the page about the service in a browser: in both languages, on a phone, in dark mode.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe, launch, open } from '../support/browser.mjs';
import { folder, Service } from '../support/vitrine.mjs';

for (const [locale, title, heading, other] of [
  ['en-GB', 'About this project', 'The way of a request', 'Deutsch'],
  ['de-DE', 'Über dieses Projekt', 'Der Weg einer Anfrage', 'English'],
]) {
  test(`/about for ${locale}`, async (t) => {
    const service = await Service.start(t, folder(t));
    const browser = await launch(t);
    for (const options of [{}, { viewport: { width: 360, height: 700 } }, { colorScheme: 'dark' }]) {
      const { page, faults } = await open(browser, `${service.url}/about`, { locale, bypassCSP: true, ...options });
      assert.equal(await page.title(), title);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      await page.getByRole('heading', { name: heading }).waitFor();
      const diagram = page.getByRole('img');
      assert.ok(
        await diagram.evaluate((image) => image.complete && image.naturalWidth > 0 && image.clientHeight > 150),
        'the diagram is there',
      );
      assert.match(await diagram.getAttribute('alt'), /Route 53.*DynamoDB.*CodePipeline/s);
      assert.deepEqual(await axe(page), []);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(wide, 0, 'the page does not scroll sideways');
      await page.getByRole('link', { name: other }).click();
      await page.waitForURL('**/about/*');
      assert.notEqual(await page.title(), title);
      assert.deepEqual(faults, []);
      await page.context().close();
    }
  });
}

test('under its own policy the page and the drawing keep their looks', async (t) => {
  const service = await Service.start(t, folder(t));
  const browser = await launch(t);
  const { page, faults } = await open(browser, `${service.url}/about/en`);
  await page.getByRole('link', { name: 'Diagram in full size' }).click();
  await page.waitForURL('**/infrastructure.en.svg');
  const fill = await page.evaluate(() => getComputedStyle(document.querySelector('.box')).fill);
  assert.notEqual(fill, 'rgb(0, 0, 0)', 'the drawing has its style sheet');
  assert.deepEqual(faults, []);
});
