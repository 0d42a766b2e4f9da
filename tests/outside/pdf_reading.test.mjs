// The fields that programs for applications find in a PDF: name, address, employers, positions, dates, complete and in
// order.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import { generated } from '../support/generated_cvs.mjs';
import { dressed, makePdf, readersMissing, readings, themes } from '../support/pdf_tools.mjs';
import { folder, sample } from '../support/vitrine.mjs';

const month = (date, language) =>
  date.length === 4
    ? date
    : new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${date.slice(0, 7)}-01`),
      );

const present = { en: 'present', de: 'heute', fr: 'aujourd’hui' };

/** The jobs of a document as a list of { name, position, period }, in the order of the page. */
function jobs(document, language) {
  const said = (object, key) => object[`${key}@${language}`] ?? object[key];
  return document.work.flatMap((entry) =>
    (entry['roles@'] ?? [entry]).map((role) => ({
      name: said(entry, 'name'),
      position: said(role, 'position'),
      period: `${month(role.startDate, language)} – ${role.endDate ? month(role.endDate, language) : present[language]}`,
    })),
  );
}

const flat = (text) => text.normalize('NFC').replace(/[\s\u00AD\u2066-\u2069\u200B]+/g, ' ');

/** The expected fields that are missing or out of order in `text`. */
function lost(text, document, language) {
  const all = flat(text);
  const { name, email, phone } = document.basics;
  const expected = { name, email, phone: document.basics['phone@for'] ? undefined : phone };
  const missing = Object.entries(expected)
    .filter(([, value]) => value && !all.includes(flat(value)))
    .map(([field, value]) => `${field} '${value}'`);
  let fields = Object.values(expected).filter(Boolean).length;
  const from = { name: 0, position: 0, period: 0 };
  let employer = '';
  for (const job of jobs(document, language)) {
    for (const field of ['name', 'position', 'period']) {
      if (field === 'name' && job.name === employer) continue; // several roles at one employer
      fields += 1;
      const at = all.indexOf(flat(job[field]), from[field]);
      if (at < 0) missing.push(`${field} '${job[field]}'${all.includes(flat(job[field])) ? ' (out of order)' : ''}`);
      else from[field] = at + 1;
    }
    employer = job.name;
  }
  return { fields, missing };
}

test('poppler, MuPDF, pdfminer.six and pypdf find every field', (t) => {
  const reason = readersMissing();
  if (reason) return t.skip(reason);
  const out = folder(t);
  const cases = [];
  const rich = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));
  for (const theme of themes) {
    for (const language of Object.keys(present))
      cases.push({ name: `rich-${theme}-${language}`, document: dressed(rich, theme), language });
  }
  for (let i = 0; i < 25; ++i) cases.push({ name: `generated-${i}`, document: generated(i), language: 'en' });
  const files = cases.map((one) => makePdf(out, one.name, one.document, ['--language', one.language]));
  const score = {};
  const losses = [];
  readings(files).forEach((texts, i) => {
    for (const [reader, text] of Object.entries(texts)) {
      const { fields, missing } = lost(text, cases[i].document, cases[i].language);
      score[reader] ??= { found: 0, fields: 0 };
      score[reader].found += fields - missing.length;
      score[reader].fields += fields;
      losses.push(...missing.map((what) => `${cases[i].name}: ${reader} lost ${what}`));
    }
  });
  for (const [reader, { found, fields }] of Object.entries(score)) {
    t.diagnostic(
      `${reader}: ${found} of ${fields} fields of ${cases.length} CVs (${((100 * found) / fields).toFixed(1)} %)`,
    );
  }
  assert.deepEqual(losses, []);
});
