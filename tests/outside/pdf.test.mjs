// PDFs from the command line and from the service.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { drawnPhoto } from '../support/drawn_photo.mjs';
import { themes } from '../support/pdf_tools.mjs';
import { folder, run, sample, Service } from '../support/vitrine.mjs';

const rich = sample('rich.json');

test('vitrine pdf writes the same bytes each time', (t) => {
  const out = folder(t);
  for (const name of ['a.pdf', 'b.pdf']) {
    const made = run(out, ['pdf', rich, '-o', path.join(out, name)]);
    assert.equal(made.code, 0, made.err);
  }
  const [a, b] = ['a.pdf', 'b.pdf'].map((name) => fs.readFileSync(path.join(out, name)));
  assert.ok(a.equals(b));
  assert.ok(a.subarray(0, 8).equals(Buffer.from('%PDF-1.7')));
  const piped = run(out, ['pdf', rich, '-o', '-']);
  assert.ok(piped.bytes.equals(a));
});

test('vitrine pdf takes language, audience and page size', (t) => {
  const out = folder(t);
  const make = (...args) => {
    const made = run(out, ['pdf', rich, '-o', '-', ...args]);
    assert.equal(made.code, 0, made.err);
    return made.bytes.toString('latin1');
  };
  assert.match(make('--language', 'de'), /<rdf:li>de<\/rdf:li>/);
  assert.notEqual(make('--audience', 'recruiter'), make());
  assert.notEqual(make('--page-size', 'Letter'), make());
});

test('no line ends with the mark that parts two items', (t) => {
  const document = JSON.parse(fs.readFileSync(rich, 'utf8'));
  document.basics.profiles = Array.from({ length: 12 }, (_, i) => ({
    network: `Network ${i}`,
    username: 'x'.repeat(i + 4),
  }));
  document.skills[0].keywords = Array.from({ length: 30 }, (_, i) => `skill ${'i'.repeat(i % 7)}`);
  for (const name of themes) {
    document.meta.vitrine.theme = { name };
    const made = run(folder(t), ['pdf', '-', '-o', '-'], { input: JSON.stringify(document) });
    assert.equal(made.code, 0, made.err);
    const text = spawnSync('pdftotext', ['-layout', '-', '-'], { input: made.bytes, encoding: 'utf8' }).stdout;
    const parted = text.split('\n').filter((line) => line.includes(' · '));
    assert.ok(parted.length > 3, `${name}: ${parted.length} lines`);
    assert.deepEqual(
      text.split('\n').filter((line) => /^\s*·|·\s*$/.test(line)),
      [],
      name,
    );
  }
});

test('vitrine pdf says what is wrong, and where', (t) => {
  const out = folder(t);
  for (const [args, code, message] of [
    [[rich, '-o', '-', '--language', 'xx'], 1, /no language 'xx'; it has: en/],
    [[rich, '-o', '-', '--variant', 'nope'], 1, /no variant 'nope'/],
    [[rich, '-o', '-', '--page-size', 'A9'], 2, /A9/],
    [[path.join(out, 'missing.json'), '-o', '-'], 1, /missing\.json/],
    [[rich, '-o', path.join(out, 'no', 'such', 'folder.pdf')], 3, /cannot write/],
    [[rich], 2, /output/],
  ]) {
    const made = run(out, ['pdf', ...args]);
    assert.equal(made.code, code, `${args}: ${made.err}`);
    assert.match(made.err, message);
  }
  const long = { work: [{ name: 'x', position: 'y', summary: 'word '.repeat(5000) }] };
  const made = run(out, ['pdf', '-', '-o', '-'], { input: JSON.stringify(long) });
  assert.equal(made.code, 1);
  assert.match(made.err, /section 'Experience', \/work\/0\/summary: a paragraph of \d+ bytes/);
});

test('a photo is in the PDF, with its text; one that cannot be shown is told and left out', (t) => {
  const out = folder(t);
  const make = (image) => {
    const file = path.join(out, 'photo.pdf');
    const made = run(out, ['pdf', '-', '-o', file], {
      input: JSON.stringify({ basics: { name: 'Ada Quill', image } }),
    });
    assert.equal(made.code, 0, made.err);
    const said = (program, ...args) => spawnSync(program, [...args, file], { encoding: 'utf8' }).stdout;
    return { images: said('pdfimages', '-list'), structure: said('pdfinfo', '-struct'), err: made.err };
  };
  const shown = make(drawnPhoto());
  assert.match(shown.images, /image\s+240\s+240\s+rgb\s+3\s+8\s+jpeg/);
  assert.match(shown.structure, /Figure/);
  assert.equal(shown.err, '');
  for (const [image, why] of [
    ['https://example.com/me.jpg', /basics\.image: .*nothing is fetched/],
    ['data:image/png;base64,iVBORw0KGgo=', /basics\.image: a broken PNG/],
  ]) {
    const left = make(image);
    assert.match(left.err, why);
    assert.doesNotMatch(left.images, /jpeg/);
    assert.doesNotMatch(left.structure, /Figure/);
  }
});

test('every address of a CV has its PDF', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', rich, '--slug', 'mira']).code, 0);
  const service = await Service.start(t, data);
  for (const route of ['/cv/mira.pdf', '/cv/mira/de.pdf']) {
    const answer = await service.get(route);
    assert.equal(answer.status, 200, route);
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.match(answer.headers.get('content-disposition'), /^inline; filename="mira-(en|de)\.pdf"$/);
    assert.ok(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .equals(Buffer.from('%PDF-')),
    );
    const again = await service.get(route, { 'if-none-match': answer.headers.get('etag') });
    assert.equal(again.status, 304);
  }
  const negotiated = await service.get('/cv/mira', { accept: 'application/pdf' });
  assert.equal(negotiated.headers.get('content-type'), 'application/pdf');
});

test('a CV that cannot be laid out is told so, and others are served', async (t) => {
  const data = folder(t);
  const long = { basics: { name: 'Lang' }, work: [{ name: 'x', position: 'y', summary: 'word '.repeat(5000) }] };
  assert.equal(run(data, ['import', '-', '--slug', 'long'], { input: JSON.stringify(long) }).code, 0);
  const service = await Service.start(t, data);
  const answer = await service.get('/cv/long.pdf');
  assert.equal(answer.status, 422);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.match((await answer.json()).detail, /section 'Experience', \/work\/0\/summary: /);
  assert.match(service.log, /cannot make a file.*\/work\/0\/summary/);
  assert.equal((await service.get('/cv/long')).status, 200);
});
