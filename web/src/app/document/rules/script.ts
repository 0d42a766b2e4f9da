// Guesses the language of a document from its letters, if its owner does not state one. The service has the same rule
// (`cv/language/script.hpp`).

import { isList, isObject, type Json } from '../../json/lossless-json';
import { isLanguageTag } from './language-tags';
import { rules } from './rules';

const kCodes: ReadonlySet<string> = new Set(rules.codeFields);
const kReserved: readonly string[] = rules.languageTags.reserved;

/** Whether the key holds a translation (`summary@de`), or names of audiences and the like (`@for`). */
const isBeside = (key: string): boolean =>
  [...key.matchAll(/@/g)].some(({ index }) => {
    const suffix = key.slice(index + 1);
    return kReserved.includes(suffix) || isLanguageTag(suffix);
  });

/** The plain texts of the CV; of `meta` only those of the variants. */
function plainTexts(document: Json): string {
  const out: string[] = [];
  const look = (value: Json, key: string) => {
    const field = key.replace(/@.*/s, '');
    if (isBeside(key)) return;
    if (typeof value === 'string' && !kCodes.has(field)) out.push(value);
    if (isList(value)) value.forEach((item) => look(item, key));
    if (isObject(value)) value.forEach((item, name) => look(item, name));
  };
  if (!isObject(document)) return '';
  for (const [key, value] of document) if (key !== 'meta' && key !== '$schema') look(value, key);
  let variants: Json | undefined = document;
  for (const key of ['meta', 'vitrine', 'variants']) variants = isObject(variants) ? variants.get(key) : undefined;
  if (variants !== undefined) look(variants, '');
  return out.join(' ');
}

/** Nothing if no script has more than half of the letters, and for Latin letters. */
export function languageByScript(document: Json): string | undefined {
  const letters = plainTexts(document).match(/\p{L}/gu)?.join('') ?? '';
  const all = [...letters].length;
  const amount = (script: string) => letters.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0;
  const isMost = (count: number) => count * 2 > all;
  if (isMost(amount('Latn'))) return undefined;
  const [hangul, kana, han] = [amount('Hang'), amount('Hira') + amount('Kana'), amount('Hani')];
  if (isMost(hangul + kana + han)) {
    if (hangul > kana && hangul * 2 > han) return 'ko';
    // A Chinese CV may name a Japanese product; Japanese text has kana in every sentence.
    const kFewKana = 12;
    return kana * kFewKana > han ? 'ja' : 'zh';
  }
  // More than some foreign names.
  const kRare = 50;
  return rules.scripts.find(({ script, letters: own }) => {
    const count = amount(script);
    if (!isMost(count)) return false;
    return own === '' || [...letters].filter((letter) => own.includes(letter)).length * kRare > count;
  })?.language;
}
