// Edits of an immutable document: each returns a new document and leaves the old one unchanged.

import { isList, isObject, type Json, type JsonList, type JsonObject } from '../json/lossless-json';

export type Step = string | number;
export type Path = readonly Step[];

export const pathKey = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export function at(value: Json | undefined, path: Path): Json | undefined {
  let here = value;
  for (const step of path) {
    if (isObject(here)) here = here.get(String(step));
    else if (isList(here)) here = here[Number(step)];
    else return undefined;
  }
  return here;
}

/** The path of a JSON Pointer (RFC 6901) in this document, with numbers as indexes of lists. */
export function pathOf(document: Json, pointer: string): Path {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const out: Step[] = [];
  for (const step of steps) out.push(isList(at(document, out)) ? Number(step) : step);
  return out;
}

/** The field that edits the value at `path`: for an item of a list of texts, the list; for a translation, the text. */
export function fieldOf(document: Json, path: Path): Path {
  const field = typeof path.at(-1) === 'number' && typeof at(document, path) === 'string' ? path.slice(0, -1) : path;
  const key = field.at(-1);
  return typeof key === 'string' ? [...field.slice(0, -1), key.replace(/(.)@.+$/, '$1')] : field;
}

export const textAt = (value: Json | undefined, path: Path): string => {
  const found = at(value, path);
  return typeof found === 'string' ? found : '';
};

export const listAt = (value: Json | undefined, path: Path): JsonList => {
  const found = at(value, path);
  return isList(found) ? found : [];
};

export const objectAt = (value: Json | undefined, path: Path): JsonObject => {
  const found = at(value, path);
  return isObject(found) ? found : new Map();
};

export const textsAt = (value: Json | undefined, path: Path): string[] =>
  listAt(value, path).filter((item) => typeof item === 'string');

/** The name of a field without its suffix, which is the same for its text, translations (`text@de`) and restriction
 *  (`text@for`). */
const family = (key: string): string => {
  const mark = key.indexOf('@');
  return mark > 0 && mark < key.length - 1 ? key.slice(0, mark) : key;
};

/** Inserts `key` after the keys of its family or, if there are none, after the keys that precede it in `order`. */
function withKey(map: JsonObject, key: string, value: Json, order: readonly string[]): JsonObject {
  if (map.has(key)) return new Map([...map].map(([name, old]) => [name, name === key ? value : old]));
  const entries = [...map];
  const relatives = (names: readonly string[]) => entries.findLastIndex(([name]) => names.includes(family(name)));
  let index = relatives([family(key)]);
  const rank = order.indexOf(family(key));
  if (index < 0 && rank >= 0) {
    index = relatives(order.slice(0, rank));
    if (index < 0) index = entries.findLastIndex(([name]) => name.startsWith('@') || name.startsWith('$'));
    return new Map(entries.toSpliced(index + 1, 0, [key, value]));
  }
  return new Map(index < 0 ? [...entries, [key, value]] : entries.toSpliced(index + 1, 0, [key, value]));
}

/** Sets the value at `path`; `undefined` removes it. Creates missing objects on the way. `order` is the order of keys, for
 *  the position of a new one. */
export function put(here: Json | undefined, path: Path, value: Json | undefined, order: readonly string[] = []): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  if (typeof step === 'number') {
    const list = isList(here) ? here : [];
    if (rest.length === 0 && value === undefined) return list.toSpliced(step, 1);
    const made = put(list[step], rest, value, order);
    return step < list.length ? list.with(step, made) : [...list, made];
  }
  const map: JsonObject = isObject(here) ? here : new Map();
  if (rest.length === 0 && value === undefined) return new Map([...map].filter(([name]) => name !== step));
  if (value === undefined && !map.has(step)) return map;
  return withKey(map, step, put(map.get(step), rest, value, order), order);
}

export function insert(here: Json, path: Path, index: number, value: Json, order: readonly string[] = []): Json {
  return put(here, path, listAt(here, path).toSpliced(index, 0, value), order);
}

export function move(here: Json, path: Path, from: number, to: number): Json {
  const list = listAt(here, path);
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return here;
  return put(here, path, list.toSpliced(from, 1).toSpliced(to, 0, item));
}
