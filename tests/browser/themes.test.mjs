import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { axe, launch, open } from '../support/browser.mjs';
import { themed } from '../support/documents.mjs';
import { print } from '../support/paper.mjs';
import { difference } from '../support/pictures.mjs';
import { folder, root, run, Service } from '../support/vitrine.mjs';

const themes = fs.readdirSync(path.join(root, 'src/render/assets/themes'));

/** No entry is current, so that no duration grows from one day to the next. */
function ended(document) {
  for (const section of ['work', 'projects', 'volunteer']) {
    for (const entry of document[section]) entry.endDate ??= '2026-06';
  }
  return document;
}

async function withThemes(t) {
  const data = folder(t);
  const add = (slug, document) => {
    const done = run(data, ['import', '--slug', slug, '-'], { input: JSON.stringify(document) });
    assert.equal(done.code, 0, done.err);
  };
  for (const theme of themes) {
    add(theme, ended(structuredClone(themed(theme))));
    add(`${theme}-letter`, themed({ name: theme, page: 'Letter', accent: '#7a1fa2', font: 'serif', density: 'airy' }));
  }
  return Service.start(t, data);
}

test('there are at least five themes', () => assert.ok(themes.length >= 5, themes.join()));

test('each theme: no horizontal scroll, no error, no axe violation, in light and dark, in both directions', async (t) => {
  const service = await withThemes(t);
  const browser = await launch(t);
  for (const theme of themes) {
    const looks = [
      [`/cv/${theme}`, 'light', 360],
      [`/cv/${theme}`, 'dark', 1200],
      [`/cv/${theme}/ar`, 'light', 1200],
      [`/cv/${theme}-letter`, 'dark', 360],
    ];
    for (const [route, colorScheme, width] of looks) {
      const name = `${route} in ${colorScheme} at ${width} px`;
      const options = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true };
      const { page, faults, close } = await open(browser, service.url + route, options);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${name} scrolls ${overflow} px`);
      assert.deepEqual(await axe(page), [], name);
      assert.deepEqual(faults, [], name);
      await close();
    }
  }
});

test('each theme prints cleanly, on A4 and on Letter', async (t) => {
  const service = await withThemes(t);
  const browser = await launch(t);
  const out = folder(t);
  for (const theme of themes) {
    for (const [route, width] of [
      [`/cv/${theme}`, 595],
      [`/cv/${theme}/fr`, 595],
      [`/cv/${theme}-letter`, 612],
    ]) {
      const { page, close } = await open(browser, service.url + route);
      const file = path.join(out, 'page.pdf');
      const { pages, compared } = await print(page, file, route);
      await close();
      assert.ok(pages <= 5, `${route} takes ${pages} pages`);
      assert.ok(compared > 0, `${route}: no entry could be followed from screen to paper`);
      const size = /Page size:\s+([\d.]+) x/.exec(spawnSync('pdfinfo', [file]).stdout.toString());
      assert.ok(Math.abs(Number(size[1]) - width) < 2, `${route} is ${size[1]} points wide`);
    }
  }
});

test('each theme looks as it did', async (t) => {
  const service = await withThemes(t);
  const browser = await launch(t);
  const out = folder(t);
  const wrong = [];
  const shots = {
    wide: { viewport: { width: 1200, height: 1500 }, deviceScaleFactor: 0.5 },
    dark: { viewport: { width: 1200, height: 1500 }, deviceScaleFactor: 0.5, colorScheme: 'dark' },
    phone: { viewport: { width: 360, height: 780 } },
  };
  const seen = new Set();
  for (const theme of themes) {
    for (const [name, options] of Object.entries(shots)) {
      const { page, close } = await open(browser, `${service.url}/cv/${theme}/en`, options);
      await page.evaluate(() => document.fonts.ready);
      const picture = await page.screenshot();
      wrong.push(difference(`${theme}-${name}`, picture));
      seen.add(picture.toString('base64'));
      if (name === 'wide') {
        fs.writeFileSync(path.join(out, 'page.pdf'), await page.pdf({ preferCSSPageSize: true }));
        spawnSync('pdftoppm', [
          '-r',
          '60',
          '-png',
          '-singlefile',
          '-f',
          '1',
          path.join(out, 'page.pdf'),
          path.join(out, 'paper'),
        ]);
        wrong.push(difference(`${theme}-paper`, fs.readFileSync(path.join(out, 'paper.png'))));
      }
      await close();
    }
  }
  assert.equal(seen.size, themes.length * Object.keys(shots).length, 'no two of them are the same picture');
  assert.deepEqual(wrong.filter(Boolean), []);
});
