import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { axe, launch, open } from '../support/browser.mjs';
import { documents } from '../support/documents.mjs';
import { print } from '../support/paper.mjs';
import { folder, run, Service } from '../support/vitrine.mjs';

/** A service with every document, each under its name. */
async function withAll(t) {
  const data = folder(t);
  for (const [name, document] of Object.entries(documents)) {
    const done = run(data, ['import', '--slug', name, '-'], { input: JSON.stringify(document) });
    assert.equal(done.code, 0, done.err);
  }
  return Service.start(t, data, ['--home', 'rich']);
}

const routes = ['/', '/de', '/ar', ...Object.keys(documents).map((name) => `/cv/${name}`)];

test('no horizontal scroll, no error, no other host, at each width', async (t) => {
  const service = await withAll(t);
  const browser = await launch(t);
  for (const route of routes) {
    for (const width of [320, 360, 768, 1440]) {
      const { page, faults, close } = await open(browser, service.url + route, { viewport: { width, height: 900 } });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${route} at ${width} px scrolls ${overflow} px`);
      assert.deepEqual(faults, [], `${route} at ${width} px`);
      await close();
    }
  }
});

test('no axe violation in light and dark', async (t) => {
  const service = await withAll(t);
  const browser = await launch(t);
  for (const route of [...routes, '/cv/nobody']) {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [360, 1440]) {
        const options = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true };
        const { page, close } = await open(browser, service.url + route, options);
        assert.deepEqual(await axe(page), [], `${route} in ${colorScheme} at ${width} px`);
        await close();
      }
    }
  }
});

test('an empty store’s page and an error’s page are sound too', async (t) => {
  const service = await Service.start(t, folder(t));
  const browser = await launch(t);
  for (const colorScheme of ['light', 'dark']) {
    const options = { colorScheme, viewport: { width: 360, height: 900 }, bypassCSP: true };
    for (const route of ['/', '/cv/nobody']) {
      const { page, close } = await open(browser, service.url + route, options);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
      assert.deepEqual(await axe(page), [], route);
      await close();
    }
  }
});

test('hostile text is text', async (t) => {
  const service = await withAll(t);
  const browser = await launch(t);
  const { page, faults } = await open(browser, `${service.url}/cv/markup`);
  page.on('dialog', () => faults.push('a dialog opened'));
  assert.equal(await page.locator('script:not([type="application/ld+json"])').count(), 0);
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.locator('[href^="javascript:"]').count(), 0);
  assert.match(await page.locator('h1').innerText(), /<script>alert\(1\)<\/script>/);
  assert.deepEqual(faults, []);
});

test('every link can be reached by keyboard, and shows that it has the focus', async (t) => {
  const service = await withAll(t);
  const browser = await launch(t);
  const { page } = await open(browser, `${service.url}/`);
  const links = await page.locator('a').count();
  const reached = new Set();
  for (let i = 0; i < links; ++i) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return {
        tag: document.activeElement.tagName,
        href: document.activeElement.href,
        outline: style.outlineStyle,
        width: style.outlineWidth,
      };
    });
    assert.equal(focus.tag, 'A');
    assert.equal(focus.outline, 'solid');
    assert.notEqual(focus.width, '0px');
    reached.add(focus.href);
  }
  const hrefs = await page.evaluate(() => [...document.links].map((link) => link.href));
  assert.deepEqual(new Set(hrefs), reached);
});

test('right-to-left pages are mirrored', async (t) => {
  const service = await withAll(t);
  const browser = await launch(t);
  const { page } = await open(browser, `${service.url}/cv/arabic`, { viewport: { width: 1440, height: 900 } });
  const box = async (selector) => page.locator(selector).first().boundingBox();
  const when = await box('.entry > .when');
  const what = await box('.entry > .what');
  assert.ok(when.x > what.x, 'dates stand to the right of what happened');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
});

test('pages print whole: all the text, no heading left alone', async (t) => {
  const service = await withAll(t);
  const browser = await launch(t);
  const out = folder(t);
  for (const [route, most] of [
    ['/', 3],
    ['/de', 4],
    ['/cv/minimal', 1],
    ['/cv/bare', 1],
    ['/cv/many', 40],
  ]) {
    const { page, close } = await open(browser, service.url + route);
    const { pages } = await print(page, path.join(out, 'page.pdf'), route);
    await close();
    assert.ok(pages <= most, `${route} takes ${pages} pages`);
  }
});
