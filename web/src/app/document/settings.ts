// What a document says about itself: its languages, audiences, variants and sections.

import { isList, isObject, type Json, type JsonObject } from '../json/lossless-json';
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
    if (key.endsWith('@for'))
      for (const name of isList(value) ? value : []) if (typeof name === 'string') found.add(name);
  });
  found.delete('public');
  return [...found];
}

export const variants = (document: Json): string[] =>
  [...objectAt(document, own('variants')).keys()].filter((name) => !name.includes('@'));

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
export const keyIn = (key: string, language: string, base: string): string =>
  language === base ? key : `${key}@${language}`;

const isEmpty = (value: Json | undefined) =>
  value === undefined || value === null || value === '' || (isList(value) && value.length === 0);

/** Fields that read differently in another language; names and places may be translated too, but need not. As the
 *  service counts them (`vitrine translations`). */
const kTranslated = new Set(
  'label summary description position highlights reference studyType area courses title fluency level language roles keywords'.split(
    ' ',
  ),
);
export const needsTranslation = (key: string): boolean => kTranslated.has(key);

/** Whether a text in `wide` ("de") does for readers of `tag` ("de-CH"). */
const isWithin = (tag: string, wide: string): boolean => tag === wide || tag.startsWith(`${wide}-`);

/** Fields that have a text, or some translation, but none that does for readers of `language`. */
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
