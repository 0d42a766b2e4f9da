// Foreign texts are printed on terminals: none may contain terminal control sequences.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { folder, run } from '../support/vitrine.mjs';

const controls = [...Array(32).keys(), 0x7f, ...Array.from({ length: 32 }, (_, i) => 0x80 + i)].map((c) =>
  String.fromCodePoint(c),
);
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const evil = (name) => `${name}\u001b[31m\u001b]0;title\u0007${controls.join('')}\u202Eend&#27;[1m&#x9b;2J&#0;`;

const text = (name) => evil(name);
const cv = () => ({
  basics: {
    name: text('name'),
    label: text('label'),
    summary: `${text('summary')}\n\n- ${text('item')}\tx`,
    email: text('email'),
    phone: text('1'),
    location: { city: text('city') },
    profiles: [{ network: text('network'), username: text('user') }],
  },
  work: [
    {
      name: text('work'),
      position: text('position'),
      summary: text('did'),
      highlights: [text('a'), text('b')],
      location: text('at'),
    },
  ],
  skills: [{ name: text('skill'), level: text('level'), keywords: [text('k')] }],
  references: [{ name: text('ref'), reference: text('said') }],
  meta: { vitrine: { titles: { work: text('title') } } },
});

test('text, Markdown, vCard and pages hold no control characters', (t) => {
  const data = folder(t);
  const file = path.join(data, 'cv.json');
  fs.writeFileSync(file, JSON.stringify(cv()));
  const imported = run(data, ['import', '--slug', 'a', file]);
  assert.equal(imported.code, 0, imported.err);
  for (const format of ['txt', 'md', 'html']) {
    const done = run(data, ['export', '--slug', 'a', '--format', format]);
    assert.equal(done.code, 0, done.err);
    const at = forbidden.exec(done.out);
    assert.equal(
      at,
      null,
      `${format}: ${JSON.stringify(done.out.slice(Math.max(0, (at?.index ?? 0) - 20), (at?.index ?? 0) + 5))}`,
    );
    for (const word of ['summary', 'item', 'position', '\u202Eend'])
      assert.ok(done.out.includes(word), `${format}: ${word}`);
  }
  const card = run(data, ['export', '--slug', 'a', '--format', 'vcf']).out.replaceAll('\r\n', '\n');
  assert.doesNotMatch(card, forbidden);
  assert.equal(run(data, ['export', '--slug', 'a', '--format', 'docx', '-o', path.join(data, 'a.docx')]).code, 0);
  assert.equal(run(data, ['export', '--slug', 'a', '--format', 'pdf', '-o', path.join(data, 'a.pdf')]).code, 0);
  // JSON loses nothing.
  assert.deepEqual(JSON.parse(run(data, ['export', '--slug', 'a']).out), cv());
});

test('what the program prints holds no control characters', (t) => {
  const data = folder(t);
  const file = path.join(data, 'c\u001b[31mv\u009b.json');
  fs.writeFileSync(
    file,
    JSON.stringify({
      basics: { name: 'A', 'x\u001b\u009b': 1, email: evil('no') },
      meta: { vitrine: { variants: { 'v\u001b': {} } } },
      work: evil('w'),
    }),
  );
  const wrong = run(data, ['validate', file]);
  assert.equal(wrong.code, 1);
  fs.writeFileSync(file, JSON.stringify({ basics: { name: 'A' } }));
  assert.equal(run(data, ['import', '--slug', 'a', file]).code, 0);
  assert.equal(run(data, ['share', 'a', '--label', evil('label').replaceAll('\0', '')]).code, 0);
  for (const done of [
    wrong,
    run(data, ['history', '--slug', 'a']),
    run(data, ['share', 'a', '--list']),
    run(data, ['validate', `${file}\u001b`]),
    run(data, ['\u001b[1m']),
    run(data, ['export', '--slug', '\u001b']),
    run(data, ['build', file, '--out', `${data}/x`, '--audience', '\u009b']),
  ]) {
    assert.doesNotMatch(done.out + done.err, forbidden);
    assert.notEqual(done.out + done.err, '');
  }
});
