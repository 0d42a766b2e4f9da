// A PDF returns its CV: when new, and after other programs have saved it again.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';

import { makePdf } from '../support/pdf_tools.mjs';
import { folder, run, sample } from '../support/vitrine.mjs';

const rich = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));

const stored = (data, file) => {
  const done = run(data, ['import', '--slug', 'back', file]);
  assert.equal(done.code, 0, done.err);
  return JSON.parse(run(data, ['export', '--slug', 'back']).out);
};

test('import, validate, pdf and build take a PDF', (t) => {
  const out = folder(t);
  const data = folder(t);
  const file = makePdf(out, 'rich', rich, ['--language', 'de', '--audience', 'public']);
  const back = stored(data, file);
  assert.equal(back.basics.label, rich.basics['label@de'] ?? rich.basics.label);
  assert.equal(JSON.stringify(back).includes('@for'), false);
  assert.match(run(data, ['validate', file]).out, /read from resume\.json in the PDF[^]*a valid CV/);
  const again = path.join(out, 'again.pdf');
  assert.equal(run(data, ['pdf', file, '-o', again]).code, 0);
  assert.deepEqual(stored(folder(t), again), back);
  assert.equal(run(data, ['build', file, '-o', path.join(out, 'site')]).code, 0);
});

test('what qpdf and MuPDF save keeps the CV', (t) => {
  const out = folder(t);
  const file = makePdf(out, 'small', { basics: { name: 'Ada Quill' }, work: [{ name: 'Nordlicht' }] });
  const back = stored(folder(t), file);
  const ways = {
    linearized: ['qpdf', '--linearize', file],
    objects: ['qpdf', '--object-streams=generate', file],
    plain: ['qpdf', '--object-streams=disable', '--stream-data=uncompress', file],
    encrypted: ['qpdf', '--encrypt', '', 'owner', '256', '--', file],
    old: ['qpdf', '--allow-weak-crypto', '--encrypt', '', 'owner', '40', '--', file],
    mupdf: ['mutool', 'clean', '-gggg', '-z', file],
  };
  let tried = 0;
  for (const [name, [program, ...args]] of Object.entries(ways)) {
    const saved = path.join(out, `${name}.pdf`);
    const done = spawnSync(program, [...args, saved]);
    if (done.error) {
      t.diagnostic(`${name} is not tried: there is no ${program}`);
      continue;
    }
    tried += 1;
    assert.deepEqual(stored(folder(t), saved), back, name);
  }
  const locked = path.join(out, 'locked.pdf');
  if (!spawnSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', file, locked]).error) {
    assert.match(run(folder(t), ['import', locked]).err, /opens only with a password; save it without one/);
  }
  if (tried === 0) t.skip('neither qpdf nor mutool is there');
});

test('a PDF without its source, a broken one and one that swells are refused with what to do', (t) => {
  const out = folder(t);
  const file = makePdf(out, 'small', { basics: { name: 'Ada Quill' } });
  const bytes = fs.readFileSync(file);
  const write = (name, content) => {
    fs.writeFileSync(path.join(out, name), content);
    return path.join(out, name);
  };
  const swollen = zlib.deflateSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
  const bomb = Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj\n<</Type /Catalog /AF [3 0 R]>>\nendobj\n3 0 obj\n<</Type /Filespec /F (a) /EF <</F 4 0 R>> >>\nendobj\n4 0 obj\n<</Filter /FlateDecode /Length ${swollen.length}>>\nstream\n`,
    ),
    swollen,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R /Size 5>>\n%%EOF\n'),
  ]);
  for (const [name, content] of [
    ['half', bytes.subarray(0, bytes.length / 2)],
    ['head', '%PDF-1.7\n'],
    ['bomb', bomb],
  ]) {
    const done = run(folder(t), ['import', write(`${name}.pdf`, content)]);
    assert.equal(done.code, 1, `${name}: ${done.err}`);
    assert.match(done.err, /carries no CV|is damaged/, name);
  }
});
