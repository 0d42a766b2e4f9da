// From an element of a rendered page to the field of the document that it shows.

import { isObject, type Json, type JsonObject } from '../document/json';
import { entryType, isSection, type SectionName } from '../document/sections';
import { listAt, pathOf, textAt, type Path } from '../document/tree';

/** The path of what `element` shows. The page says so itself where it has `data-at`; else its text tells. */
export function locate(element: Element, document: JsonObject): Path | undefined {
  const pointer = element.closest('[data-at]')?.getAttribute('data-at');
  if (pointer) return pathOf(document, pointer);
  const section = element.closest('.section')?.querySelector('h2')?.id ?? '';
  return isSection(section) ? inSection(element, document, section) : inBasics(element, document);
}

function inBasics(element: Element, document: JsonObject): Path | undefined {
  const kinds = { '.photo': 'image', '.name': 'name', '.label': 'label', '.summary': 'summary' };
  for (const [selector, key] of Object.entries(kinds))
    if (element.closest(`.masthead ${selector}`)) return ['basics', key];
  const contact = element.closest('.contacts li');
  if (!contact) return undefined;
  const text = contact.textContent ?? '';
  const shows = (value: string) => value !== '' && text.includes(value.replace(/^https?:\/\//, '').replace(/\/$/, ''));
  for (const key of ['email', 'phone', 'url']) if (shows(textAt(document, ['basics', key]))) return ['basics', key];
  const profiles = listAt(document, ['basics', 'profiles']);
  const place = profiles.findIndex((profile) =>
    ['username', 'network', 'url'].some((key) => shows(textAt(profile, [key]))),
  );
  return place >= 0 ? ['basics', 'profiles', place, 'network'] : ['basics', 'location', 'city'];
}

function inSection(element: Element, document: JsonObject, section: SectionName): Path {
  const type = entryType(section);
  const shown = element.closest('.entry, .term');
  const place = shown ? placeOf(shown, listAt(document, [section]), type.names) : -1;
  if (!shown || place < 0) return [section];
  const has = (...keys: string[]) =>
    keys.find((key) => type.fields.some((field) => field.key === key)) ?? type.names[0] ?? '';
  const entry: Path = [section, place];
  const role = element.closest('.role');
  const roles = role?.parentElement ? [...role.parentElement.children].filter((child) => child.matches('.role')) : [];
  const owner: Path = role ? [...entry, 'roles@', roles.indexOf(role)] : entry;
  if (element.closest('.highlights')) return [...owner, has('highlights', 'courses')];
  if (element.closest('.summary')) return [...owner, has('summary', 'description', 'reference')];
  if (element.closest('.when')) return [...owner, has('startDate', 'date', 'releaseDate')];
  if (element.closest('.words')) return [...entry, has('keywords')];
  if (role) return [...owner, 'position'];
  return [
    ...entry,
    element.closest('.organization, .qualifier') ? (type.names[1] ?? type.names[0] ?? '') : (type.names[0] ?? ''),
  ];
}

/** Readers may see fewer entries than there are, so it is the text that says which one this is; of several that would
 *  do, the one at the same rank. */
function placeOf(shown: Element, entries: readonly Json[], names: readonly string[]): number {
  const rank = (text: string) => entries.flatMap((entry, i) => (saysSo(entry, names, text) ? [i] : []));
  const candidates = rank(shown.textContent ?? '');
  const before = [...(shown.parentElement?.children ?? [])].slice(
    0,
    [...(shown.parentElement?.children ?? [])].indexOf(shown),
  );
  const alike = before.filter((other) => rank(other.textContent ?? '').some((i) => candidates.includes(i))).length;
  return candidates[Math.min(alike, candidates.length - 1)] ?? -1;
}

function saysSo(entry: Json, names: readonly string[], text: string): boolean {
  if (!isObject(entry)) return false;
  const groups = names.map((name) =>
    [...entry]
      .filter(([key, value]) => key.split('@')[0] === name && typeof value === 'string' && value !== '')
      .map(([, value]) => String(value)),
  );
  const given = groups.filter((group) => group.length > 0).slice(0, 2);
  return given.length > 0 && (given[0] ?? []).some((value) => text.includes(value));
}
