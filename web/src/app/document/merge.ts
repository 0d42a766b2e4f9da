// Compares documents field by field, and merges two edits of the same document (three-way merge).

import { equal, isList, isObject, JsonNumber, type Json, type JsonList, type JsonObject } from '../json/lossless-json';
import type { Path, Step } from './tree';

export interface Change {
  readonly path: Path;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

export interface Conflict {
  readonly path: Path;
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

const kNames = ['name', 'organization', 'institution', 'title', 'network', 'language', 'position'];

/** Identifies an entry of a list by its name and, if several have the same name, also by its start date. */
function identities(list: JsonList): string[] | undefined {
  const seen = new Map<string, number>();
  const out: string[] = [];
  for (const item of list) {
    if (!isObject(item)) return undefined;
    const name = kNames.map((key) => item.get(key)).find((value) => typeof value === 'string') ?? '';
    const count = (seen.get(String(name)) ?? 0) + 1;
    seen.set(String(name), count);
    out.push(`${String(name)}#${count}`);
  }
  return out;
}

/** Matches the entries of two lists by name. If exactly one entry was renamed, it is matched by elimination. */
function matched(a: JsonList, b: JsonList): [string[], string[]] | undefined {
  const [left, right] = [identities(a), identities(b)];
  if (!left || !right) return undefined;
  const [removed, added] = [left.filter((id) => !right.includes(id)), right.filter((id) => !left.includes(id))];
  if (removed.length === 1 && added.length === 1 && a.length === b.length)
    right[right.indexOf(added[0] ?? '')] = removed[0] ?? '';
  return [left, right];
}

/** The changes from `before` to `after`. Paths are those in `after`; for removed values, those in `before`. */
export function differences(before: Json | undefined, after: Json | undefined, path: Path = []): Change[] {
  if (equal(before, after)) return [];
  const inside = (step: Step, a: Json | undefined, b: Json | undefined) => differences(a, b, [...path, step]);
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...before.keys(), ...after.keys()]);
    return [...keys].flatMap((key) => inside(key, before.get(key), after.get(key)));
  }
  if (isList(before) && isList(after)) {
    const ids = matched(before, after);
    if (ids && before.length + after.length > 0) {
      const [left, right] = ids;
      const changed = right.flatMap((id, i) => inside(i, before[left.indexOf(id)], after[i]));
      const removed = left.flatMap((id, i) => (right.includes(id) ? [] : inside(i, before[i], undefined)));
      const isReordered = changed.length + removed.length === 0;
      return isReordered ? [{ path, before, after }] : [...changed, ...removed];
    }
  }
  return [{ path, before, after }];
}

/** Merges two edits of `base`. Where both changed the same field differently, takes mine and lists the conflict; paths
 *  of conflicts are those in the result. */
export function merge(
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
  path: Path = [],
): { result: Json | undefined; conflicts: Conflict[] } {
  if (equal(mine, theirs) || equal(base, theirs)) return { result: mine, conflicts: [] };
  if (equal(base, mine)) return { result: theirs, conflicts: [] };
  if (isObject(mine) && isObject(theirs)) return mergeObjects(isObject(base) ? base : new Map(), mine, theirs, path);
  if (isList(base) && isList(mine) && isList(theirs)) {
    const merged = mergeLists(base, mine, theirs, path);
    if (merged) return merged;
  }
  return { result: mine, conflicts: [{ path, base, mine, theirs }] };
}

function mergeObjects(base: JsonObject, mine: JsonObject, theirs: JsonObject, path: Path) {
  const conflicts: Conflict[] = [];
  const result = new Map<string, Json>();
  for (const key of joined([...mine.keys()], [...theirs.keys()])) {
    const one = merge(base.get(key), mine.get(key), theirs.get(key), [...path, key]);
    if (one.result !== undefined) result.set(key, one.result);
    conflicts.push(...one.conflicts);
  }
  return { result, conflicts };
}

function mergeLists(base: JsonList, mine: JsonList, theirs: JsonList, path: Path) {
  const [toMine, toTheirs] = [matched(base, mine), matched(base, theirs)];
  if (!toMine || !toTheirs) return undefined;
  const [ids, myIds, theirIds] = [toMine[0], toMine[1], toTheirs[1]];
  const conflicts: Conflict[] = [];
  const result: Json[] = [];
  for (const id of joined(myIds, theirIds)) {
    const at = (list: JsonList, names: string[]) => (names.includes(id) ? list[names.indexOf(id)] : undefined);
    const one = merge(at(base, ids), at(mine, myIds), at(theirs, theirIds), [...path, result.length]);
    if (one.result === undefined) continue;
    result.push(one.result);
    conflicts.push(...one.conflicts);
  }
  return { result, conflicts };
}

/** All of `mine` in its order. An item that is only in `theirs` goes after its predecessor there. */
function joined(mine: readonly string[], theirs: readonly string[]): string[] {
  const out = [...mine];
  theirs.forEach((name, i) => {
    if (out.includes(name)) return;
    const before = theirs.slice(0, i).findLast((other) => out.includes(other));
    out.splice(before === undefined ? out.length : out.indexOf(before) + 1, 0, name);
  });
  return out;
}

/** A value as people read it: texts as they are, lists with one line for each item. */
export function displayText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof JsonNumber) return value.text;
  if (isList(value)) return value.map((item) => (isObject(item) ? summaryOf(item) : displayText(item))).join('\n');
  return summaryOf(value);
}

const summaryOf = (value: JsonObject): string =>
  [...value].map(([key, item]) => `${key}: ${displayText(item)}`).join('\n');
