// The settings in a document: its languages, audiences, variants and sections.

import { isList, isObject, type Json, type JsonObject } from '../json/lossless-json';
import { isSection, sectionNames, type SectionName } from './sections';
import { at, objectAt, textAt, textsAt, type Path } from './tree';

export const vitrine: Path = ['meta', 'vitrine'];
export const metaPath = (...more: Path): Path => [...vitrine, ...more];

const kTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;
export const isLanguageTag = (tag: string): boolean => kTag.test(tag) && tag !== 'for' && tag !== 'in';

export const baseLanguage = (document: Json): string => textAt(document, ['meta', 'language']) || 'en';

/** Calls `visit` with every key and its value, at every depth. */
export function walk(value: Json, visit: (key: string, value: Json, path: Path) => void, path: Path = []): void {
  if (isList(value)) value.forEach((item, i) => walk(item, visit, [...path, i]));
  if (!isObject(value)) return;
  for (const [key, item] of value) {
    const here = [...path, key];
    visit(key, item, here);
    walk(item, visit, here);
  }
}

/** The base language first, then the ones in the settings, then those of translated keys (`text@de`). */
export function languages(document: Json): string[] {
  const found = new Set([baseLanguage(document), ...textsAt(document, metaPath('languages'))]);
  walk(document, (key) => {
    const tag = key.slice(key.indexOf('@') + 1);
    if (key.indexOf('@') > 0 && isLanguageTag(tag)) found.add(tag);
  });
  return [...found];
}

/** The audiences in the settings, then those in restrictions; without "public", which is everyone. */
export function audiences(document: Json): string[] {
  const found = new Set(textsAt(document, metaPath('audiences')));
  walk(document, (key, value) => {
    if (key.endsWith('@for'))
      for (const name of isList(value) ? value : []) if (typeof name === 'string') found.add(name);
  });
  found.delete('public');
  return [...found];
}

export const variants = (document: Json): string[] =>
  [...objectAt(document, metaPath('variants')).keys()].filter((name) => !name.includes('@'));

/** All sections, in the document's order. */
export function sectionOrder(document: Json, path: Path = metaPath('sections')): SectionName[] {
  const named = textsAt(document, path).filter(isSection);
  return [...new Set([...named, ...sectionNames])];
}

/** The theme as an object; in the document it may also be just a name. */
export function themeOf(document: Json, path: Path = metaPath('theme')): JsonObject {
  const theme = at(document, path);
  if (typeof theme === 'string') return new Map([['name', theme]]);
  return isObject(theme) ? theme : new Map();
}

/** The key of a text in a language: `text@de`, or plain `text` in the base language. */
export const keyIn = (key: string, language: string, base: string): string =>
  language === base ? key : `${key}@${language}`;

const isEmpty = (value: Json | undefined) =>
  value === undefined || value === null || value === '' || (isList(value) && value.length === 0);

/** Fields that need a translation; names and places may have one. The service counts the same (`vitrine translations`). */
const kTranslated = new Set(
  'label summary description position highlights reference studyType area courses title fluency level language roles keywords'.split(
    ' ',
  ),
);
export const needsTranslation = (key: string): boolean => kTranslated.has(key);

/** Whether readers of `tag` ("de-CH") are shown a text in `wide` ("de"). */
const isWithin = (tag: string, wide: string): boolean => tag === wide || tag.startsWith(`${wide}-`);

/** Paths of fields that have a text or a translation, but none for readers of `language`. */
export function untranslated(document: JsonObject, language: string): Path[] {
  const base = baseLanguage(document);
  const out: Path[] = [];
  const look = (value: Json, path: Path) => {
    if (isList(value)) value.forEach((item, i) => look(item, [...path, i]));
    if (!isObject(value)) return;
    const given = new Map<string, string[]>();
    const inside: string[] = [];
    for (const [name, item] of value) {
      const [key = '', tag = base] = name.split('@');
      const isText =
        needsTranslation(key) &&
        isLanguageTag(tag) &&
        !isEmpty(item) &&
        !isObject(item) &&
        (!isList(item) || !item.some(isObject));
      if (isText) given.set(key, [...(given.get(key) ?? []), tag]);
      else if (path.length > 0 || name !== 'meta') inside.push(name);
    }
    for (const [key, tags] of given) if (!tags.some((tag) => isWithin(language, tag))) out.push([...path, key]);
    for (const name of inside) look(value.get(name) ?? null, [...path, name]);
  };
  look(document, []);
  return out;
}

/** The document without any text in that language. */
export function withoutLanguage(value: Json, tag: string): Json {
  if (isList(value)) return value.map((item) => withoutLanguage(item, tag));
  if (!isObject(value)) return value;
  return new Map(
    [...value].filter(([key]) => !key.endsWith(`@${tag}`)).map(([key, item]) => [key, withoutLanguage(item, tag)]),
  );
}
