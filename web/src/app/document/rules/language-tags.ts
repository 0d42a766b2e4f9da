// Language tags (BCP 47) and keys with a tag (`text@de`). The service reads them in the same way
// (`cv/language/language_tag.hpp`).

import { isObject, type Json } from '../../json/lossless-json';
import { rules } from './rules';

const kTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;
const kReserved: readonly string[] = rules.languageTags.reserved;

export const isLanguageTag = (tag: string): boolean =>
  tag.length <= rules.languageTags.maxLength && kTag.test(tag) && !kReserved.includes(tag);

/** Ignores case (RFC 5646 section 2.1.1). */
export const isSameTag = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const hasTag = (tags: readonly string[], tag: string): boolean => tags.some((one) => isSameTag(one, tag));

/** Whether `tag` equals `range` or is more specific: readers of "de-CH" get a text in "de". */
export const narrows = (tag: string, range: string): boolean =>
  isSameTag(tag, range) || tag.toLowerCase().startsWith(`${range.toLowerCase()}-`);

/** The language of a translation's key, such as `text@de`; nothing for all other keys. */
export function languageOf(key: string): string | undefined {
  const mark = key.indexOf('@');
  const tag = key.slice(mark + 1);
  return mark > 0 && isLanguageTag(tag) ? tag : undefined;
}

/** Whether `key` is a translation of the field `name`. */
export const isTranslationOf = (key: string, name: string): boolean =>
  key.startsWith(`${name}@`) && languageOf(key) !== undefined;

/**
 * The key of the field `name` of `object` in a language. In the base language: the plain key. Else: the existing key of
 * the translation, in its own spelling (`text@DE`), or the key for a new translation.
 */
export function keyIn(object: Json | undefined, name: string, language: string, base: string): string {
  if (isSameTag(language, base)) return name;
  const usual = `${name}@${language}`;
  if (!isObject(object) || object.has(usual)) return usual;
  return (
    [...object.keys()].find((key) => isTranslationOf(key, name) && isSameTag(languageOf(key) ?? '', language)) ?? usual
  );
}
