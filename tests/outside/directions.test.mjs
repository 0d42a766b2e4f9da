// A paragraph of the other direction than its page, names in another script, and languages without section titles.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { dressed, makePdf, themes } from '../support/pdf_tools.mjs';
import { have } from '../support/tools.mjs';
import { folder, run } from '../support/vitrine.mjs';

const hebrew = 'הובלתי צוות של מפתחים ב־C++.';
const document = {
  basics: { name: 'Noa Levi', summary: `Builds quays.\n\n${hebrew}\n\n- one\n- ${hebrew}` },
  work: [
    {
      name: 'מיקרוסופט',
      position: 'Engineer',
      location: 'תל אביב',
      startDate: '2020',
      highlights: ['Led a team.', hebrew],
    },
  ],
  skills: [{ name: 'שפות', level: 'C2', keywords: ['C++', 'עברית'] }],
  meta: { language: 'en' },
};

test('a Hebrew paragraph of an English CV begins at the right, in each format', (t) => {
  if (!have(t, 'unzip')) return;
  const out = folder(t);
  fs.writeFileSync(path.join(out, 'cv.json'), JSON.stringify(document));
  assert.equal(run(out, ['build', path.join(out, 'cv.json'), '--out', path.join(out, 'site')]).code, 0);
  const read = (name) => fs.readFileSync(path.join(out, 'site', name), 'utf8');
  const html = read('index.html');
  assert.ok(html.includes('<p dir="ltr">Builds quays.</p>'));
  assert.ok(html.includes(`<p dir="rtl">${hebrew}</p>`));
  assert.equal(html.split(`<li dir="rtl">${hebrew}</li>`).length, 3);
  assert.ok(html.includes('<li>Led a team.</li>'));
  const word = spawnSync('unzip', ['-p', path.join(out, 'site', 'resume.docx'), 'word/document.xml'], {
    encoding: 'utf8',
  }).stdout;
  const turned = word.split('<w:p>').filter((one) => one.includes('<w:bidi/>'));
  assert.equal(turned.length, 3);
  for (const one of turned) assert.ok(one.includes('הובלתי'), one);
});

test('parts of a line of plain text and Markdown keep their places', (t) => {
  const out = folder(t);
  fs.writeFileSync(path.join(out, 'cv.json'), JSON.stringify(document));
  assert.equal(run(out, ['build', path.join(out, 'cv.json'), '--out', path.join(out, 'site')]).code, 0);
  const lines = (name) => fs.readFileSync(path.join(out, 'site', name), 'utf8').split('\n');
  const apart = (text) => `\u2068${text}\u2069`;
  assert.ok(lines('resume.txt').includes(`Engineer, ${apart('מיקרוסופט')}`));
  assert.ok(lines('resume.txt').includes(`2020 – present | ${apart('תל אביב')}`));
  assert.ok(lines('resume.txt').includes(`- ${hebrew}`), 'a line in one piece has no marks');
  assert.ok(lines('resume.md').includes(`### Engineer, ${apart('מיקרוסופט')}`));
  assert.ok(lines('resume.md').includes(`- **${apart('שפות')}** – C2; C++, ${apart('עברית')}`));
});

test('a Hebrew paragraph in a PDF ends at the right edge, with its mark there', (t) => {
  if (!have(t, 'pdftotext')) return;
  const out = folder(t);
  for (const theme of themes) {
    const boxes = spawnSync('pdftotext', ['-bbox', makePdf(out, theme, dressed(document, theme)), '-'], {
      encoding: 'utf8',
    }).stdout;
    const words = [...boxes.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]+)</g)].map(
      ([, x, y, end, text]) => ({ x: Number(x), y: Number(y), end: Number(end), text }),
    );
    const first = words.filter(({ text }) => text.includes('הובלתי') || text.includes('יתלבוה'));
    assert.equal(first.length, 3, theme);
    const [paragraph, ...items] = first;
    const edge = Math.max(...words.map(({ end }) => end));
    assert.ok(edge - paragraph.end < 1.5, `${theme}: the paragraph ends at ${paragraph.end} of ${edge}`);
    const english = words.find(({ text }) => text === 'Builds');
    assert.ok(english.x < paragraph.x, theme);
    for (const item of items) {
      const mark = words.find(({ text, y, x }) => text === '•' && Math.abs(y - item.y) < 6 && x > item.end);
      assert.ok(mark, `${theme}: no mark at the right of ${JSON.stringify(item)}`);
    }
  }
});

test('languages without words for sections are told, others not', (t) => {
  const out = folder(t);
  const said = (language, more = {}) => {
    fs.writeFileSync(
      path.join(out, 'cv.json'),
      JSON.stringify({ basics: { name: 'A' }, work: [{ name: 'B' }], meta: { language, ...more } }),
    );
    return run(out, ['validate', path.join(out, 'cv.json')]).out;
  };
  assert.match(
    said('sv'),
    /notice: \/meta: expected a language that section titles are known in, found "sv"; titles such as "Experience" are English there; write titles of your own under "titles" in meta\.vitrine/,
  );
  for (const language of ['en', 'de-AT', 'fa', 'uk', 'el', 'hi', 'th'])
    assert.doesNotMatch(said(language), /section titles/, language);
  assert.doesNotMatch(said('sv', { vitrine: { titles: { work: 'Arbete' } } }), /section titles/);
});
