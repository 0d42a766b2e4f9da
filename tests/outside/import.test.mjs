// Import from LinkedIn's export, Europass and FRESH, through all commands and the API.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Person } from '../support/account.mjs';
import { folder, root, run, sample, Service, soon } from '../support/vitrine.mjs';

const foreign = (name) => path.join(root, 'samples/import', name);
const tables = ['Profile', 'Positions', 'Skills'].map((name) => foreign(`linkedin/${name}.csv`));
const archive = path.join(root, 'tests/corpus/intake/export.zip');

function imported(t, ...words) {
  const data = folder(t);
  const done = run(data, ['import', '--slug', 'x', ...words]);
  assert.equal(done.code, 0, done.err);
  return { ...done, cv: JSON.parse(run(data, ['export', '--slug', 'x']).out) };
}

test('the tables of a LinkedIn export are one CV: as an archive, as files, as a folder', (t) => {
  const whole = imported(t, archive);
  assert.equal(whole.cv.basics.name, 'Nils Okoro-Berg');
  assert.deepEqual(
    whole.cv.work.map((entry) => entry.startDate),
    ['2019-03', '2012-09'],
  );
  assert.deepEqual(whole.cv.work[0].highlights, ['Six people', '"Oak" line']);
  assert.match(
    whole.err,
    /converted from LinkedIn; not carried over:\n {2}\/Profile\/0\/Industry: .*\n {2}\/Connections\.csv: not part of a profile\n$/,
  );
  assert.doesNotMatch(JSON.stringify(whole.cv), /Ulla/);
  assert.deepEqual(imported(t, ...tables).cv, whole.cv);
  assert.deepEqual(imported(t, ...tables.toReversed()).cv.work, whole.cv.work);
  assert.deepEqual(imported(t, foreign('linkedin')).cv, whole.cv);
  assert.equal(imported(t, tables[1]).cv.work.length, 2);
});

test('tables beside another CV are two CVs', (t) => {
  const data = folder(t);
  const done = run(data, ['import', tables[0], sample('minimal.json'), tables[1]]);
  assert.equal(done.code, 0, done.err);
  assert.equal(run(data, ['list']).out.trim().split('\n').length, 2);
  assert.equal(run(data, ['import', '--slug', 'x', tables[0], sample('minimal.json')]).code, 2);
});

test('Europass and FRESH come in', (t) => {
  const german = imported(t, foreign('europass.xml'));
  assert.equal(german.cv.basics.name, 'Ada Probst');
  assert.equal(german.cv.languages[0].fluency, 'Muttersprache');
  const portal = imported(t, foreign('europass-portal.xml'));
  assert.equal(portal.cv.work[0].position, 'Senior Engineer');
  const fresh = imported(t, foreign('fresh.json'));
  assert.equal(fresh.cv.work[0].name, 'Vannverk');
  assert.match(fresh.err, /converted from FRESH; not carried over:\n {2}\/employment\/history\/1\/keywords: /);
});

test('a Word file comes in, and what has no section is told', (t) => {
  const { cv, err } = imported(t, foreign('word.docx'));
  assert.equal(cv.basics.label, 'Orgelbauerin');
  assert.equal(cv.basics.summary, 'Baut und **restauriert** Orgeln.');
  assert.deepEqual(cv.work[0].highlights, [
    'Leitet drei Leute\n\n- Pfeifen und Windladen',
    'Zwölf Instrumente restauriert',
  ]);
  assert.deepEqual(
    cv.work.map((entry) => [entry.name, entry.startDate, entry.endDate]),
    [
      ['Orgelbau Thalheim GmbH', '2018-04', undefined],
      ['Werkstatt Lindner', '2012-09', '2018-03'],
    ],
  );
  assert.equal(cv.education[0].score, '1,4');
  assert.deepEqual(cv.skills, [{ name: 'Holz', keywords: ['Eiche', 'Fichte'] }]);
  assert.equal(cv.projects[0].name, 'Gesellenreise');
  assert.match(
    err,
    /converted from Word; not carried over:\n {2}\/docx\/paragraphs\/\d+: JSON Resume has no section “Gesellenreise”; /,
  );
});

test('the Word file of a CV comes back as that CV', (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'mira', sample('rich.json')]).code, 0);
  const before = JSON.parse(run(data, ['export', '--slug', 'mira', '--format', 'json']).out);
  const file = path.join(data, 'mira.docx');
  assert.equal(run(data, ['export', '--slug', 'mira', '--format', 'docx', '-o', file]).code, 0);
  const { cv, err } = imported(t, file);
  assert.match(err, /all of it is carried over/);
  for (const key of Object.keys(before).filter((key) => key !== '$schema' && key !== 'meta'))
    assert.deepEqual(cv[key], before[key], key);
});

test('every command that reads a CV reads those of other programs', (t) => {
  const data = folder(t);
  for (const file of [
    archive,
    foreign('linkedin'),
    tables[0],
    foreign('europass.xml'),
    foreign('fresh.json'),
    foreign('word.docx'),
  ]) {
    const valid = run(data, ['validate', file]);
    assert.equal(valid.code, 0, valid.out);
    assert.match(valid.out, /: a valid CV\n$/);
    const pdf = path.join(data, 'out.pdf');
    assert.equal(run(data, ['pdf', file, '-o', pdf]).code, 0);
    assert.ok(fs.statSync(pdf).size > 1000);
    const site = fs.mkdtempSync(path.join(data, 'site-'));
    assert.equal(run(data, ['build', file, '--out', path.join(site, 'out')]).code, 0);
    assert.match(fs.readFileSync(path.join(site, 'out/index.html'), 'utf8'), /<h1/);
  }
  const together = run(data, ['validate', ...tables]);
  assert.equal(together.out.match(/a valid CV/g).length, 1);
});

