// Finds the field of the document that an element of a rendered page shows.

import { entryType, isSection } from '../document/sections';
import { objectAt, pathOf, type Path } from '../document/tree';
import type { JsonObject } from '../json/lossless-json';

/** The path of the value that `element` shows in a variant ("" is none). The page's `data-at` attributes name the entry or
 *  the field of `basics`, its classes the field of the entry. */
export function locate(element: Element, document: JsonObject, variant = ''): Path | undefined {
  const path = shownBy(element, document);
  const key = path?.join('/');
  // A variant's own headline and summary replace those in `basics`.
  const own = key === 'basics/label' ? 'title' : key === 'basics/summary' ? 'summary' : undefined;
  if (!own || variant === '') return path;
  const ours = ['meta', 'vitrine', 'variants', variant];
  const isSet = [...objectAt(document, ours).keys()].some((one) => one.split('@')[0] === own && !one.endsWith('@for'));
  return isSet ? [...ours, own] : path;
}

function shownBy(element: Element, document: JsonObject): Path | undefined {
  const shown = element.closest('[data-at]');
  if (shown) {
    const path = pathOf(document, shown.getAttribute('data-at') ?? '');
    if (path[0] !== 'basics') return inEntry(element, path);
    return path[1] === 'profiles' ? [...path, 'network'] : path;
  }
  const section = element.closest('.section')?.querySelector('h2')?.id ?? '';
  return isSection(section) ? [section] : undefined;
}

function inEntry(element: Element, path: Path): Path | undefined {
  const [section, index, inRoles] = path;
  if (typeof section !== 'string' || !isSection(section) || typeof index !== 'number') return undefined;
  const type = entryType(section);
  const has = (...keys: string[]) =>
    keys.find((key) => type.fields.some((field) => field.key === key)) ?? type.names[0] ?? '';
  const entry: Path = [section, index];
  if (element.closest('.highlights')) return [...path, has('highlights', 'courses')];
  if (element.closest('.summary')) return [...path, has('summary', 'description', 'reference')];
  if (element.closest('.when, .role-when')) return [...path, has('startDate', 'date', 'releaseDate')];
  if (element.closest('.words')) return [...entry, has('keywords', 'courses')];
  if (element.closest('.role')) return [...path, 'position'];
  if (element.closest('.organization, .qualifier')) return [...entry, type.names[1] ?? type.names[0] ?? ''];
  return inRoles ? [...path, 'position'] : [...entry, type.names[0] ?? ''];
}
