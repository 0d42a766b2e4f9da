import { readItem } from '../browser/storage';
import { languages } from './languages';
import { english, type Language, type Strings } from './strings';

const fallback: Language = { tag: 'en', name: 'English' };

/** The language among `offered` for the wanted tag: that tag itself, else a wider one ("de" for "de-CH"), else English. */
export function matchLanguage(wanted: string, offered: readonly Language[] = languages): Language {
  const parts = wanted.toLowerCase().split('-');
  const tags = parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
  const found = tags
    .map((tag) => offered.find((one) => one.tag.toLowerCase() === tag))
    .find((one) => one !== undefined);
  return found ?? fallback;
}

/** The language to begin with: the one that the person has chosen, else their browser's. */
export const firstLanguage = (): Language => matchLanguage(readItem('language') ?? navigator.language);

/** The language's texts, in English where it has none. Rejects where they cannot be loaded. */
export async function loadStrings({ load }: Language): Promise<Strings> {
  return load ? { ...english, ...(await load()).default } : english;
}
