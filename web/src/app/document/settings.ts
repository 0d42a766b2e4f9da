// What a document says about itself: its languages, audiences, variants and sections.

import { isList, isObject, type Json, type JsonObject } from './json';
import { isSection, sectionNames, type SectionName } from './sections';
import { at, objectAt, textAt, textsAt, type Path } from './tree';

export const vitrine: Path = ['meta', 'vitrine'];
export const own = (...more: Path): Path => [...vitrine, ...more];

const kTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;
export const isLanguageTag = (tag: string): boolean => kTag.test(tag) && tag !== 'for' && tag !== 'in';

export const baseLanguage = (document: Json): string => textAt(document, ['meta', 'language']) || 'en';

/** Calls `see` with every key and its value, at every depth. */
export function walk(value: Json, see: (key: string, value: Json, path: Path) => void, path: Path = []): void {
  if (isList(value)) value.forEach((item, i) => walk(item, see, [...path, i]));
  if (!isObject(value)) return;
  for (const [key, item] of value) {
    const here = [...path, key];
    see(key, item, here);
    walk(item, see, here);
  }
}

/** The document's own language first, then those that it names, then those of its keys. */
export function languages(document: Json): string[] {
  const found = new Set([baseLanguage(document), ...textsAt(document, own('languages'))]);
  walk(document, (key) => {
    const tag = key.slice(key.indexOf('@') + 1);
    if (key.indexOf('@') > 0 && isLanguageTag(tag)) found.add(tag);
  });
  return [...found];
}

/** Those that the document names, then those that its restrictions name; "public" is everyone and not among them. */
export function audiences(document: Json): string[] {
  const found = new Set(textsAt(document, own('audiences')));
  walk(document, (key, value) => {
    if (key.endsWith('@for')) for (const name of isList(value) ? value : []) if (typeof name === 'string') found.add(name);
  });
  found.delete('public');
  return [...found];
}

export const variants = (document: Json): string[] => [...objectAt(document, own('variants')).keys()].filter((name) => !name.includes('@'));

/** All sections, in the document's order. */
export function sectionOrder(document: Json, path: Path = own('sections')): SectionName[] {
  const named = textsAt(document, path).filter(isSection);
  return [...new Set([...named, ...sectionNames])];
}

/** The theme as an object, however it was written. */
export function themeOf(document: Json, path: Path = own('theme')): JsonObject {
  const theme = at(document, path);
  if (typeof theme === 'string') return new Map([['name', theme]]);
  return isObject(theme) ? theme : new Map();
}

/** `text@de`, or plain `text` in the document's own language. */
export const keyIn = (key: string, language: string, base: string): string => (language === base ? key : `${key}@${language}`);

const isEmpty = (value: Json | undefined) => value === undefined || value === null || value === '' || (isList(value) && value.length === 0);

/** Fields that have a text, or some translation, but none in `language`. */
export function untranslated(document: JsonObject, language: string, fields: (path: Path) => readonly string[]): Path[] {
  const base = baseLanguage(document);
  const out: Path[] = [];
  const look = (value: Json, path: Path) => {
    if (isList(value)) value.forEach((item, i) => look(item, [...path, i]));
    if (!isObject(value)) return;
    for (const key of fields(path)) {
      const isThere =
        !isEmpty(value.get(key)) ||
        [...value.keys()].some((name) => name.startsWith(`${key}@`) && isLanguageTag(name.slice(key.length + 1)));
      if (isThere && isEmpty(value.get(keyIn(key, language, base)))) out.push([...path, key]);
    }
    for (const [key, item] of value) if (key !== 'meta') look(item, [...path, key]);
  };
  look(document, []);
  return out;
}

/** The document without any text in that language. */
export function withoutLanguage(value: Json, tag: string): Json {
  if (isList(value)) return value.map((item) => withoutLanguage(item, tag));
  if (!isObject(value)) return value;
  return new Map([...value].filter(([key]) => !key.endsWith(`@${tag}`)).map(([key, item]) => [key, withoutLanguage(item, tag)]));
}
