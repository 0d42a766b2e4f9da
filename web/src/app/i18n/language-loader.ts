import { readItem } from '../browser/storage';
import { languages } from './languages';
import { english, type Language, type Strings } from './strings';

const fallback: Language = { tag: 'en', name: 'English' };

/**
 * The best offered language for a tag: the same tag, otherwise a less specific one ("de" for "de-CH"), otherwise
 * English.
 */
export function matchLanguage(wanted: string, offered: readonly Language[] = languages): Language {
  const parts = wanted.toLowerCase().split('-');
  const tags = parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
  const found = tags
    .map((tag) => offered.find((one) => one.tag.toLowerCase() === tag))
    .find((one) => one !== undefined);
  return found ?? fallback;
}

/** The language to start in: the person's choice, otherwise that of their browser. */
export const firstLanguage = (): Language => matchLanguage(readItem('language') ?? navigator.language);

/** The texts of a language; English replaces missing ones. Rejects if they cannot be loaded. */
export async function loadStrings({ load }: Language): Promise<Strings> {
  return load ? { ...english, ...(await load()).default } : english;
}
