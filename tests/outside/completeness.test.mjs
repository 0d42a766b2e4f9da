// What is written is what is read: every word of a CV in every format and theme, and the same durations everywhere.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { dressed, makePdf, themes } from '../support/pdf_tools.mjs';
import { have } from '../support/tools.mjs';
import { folder, run, sample, Service } from '../support/vitrine.mjs';

const word = (() => {
  let number = 0;
  const alphabets = ['abcdefghij', 'бвгджзклмн', 'αβγδεζηθικ'];
  return () => {
    number += 1;
    const letters = [...alphabets[number % alphabets.length]];
    return `Q${[...String(number)].map((digit) => letters[Number(digit)]).join('')}Q`;
  };
})();

/** An entry of each shape that people write: whole, and with each of its fields alone. */
function entries(fields, lists = []) {
  const whole = () => Object.fromEntries([...fields.map((name) => [name, name === 'url' ? `https://example.com/${word()}` : word()]), ...lists.map((name) => [name, [word(), word()]])]);
  const [one, two, three] = [whole(), whole(), whole()];
  const named = fields.find((name) => /^(organization|institution|awarder|issuer|publisher|entity)$/.test(name)) ?? fields[0];
  two[named] = one[named]; // neighbours of one organisation
  three[named] = one[named];
  two.endDate = '2011-02';
  three.startDate = '2009';
  return [one, two, three, ...Object.entries(whole()).map(([name, value]) => ({ [name]: value }))];
}

const document = () => ({
  basics: {
    name: word(), label: word(), email: `${word()}@example.com`, phone: `+47 22 ${word()}`, url: `https://example.com/${word()}`, summary: `**${word()}** [${word()}](https://example.com/)`,
    location: { address: word(), postalCode: word(), city: word(), region: word() },
    profiles: [{ network: word(), username: word(), url: 'https://example.com/u' }, { network: word() }, { username: word() }, { url: `https://example.com/${word()}` }],
  },
  work: entries(['name', 'position', 'url', 'location', 'description', 'summary'], ['highlights']),
  projects: entries(['name', 'description', 'entity', 'type', 'url'], ['highlights', 'keywords', 'roles']),
  volunteer: entries(['organization', 'position', 'url', 'summary'], ['highlights']),
  education: entries(['institution', 'area', 'studyType', 'score', 'url'], ['courses']),
  skills: entries(['name', 'level'], ['keywords']),
  languages: entries(['language', 'fluency']),
  certificates: entries(['name', 'issuer', 'url']),
  awards: entries(['title', 'awarder', 'summary']),
  publications: entries(['name', 'publisher', 'url', 'summary']),
  interests: entries(['name'], ['keywords']),
  references: entries(['name', 'reference']),
});

const words = (text) => new Set(text.match(/Q[\p{L}]+Q/gu));
const together = (text) => text.replace(/[\s\u200B-\u200F\u2066-\u2069]/g, '');

test('every word is in every format and theme', (t) => {
  if (!have(t, 'pdftotext', 'pdfinfo', 'unzip')) return;
  const cv = document();
  const expected = words(JSON.stringify(cv));
  assert.ok(expected.size > 200);
  const lost = [];
  for (const theme of themes) {
    const out = folder(t);
    const file = path.join(out, 'cv.json');
    fs.writeFileSync(file, JSON.stringify(dressed(cv, theme)));
    const built = run(out, ['build', file, '--out', path.join(out, 'site')]);
    assert.equal(built.code, 0, built.err);
    const read = (name) => fs.readFileSync(path.join(out, 'site', name), 'utf8');
    const html = read('index.html');
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]).join(' ');
    const pdf = makePdf(out, 'cv', dressed(cv, theme));
    const hidden = spawnSync('pdfinfo', ['-url', pdf], { encoding: 'utf8' }).stdout;
    const texts = {
      html: html.slice(html.indexOf('<main'), html.indexOf('</main>')).replace(/<[^>]*>/g, '') + links,
      pdf: spawnSync('pdftotext', [pdf, '-'], { encoding: 'utf8' }).stdout + decodeURI(hidden),
      txt: read('resume.txt'),
      md: read('resume.md'),
      json: read('resume.json'),
      docx: spawnSync('unzip', ['-p', path.join(out, 'site', 'resume.docx')], { encoding: 'utf8' }).stdout,
    };
    for (const [format, text] of Object.entries(texts)) {
      const all = together(text);
      lost.push(...[...expected].filter((one) => !all.includes(one)).map((one) => `${theme}, ${format}: ${one}`));
    }
  }
  assert.deepEqual(lost, []);
});

