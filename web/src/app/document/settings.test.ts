import fs from 'node:fs';

import { json, parseObject, type JsonObject } from '../json/lossless-json';
import { audiences, languages, sectionOrder, themeOf, untranslated, variants, withoutLanguage } from './settings';
import { put } from './tree';

const sample = parseObject(fs.readFileSync('../samples/rich.json', 'utf8'));

test('the sample says what it has', () => {
  expect(languages(sample)).toEqual(['en', 'de', 'fr', 'ar']);
  expect(audiences(sample)).toEqual(['recruiter', 'client']);
  expect(variants(sample)).toEqual(['systems', 'lead', 'teaching']);
});

test('audiences come from restrictions as well; "for" and "in" are no languages', () => {
  const document = json({
    basics: { 'phone@for': ['friends'], '@for': ['public'] },
    work: [{ '@in': ['x'], 'name@de-CH': 'N' }],
  });
  expect(audiences(document)).toEqual(['friends']);
  expect(languages(document)).toEqual(['en', 'de-CH']);
});

test('named sections come first, the others follow', () => {
  const order = sectionOrder(json({ meta: { vitrine: { sections: ['skills', 'nonsense', 'work'] } } }));
  expect(order.slice(0, 3)).toEqual(['skills', 'work', 'projects']);
  expect(new Set(order).size).toBe(11);
});

test('a theme by its name is an object too', () => {
  expect(themeOf(json({ meta: { vitrine: { theme: 'bold' } } })).get('name')).toBe('bold');
  expect(themeOf(json({})).size).toBe(0);
});

test('what is not translated is found, in lists and roles too', () => {
  const document = json({
    basics: { label: 'L', 'label@de': 'L', summary: 'S', name: 'N', location: { city: 'Kiel' } },
    work: [{ position: 'P', highlights: ['a'], 'roles@': [{ position: 'R' }] }, { 'position@de': 'only here' }],
  }) as JsonObject;
  const paths = untranslated(document, 'de').map((path) => path.join('.'));
  expect(paths).toEqual(['basics.summary', 'work.0.position', 'work.0.highlights', 'work.0.roles@.0.position']);
  expect(untranslated(document, 'en').map((path) => path.join('.'))).toEqual(['work.1.position']);
});

test('the sample is translated, as the service says too; a wider language does for a narrower one', () => {
  for (const tag of ['de', 'fr', 'ar', 'de-CH', 'en-GB']) expect(untranslated(sample, tag)).toEqual([]);
  expect(untranslated(sample, 'it')).toHaveLength(51);
});

test('a language goes with all of its texts and with nothing else', () => {
  const without = withoutLanguage(sample, 'fr');
  expect(languages(put(without, ['meta', 'vitrine', 'languages'], undefined))).not.toContain('fr');
  expect(JSON.stringify([...languages(without)])).toContain('de');
});