test('what cannot be read is told in words', (t) => {
  const data = folder(t);
  const write = (name, bytes) => {
    const file = path.join(data, name);
    fs.writeFileSync(file, bytes);
    return file;
  };
  const zip = fs.readFileSync(archive);
  for (const [file, expected] of [
    [write('cut.zip', zip.subarray(0, 300)), /cut\.zip: the ZIP archive is damaged; download or pack it once more/],
    [write('page.xml', '<html><p>CV</p></html>'), /page\.xml: this is a web page; export the CV as a file/],
    [
      write('Connections.csv', 'First Name,Last Name,Connected On\nUlla,Somebody,Mar 2020\n'),
      /this table is none of those that LinkedIn exports/,
    ],
    [
      write('cut.xml', '<SkillsPassport>\n<LearnerInfo>'),
      /cut\.xml: it begins like XML and cannot be read as that: line 2/,
    ],
    [
      write('laughs.xml', '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><SkillsPassport>&y;</SkillsPassport>'),
      /defines entities/,
    ],
    [
      write('old.doc', Buffer.from('d0cf11e0a1b11ae100', 'hex')),
      /old\.doc: this is a file of an old Word \(\.doc\); open it where it was written and save or export it as \.docx first/,
    ],
    [write('rich.rtf', '{\\rtf1 CV}'), /rich\.rtf: this is a rich text file \(\.rtf\)/],
    [
      write('cut.docx', fs.readFileSync(foreign('word.docx')).subarray(0, 900)),
      /cut\.docx: the ZIP archive is damaged/,
    ],
    [data, /is a folder; name a file, or the folder of an unpacked LinkedIn export/],
  ]) {
    const done = run(data, ['import', file]);
    assert.equal(done.code, 1, file);
    assert.match(done.err, expected);
    assert.equal(run(data, ['validate', file]).code, 1, file);
  }
});

test('the API converts bytes of any kind', async (t) => {
  const data = folder(t);
  const service = await Service.start(t, data);
  const owner = await Person.signIn(service, data);
  for (const [file, type, name] of [
    [archive, 'application/zip', 'Nils Okoro-Berg'],
    [tables[0], 'text/csv', 'Nils Okoro-Berg'],
    [foreign('europass.xml'), 'application/xml', 'Ada Probst'],
    [foreign('fresh.json'), 'application/json', 'Tove Aalberg'],
    [foreign('word.docx'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Lena Varga'],
  ]) {
    const answer = await owner.expect(200, 'POST', '/api/v1/convert', {
      body: fs.readFileSync(file),
      headers: { 'content-type': type },
    });
    assert.equal(answer.document.basics.name, name);
  }
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Name\nTöpfern\n', 'utf16le')]);
  const skills = await owner.expect(200, 'POST', '/api/v1/convert', {
    body: utf16,
    headers: { 'content-type': 'text/csv' },
  });
  assert.deepEqual(skills.document.skills, [{ name: 'Töpfern' }]);
  const damaged = await owner.expect(422, 'POST', '/api/v1/convert', {
    body: fs.readFileSync(archive).subarray(0, 200),
    headers: { 'content-type': 'application/zip' },
  });
  assert.match(damaged.detail, /damaged/);
  // The reason of a refusal is in German for people who prefer that.
  const german = async (body, type, language = 'de') =>
    (
      await owner.expect(422, 'POST', '/api/v1/convert', {
        body,
        headers: { 'content-type': type, 'accept-language': language },
      })
    ).detail;
  for (const [body, type, words] of [
    [fs.readFileSync(archive).subarray(0, 200), 'application/zip', /^Das ZIP-Archiv ist beschädigt/],
    ['<?xml version="1.0"?><html><body>x</body></html>', 'application/xml', /^Das ist eine Webseite/],
    ['<?xml version="1.0"?><a/>', 'application/xml', /^Dieses XML ist nicht von Europass/],
    ['{\\rtf1\\ansi x}', 'application/octet-stream', /^Das ist eine Rich-Text-Datei/],
    ['\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'application/octet-stream', /^Das ist eine Datei eines alten Word/],
    ['%PDF-1.4\n%%EOF\n', 'application/pdf', /^Das PDF ist beschädigt/],
    ['A,B,C\n1,2,3\n4,5,6\n', 'text/csv', /^Diese Tabelle ist keine/],
  ])
    assert.match(await german(Buffer.from(body, 'latin1'), type), words);
  assert.match(await german('<?xml version="1.0"?><a/>', 'application/xml', 'fr'), /^this XML is not of Europass/);
});

test('the preview of another program’s file follows its changes', async (t) => {
  const data = folder(t);
  const file = path.join(data, 'cv.xml');
  const text = fs.readFileSync(foreign('europass.xml'), 'utf8');
  fs.writeFileSync(file, text);
  const service = await Service.start(t, data, [], {}, ['preview', file]);
  const page = async () => (await service.get('/')).text();
  assert.match(await page(), /Ada Probst/);
  fs.writeFileSync(file, text.replace('Probst', 'Newname'));
  await soon(async () => (await page()).includes('Ada Newname'), 5000);
  const exported = await Service.start(t, data, [], {}, ['preview', foreign('linkedin')]);
  assert.match(await (await exported.get('/')).text(), /Nils Okoro-Berg/);
});
