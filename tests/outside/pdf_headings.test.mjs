// Section titles as programs for applications find them: each a separate line, in every theme and reader; and no word
// is joined with the date beside it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import { dressed, makePdf, readersMissing, readings, themes } from '../support/pdf_tools.mjs';
import { folder, root } from '../support/vitrine.mjs';

const languages = ['en', 'de', 'fr', 'ru'];
const words = (language) => JSON.parse(fs.readFileSync(`${root}/src/render/assets/words/${language}.json`, 'utf8'));

const document = {
  basics: { name: 'Ada Quill', label: 'Officer', email: 'ada@example.com', summary: 'Reads maps and writes reports.' },
  work: [
    {
      name: 'Harbour Office',
      position: 'Officer',
      location: 'Bergen',
      startDate: '2020-04',
      summary: 'Leads the watch.',
      highlights: ['Moved 300 berths'],
    },
    { name: 'Pilots', position: 'Clerk', startDate: '2014', endDate: '2015-02', url: 'https://example.com/pilots' },
    { name: 'Pilots', position: 'Assistant', startDate: '2011', endDate: '2014' },
  ],
  projects: [
    { name: 'Tide table', startDate: '2018', endDate: '2019', description: 'A table of tides.', keywords: ['maps'] },
  ],
  volunteer: [{ organization: 'Sea Rescue', position: 'Lookout', startDate: '2016', endDate: '2017' }],
  education: [{ institution: 'Hall', area: 'Law', studyType: 'MA', startDate: '2005', endDate: '2010' }],
  skills: [{ name: 'Charts', level: 'Expert', keywords: ['paper', 'radar'] }],
  languages: [{ language: 'Norwegian', fluency: 'C2' }],
  certificates: [{ name: 'Radio licence', issuer: 'Board', date: '2012' }],
  awards: [{ title: 'Medal', awarder: 'Town', date: '2013' }],
  publications: [{ name: 'On fog', publisher: 'Press', releaseDate: '2017' }],
  interests: [{ name: 'Knots', keywords: ['rope'] }],
  references: [{ name: 'Berit Holm', reference: 'She sees far.' }],
};
const sections = Object.keys(document).filter((key) => key !== 'basics');

/** Lines of pdf.js as { text, isTitle }: a title is a line that is completely bold or in capitals. */
const styled = (lines) =>
  lines.map((items) => {
    const text = items
      .map((item) => item.text)
      .join('')
      .trim();
    const isBold = items.every((item) => item.bold || item.text.trim() === '');
    return { text, isTitle: isBold || (text === text.toUpperCase() && text !== text.toLowerCase()) };
  });

/** The sections of a CV, as found by a program that searches known titles by their look: name → its lines. */
function found(lines, known) {
  const out = new Map();
  let current;
  for (const { text, isTitle } of styled(lines)) {
    const name = isTitle ? known.get(text.toLowerCase()) : undefined;
    if (name) out.set((current = name), []);
    else if (current) out.get(current).push(text);
  }
  return out;
}

test('each title is a line of its own, and no word is joined with a date', (t) => {
  const reason = readersMissing();
  if (reason) return t.skip(reason);
  const out = folder(t);
  const cases = themes.flatMap((theme) => languages.map((language) => ({ theme, language })));
  const files = cases.map(({ theme, language }) => {
    const dressedIn = dressed({ ...document, meta: { language } }, theme);
    return makePdf(out, `${theme}-${language}`, dressedIn);
  });
  const score = {};
  const wrong = [];
  readings(files, ['raw', 'layout', 'pdfjs']).forEach(({ pdfjs, ...texts }, i) => {
    const { theme, language } = cases[i];
    const titles = words(language);
    texts.pdfjs = styled(pdfjs)
      .map(({ text }) => text)
      .join('\n');
    const count = (reader, number) => {
      score[reader] ??= { found: 0, all: 0 };
      score[reader].found += number;
      score[reader].all += sections.length;
    };
    for (const [reader, text] of Object.entries(texts)) {
      const lines = text.split('\n').map((line) => line.trim());
      // In a layout with columns, a line contains both sides.
      const isAlone = (title) =>
        lines.includes(title) ||
        (reader === 'layout' && theme === 'sidebar' && lines.some((line) => line.split(/ {2,}/).includes(title)));
      const missing = sections.filter((name) => !isAlone(titles[name]));
      count(reader, sections.length - missing.length);
      wrong.push(...missing.map((name) => `${theme}, ${language}, ${reader}: no line '${titles[name]}'`));
      for (const [glued] of text.matchAll(/\S*(\p{L}(19|20)\d\d|(19|20)\d\d\p{L})\S*/gu))
        wrong.push(`${theme}, ${language}, ${reader}: '${glued}'`);
    }
    const known = new Map(sections.map((name) => [titles[name].toLowerCase(), name]));
    const parts = found(pdfjs, known);
    count('finder', parts.size);
    const first = { work: 'Officer', education: 'Law', skills: 'Charts', references: 'Berit Holm' };
    for (const name of sections) {
      if (!parts.has(name)) wrong.push(`${theme}, ${language}: the finder sees no section ${name}`);
      else if (first[name] && !parts.get(name).slice(0, 2).join(' ').includes(first[name]))
        wrong.push(`${theme}, ${language}: ${name} begins with '${parts.get(name)[0]}'`);
    }
  });
  for (const [reader, { found: seen, all }] of Object.entries(score))
    t.diagnostic(`${reader}: ${seen} of ${all} titles (${((100 * seen) / all).toFixed(1)} %)`);
  assert.deepEqual(wrong, []);
});