/** The durations of the CV's skills in a text. */
const durations = (text) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').match(/\b\d+ (years?|months?)(?= · )/g).sort();

test('all commands and formats count to the same day', async (t) => {
  if (!have(t, 'pdftotext')) return;
  const data = folder(t);
  const file = sample('rich.json');
  assert.equal(run(data, ['import', '--slug', 'rich', file]).code, 0);
  const service = await Service.start(t, data);
  const pdf_text = (bytes) => spawnSync('pdftotext', ['-raw', '-', '-'], { input: bytes, encoding: 'utf8' }).stdout;
  const served = async (suffix) => Buffer.from(await (await service.get(`/cv/rich${suffix}`)).arrayBuffer());
  const site = path.join(data, 'site');
  assert.equal(run(data, ['build', file, '--out', site]).code, 0);
  const exported = (format) => run(data, ['export', '--slug', 'rich', '--format', format]).bytes;
  const expected = durations((await served('')).toString());
  assert.ok(expected.length > 2, String(expected));
  const texts = {
    'served text': (await served('.txt')).toString(),
    'served Markdown': (await served('.md')).toString(),
    'served PDF': pdf_text(await served('.pdf')),
    'exported page': exported('html').toString(),
    'exported PDF': pdf_text(exported('pdf')),
    'built page': fs.readFileSync(path.join(site, 'index.html'), 'utf8'),
    'built PDF': pdf_text(fs.readFileSync(path.join(site, 'resume.pdf'))),
    'vitrine pdf': pdf_text(run(data, ['pdf', file, '-o', '-']).bytes),
  };
  for (const [name, text] of Object.entries(texts)) assert.deepEqual(durations(text), expected, name);
  const at = (epoch) => durations(pdf_text(run(data, ['pdf', file, '-o', '-'], { env: { SOURCE_DATE_EPOCH: epoch } }).bytes));
  assert.notDeepEqual(at('2524608000'), expected); // in 2050
});

test('pages of the service speak the language of the page and lead home', async (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data);
  const page = async (route, languages = 'en') => (await service.get(route, { accept: 'text/html', 'accept-language': languages })).text();
  const german = await page('/de');
  assert.match(german, />Nur Text<\/a>/);
  assert.match(german, />QR-Code<\/a>/);
  assert.match(await page('/'), />Plain text<\/a>/);
  for (const [route, title] of [
    ['/nope', 'There is no such page'],
    ['/faq', 'There is no such page'],
    ['/cv/rich/nope.pdf', 'There is no such page'],
    ['/cv/rich/es', 'Not in this language'],
    ['/v/nope', 'No such variant'],
    ['/a/b/c', 'There is no such page'],
  ]) {
    const failed = await page(route);
    assert.ok(failed.includes(`<h1>${title}</h1>`), `${route}: ${failed}`);
    assert.match(failed, /<a href="\/">To the start page<\/a>/);
    const translated = await page(route, 'de');
    assert.match(translated, /<html lang="de"/, route);
    assert.match(translated, /<a href="\/">Zur Startseite<\/a>/);
    assert.ok(!translated.includes('{0}'), route);
  }
  assert.match(await page('/v/nope/de'), /<html lang="de"/);
});
