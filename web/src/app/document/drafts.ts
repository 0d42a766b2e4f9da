// Stores unpublished edits in the browser, so that a closed tab or a lost network loses nothing.

import { isChangeOf, readItem, writeItem } from '../browser/storage';
import { parseObject, stringify, type JsonObject } from '../json/lossless-json';

export interface StoredDraft {
  /** The version from which the edits began; with its document, the base of a merge. */
  readonly etag: string;
  readonly base: JsonObject;
  readonly document: JsonObject;
}

interface Written {
  readonly etag: string;
  readonly base: string;
  readonly document: string;
}

const name = (slug: string) => `draft.${slug}`;

export const hasDraft = (slug: string): boolean => readItem(name(slug)) !== undefined;

export function storedDraft(slug: string): StoredDraft | undefined {
  const text = readItem(name(slug));
  if (text === undefined) return undefined;
  try {
    const { etag, base, document } = JSON.parse(text) as Written;
    return { etag, base: parseObject(base), document: parseObject(document) };
  } catch {
    return undefined;
  }
}

/** Returns false when the storage is full or missing. */
export function storeDraft(slug: string, { etag, base, document }: StoredDraft): boolean {
  const written: Written = { etag, base: stringify(base), document: stringify(document) };
  return writeItem(name(slug), JSON.stringify(written));
}

/** Whether another tab has just stored or dropped a draft of that CV. */
export const isDraftChange = (event: StorageEvent, slug: string): boolean => isChangeOf(event, name(slug));

export const dropDraft = (slug: string): boolean => writeItem(name(slug), undefined);
