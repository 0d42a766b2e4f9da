// Checks the expected results of the shared documents in tests/vectors/; the service runs the same check
// (src/cv/view/rules_test.cpp).
import fs from 'node:fs';

import { isList, isObject, json, type Json, type JsonObject } from '../../json/lossless-json';
import { isLanguageTag, isSameTag, keyIn, narrows } from './language-tags';
import { isShown, type Reader } from './restrictions';
import { rules } from './rules';
import { entryName, entryType, orderOf, profile, sectionNames } from '../sections';
import { audiences, languages, needsTranslation, untranslated, variants } from '../settings';
import { at, pathKey, pathOf, type Path } from '../tree';

interface Wanted {
  readonly languages?: string[];
  readonly audiences?: string[];
  readonly variants?: string[];
  readonly names?: Record<string, string>;
  readonly missing?: Record<string, string[]>;
  readonly sees?: (Reader & { readonly texts: string[] })[];
}

const vectors = JSON.parse(fs.readFileSync('../tests/vectors/documents.json', 'utf8')) as {
  readonly name: string;
  readonly document: unknown;
  readonly want: Wanted;
}[];

/** All texts that the reader sees in the base language; keys with an @ are no fields, except roles. */
function textsFor(document: Json, reader: Reader): Set<string> {
  const texts = new Set<string>();
  const look = (value: Json, path: Path) => {
    if (!isShown(document, path, reader)) return;
    if (typeof value === 'string') texts.add(value);
    if (isList(value)) value.forEach((item, i) => look(item, [...path, i]));
    if (!isObject(value)) return;
    for (const [key, item] of value)
      if (key === 'roles@' || (!key.includes('@') && (key !== 'meta' || path.length > 0))) look(item, [...path, key]);
  };
  look(document, []);
  return texts;
}

test('there are enough documents, each with a name of its own', () => {
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  expect(vectors.length).toBeGreaterThan(25);
});

test.each(vectors)('$name', ({ document: source, want }) => {
  const document = json(source) as JsonObject;
  if (want.languages) expect(languages(document)).toEqual(want.languages);
  if (want.audiences) expect(audiences(document)).toEqual(want.audiences);
  if (want.variants) expect(variants(document)).toEqual(want.variants);
  for (const [pointer, name] of Object.entries(want.names ?? {}))
    expect(entryName(at(document, pathOf(document, pointer)))).toBe(name);
  for (const [tag, pointers] of Object.entries(want.missing ?? {}))
    expect(untranslated(document, tag).map(pathKey).sort()).toEqual([...pointers].sort());
  for (const reader of want.sees ?? []) expect(textsFor(document, reader)).toEqual(new Set(reader.texts));
});

test('a translation is found however its key is spelled', () => {
  const object = json({ summary: 'A', 'summary@DE': 'B', 'summary@de-CH': 'C', 'summaryOf@fr': 'D' });
  expect(keyIn(object, 'summary', 'EN', 'en')).toBe('summary');
  expect(keyIn(object, 'summary', 'de', 'en')).toBe('summary@DE');
  expect(keyIn(object, 'summary', 'de-ch', 'en')).toBe('summary@de-CH');
  expect(keyIn(object, 'summary', 'fr', 'en')).toBe('summary@fr');
  expect(keyIn(undefined, 'summary', 'fr', 'en')).toBe('summary@fr');
});

test('tags are compared without case, and by whole parts', () => {
  expect(isSameTag('zh-Hant-TW', 'ZH-hant-tw')).toBe(true);
  expect(narrows('de-CH', 'DE')).toBe(true);
  expect(narrows('den', 'de')).toBe(false);
  expect(isLanguageTag('in')).toBe(false);
});

test('the forms know each section, and show each field that needs a translation', () => {
  const keys = new Set([...sectionNames.flatMap((name) => orderOf(entryType(name))), ...orderOf(profile), 'label']);
  expect(rules.translatedFields.filter((key) => !keys.has(key))).toEqual([]);
  for (const name of sectionNames)
    for (const field of entryType(name).fields)
      if (needsTranslation(field.key)) expect([name, field.key, field.isText]).toEqual([name, field.key, true]);
});
