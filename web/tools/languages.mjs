// Lists the languages of the Studio for its program. Each file src/app/i18n/strings/{tag}.json is a language, and
// becomes a chunk that loads on demand. English is part of the program, since the other languages fall back to it.
import fs from 'node:fs';

const folder = 'src/app/i18n/strings';
const out = 'src/app/i18n/languages.ts';

/** The language's own name, as a menu shows it: "Deutsch". */
function nameOf(tag) {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

function checked(tag) {
  try {
    if (Intl.getCanonicalLocales(tag)[0] === tag) return tag;
  } catch {
    // not a language tag
  }
  throw new Error(
    `${folder}/${tag}.json: the file's name must be a language tag as of BCP 47, such as "fr" or "pt-BR"`,
  );
}

const tags = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => checked(file.replace(/\.json$/, '')));
const named = tags.map((tag) => ({ tag, name: nameOf(tag) }));
const isLater = (one) => Number(one.tag !== 'en');
named.sort((a, b) => isLater(a) - isLater(b) || a.name.localeCompare(b.name, 'en'));
const lines = named.map(({ tag, name }) => {
  const load = tag === 'en' ? '' : `, load: () => import('./strings/${tag}.json')`;
  return `  { tag: '${tag}', name: ${JSON.stringify(name)}${load} },\n`;
});
const text = `// Made by tools/languages.mjs from the files in strings/.
import type { Language } from './strings';

export const languages: readonly Language[] = [
${lines.join('')}];
`;
if (!fs.existsSync(out) || fs.readFileSync(out, 'utf8') !== text) fs.writeFileSync(out, text);
