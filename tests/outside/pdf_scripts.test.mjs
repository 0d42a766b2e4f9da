// PDFs of names and texts in several scripts and with emoji: poppler and qpdf find no error, and the read text equals
// the written text. Headings are read as words in every theme.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { dressed, makePdf, themes } from '../support/pdf_tools.mjs';
import { folder, program } from '../support/vitrine.mjs';

const words = [
  'سارة',
  'נעה לוי',
  'Ada Quill',
  '山田はなこ',
  '김하늘',
  'Анна',
  'Ελένη',
  '👩‍💻',
  '🇩🇪',
  '1️⃣',
  '👍🏽',
  '\u2067',
  'C++ (2015)',
];
const run = (command, args) => spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });

/** A document whose texts are mixed of several scripts, by its number. */
const mixed = (i) => {
  const word = (n) => words[(i * 7 + n * 5) % words.length];
  return {
    basics: { name: word(0), label: `${word(1)} ${word(2)}`, summary: `${word(3)} ${word(4)}, ${word(5)}.` },
    work: [{ name: word(6), position: `${word(7)} ${word(8)}`, startDate: '2020-01', highlights: [word(9)] }],
    skills: [{ name: word(10), keywords: [word(11), word(12)] }],
  };
};

test('poppler and qpdf have nothing to say about mixed scripts', (t) => {
  if (run('pdftotext', ['-v']).error || run('qpdf', ['--version']).error)
    return t.skip('poppler-utils or qpdf is not installed');
  const out = folder(t);
  for (let i = 0; i < words.length; ++i) {
    const file = makePdf(out, `mixed-${i}`, dressed(mixed(i), themes[i % themes.length]));
    for (const [command, args] of [
      ['pdftotext', [file, '-']],
      ['pdftoppm', ['-r', '30', file]],
      ['qpdf', ['--check', file]],
    ]) {
      const done = run(command, args);
      assert.equal(done.stderr, '', `${command}: ${JSON.stringify(mixed(i))}`);
      assert.equal(done.status, 0, command);
    }
    const read = run('pdftotext', [file, '-']).stdout;
    for (const emoji of words.slice(7, 11)) {
      if (JSON.stringify(mixed(i)).includes(emoji)) assert.ok(read.includes(emoji), `${emoji} in ${read}`);
    }
  }
});

test('symbols are drawn, read, and told of where no font has them', (t) => {
  if (run('pdftotext', ['-v']).error) return t.skip('poppler-utils is not installed');
  const out = folder(t);
  const symbols = [...'★☆✓✔➤☎✉→⇒•◆◇●■▪№✈❤☑✪❖❯⚙♫½‰≥∞€™✂⌘Ω'];
  const make = (highlights) => JSON.stringify({ basics: { name: 'Ada' }, work: [{ name: 'Kai', highlights }] });
  for (const theme of themes) {
    const file = makePdf(out, theme, dressed(JSON.parse(make(symbols.map((one) => `berths ${one} quays`))), theme));
    const read = run('pdftotext', [file, '-']).stdout;
    for (const one of symbols) assert.ok(read.includes(`berths ${one} quays`), `${theme}: ${one} in ${read}`);
  }
  const told = (command, ...more) =>
    spawnSync(program, [command, '-', ...more], {
      input: make(['★ fine', 'a \u{E000} b \u{10FFFD}']),
      encoding: 'utf8',
      cwd: out,
    });
  for (const done of [told('validate'), told('import', '--data', 'data'), told('pdf', '-o', 'told.pdf')]) {
    const said = done.stdout + done.stderr;
    assert.match(said, /U\+E000 \(<private use area-E000>\)/);
    assert.match(said, /U\+10FFFD/);
    assert.equal(said.match(/U\+E000 /g).length, 1, said);
    assert.doesNotMatch(said, /U\+2605/);
    assert.equal(done.status, 0);
  }
  assert.match(
    told('validate').stdout,
    /notice: \/work\/0\/highlights\/1: expected characters that a font has, found the character U\+E000/,
  );
});

test('emoji of several characters are whole among letters from right to left', (t) => {
  if (run('pdftotext', ['-v']).error) return t.skip('poppler-utils is not installed');
  const out = folder(t);
  const lines = ['נעה 👩‍💻 בנתה', '👩‍💻 שלום 👨‍👩‍👧‍👦 עולם', 'ערבית مرحبا 🇩🇪 سلام 1️⃣'];
  const document = {
    basics: { name: 'נעה 👩‍💻 לוי' },
    work: [{ name: 'נמל', highlights: lines }],
    meta: { language: 'he' },
  };
  for (const theme of themes) {
    const read = run('pdftotext', [makePdf(out, theme, dressed(document, theme)), '-']).stdout.replace(
      /[\u200E\u200F\u202A-\u202E]/g,
      '',
    );
    for (const line of [document.basics.name, ...lines]) assert.ok(read.includes(line), `${theme}: ${line} in ${read}`);
  }
});

test('headings are read as words, in every theme', (t) => {
  if (run('pdftotext', ['-v']).error || run('mutool', ['-v']).error)
    return t.skip('poppler-utils or mupdf-tools is not installed');
  const out = folder(t);
  const document = {
    basics: { name: 'Ada' },
    work: [{ name: 'Kai', position: 'Officer', startDate: '2020' }],
    education: [{ institution: 'Hall' }],
  };
  for (const theme of themes) {
    const file = makePdf(out, theme, dressed(document, theme));
    const read = {
      raw: run('pdftotext', ['-raw', file, '-']).stdout,
      layout: run('pdftotext', ['-layout', file, '-']).stdout,
      mupdf: run('mutool', ['draw', '-q', '-F', 'text', file]).stdout,
    };
    for (const [reader, text] of Object.entries(read)) {
      const lines = text.split('\n').map((line) => line.trim());
      for (const heading of ['Experience', 'Education'])
        assert.ok(lines.includes(heading), `${theme}, ${reader}: no line '${heading}' in\n${text}`);
    }
  }
});
