// Edits that are not published yet, kept in the browser: a closed tab or a dead network loses nothing.

import { isKeyOf, keep, kept } from '../ui/kept';
import { parseObject, stringify, type JsonObject } from './json';

export interface KeptDraft {
  /** Version that the edits began from, and its document, to merge with what others save meanwhile. */
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

export const hasDraft = (slug: string): boolean => kept(name(slug)) !== undefined;

export function keptDraft(slug: string): KeptDraft | undefined {
  const text = kept(name(slug));
  if (text === undefined) return undefined;
  try {
    const { etag, base, document } = JSON.parse(text) as Written;
    return { etag, base: parseObject(base), document: parseObject(document) };
  } catch {
    return undefined;
  }
}

/** Whether there was room for it. */
export function keepDraft(slug: string, { etag, base, document }: KeptDraft): boolean {
  const written: Written = { etag, base: stringify(base), document: stringify(document) };
  return keep(name(slug), JSON.stringify(written));
}

/** Whether another tab has just kept or dropped a draft of that CV. */
export const isAboutDraft = (event: StorageEvent, slug: string): boolean => isKeyOf(event, name(slug));

export const dropDraft = (slug: string): boolean => keep(name(slug), undefined);
