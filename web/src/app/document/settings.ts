// The settings in a document: its languages, audiences, variants and sections.

import { isList, isObject, type Json, type JsonObject } from '../json/lossless-json';
import { hasTag, isLanguageTag, isSameTag, isTranslationOf, languageOf, narrows } from './rules/language-tags';
import { namesIn } from './rules/restrictions';
import { rules } from './rules/rules';
import { languageByScript } from './rules/script';
import { isSection, sectionNames, type SectionName } from './sections';
import { at, objectAt, textAt, textsAt, type Path } from './tree';

export const vitrine: Path = ['meta', 'vitrine'];
export const metaPath = (...more: Path): Path => [...vitrine, ...more];

/** The language of the plain fields: the stated one, else the one detected from their letters. */
export function baseLanguage(document: Json): string {
  const stated = textAt(document, ['meta', 'language']);
  return isLanguageTag(stated) ? stated : (languageByScript(document) ?? rules.languageTags.default);
}

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
  const found = [baseLanguage(document)];
  const add = (tag: string) => {
    if (isLanguageTag(tag) && !hasTag(found, tag)) found.push(tag);
  };
  namesIn(at(document, metaPath('languages'))).forEach(add);
  walk(document, (key) => add(languageOf(key) ?? ''));
  return found;
}

/** The audiences in the settings, then those in restrictions; without "public", which is everyone. */
export function audiences(document: Json): string[] {
  const found = new Set(namesIn(at(document, metaPath('audiences'))));
  walk(document, (key, value) => {
    if (key.endsWith('@for')) for (const name of namesIn(value)) found.add(name);
  });
  found.delete('public');
  return [...found];
}

/** The variants in the settings, including those whose names are invalid and so have no address. */
export const storedVariants = (document: Json): string[] =>
  [...objectAt(document, metaPath('variants'))]
    .filter(([name, variant]) => !name.includes('@') && isObject(variant))
    .map(([name]) => name);

/** The variants that readers can request. */
export const variants = (document: Json): string[] => storedVariants(document).filter(isVariantName);

const kMaxVariantBytes = 80;
const kDevice = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9])(\.|$)/i;

/**
 * Whether the name is valid in addresses and as a folder name; the service has the same rule
 * (`cv/document/variant_name.hpp`).
 */
const isVariantName = (name: string): boolean =>
  name !== '' &&
  new TextEncoder().encode(name).length <= kMaxVariantBytes &&
  !/[\p{Cc}/\\%]|^[. ]|[. ]$/u.test(name) &&
  !kDevice.test(name);

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

const kTranslated: ReadonlySet<string> = new Set(rules.translatedFields);
/** Whether a field needs a translation; names and places may have one. */
export const needsTranslation = (key: string): boolean => kTranslated.has(key);

const holdsText = (value: Json | undefined): boolean =>
  typeof value === 'string' ? value !== '' : isList(value) && value.some((item) => typeof item === 'string');

/**
 * Paths of texts without a translation for readers of `language`; the service counts the same (`vitrine translations`).
 * For the base language: texts that exist only as translations.
 */
export function untranslated(document: JsonObject, language: string): Path[] {
  const isOwn = narrows(language, baseLanguage(document));
  const out: Path[] = [];
  const look = (value: Json, path: Path) => {
    if (isList(value)) value.forEach((item, i) => look(item, [...path, i]));
    if (!isObject(value)) return;
    const missing = new Set<string>();
    const isIn = (key: string, name: string) => isTranslationOf(key, name) && narrows(language, languageOf(key) ?? '');
    for (const [key, item] of value) {
      const name = key.replace(/(.)@.*/s, '$1');
      const isText = needsTranslation(name) && holdsText(item);
      const counts = isOwn ? isTranslationOf(key, name) && !holdsText(value.get(name)) : key === name;
      if (isText && counts) {
        if (!missing.has(name) && ![...value.keys()].some((other) => isIn(other, name))) out.push([...path, name]);
        missing.add(name);
      } else if (path.length > 0 || key !== 'meta') look(item, [...path, key]);
    }
  };
  look(document, []);
  return out;
}

/** The document without any text in that language. */
export function withoutLanguage(value: Json, tag: string): Json {
  if (isList(value)) return value.map((item) => withoutLanguage(item, tag));
  if (!isObject(value)) return value;
  return new Map(
    [...value]
      .filter(([key]) => !isSameTag(languageOf(key) ?? '', tag))
      .map(([key, item]) => [key, withoutLanguage(item, tag)]),
  );
}
