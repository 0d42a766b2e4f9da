// Visibility: `@for` names audiences, `@in` names variants. The service reads them in the same way
// (`cv/view/project.cpp`).

import { isList, isObject, type Json } from '../../json/lossless-json';
import type { Path } from '../tree';

export interface Reader {
  readonly audience: string;
  /** Empty: the unchanged document, with the entries of all variants. */
  readonly variant?: string;
}

/** The names in a list; one text is a list of one. Any other value names nobody. */
export function namesIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** An unreadable restriction hides. */
const admits = (restriction: Json | undefined, name: string): boolean =>
  restriction === undefined || namesIn(restriction).includes(name);

/** Whether the restrictions along `path` let the reader see it. */
export function isShown(document: Json, path: Path, { audience, variant = '' }: Reader): boolean {
  let here: Json | undefined = document;
  for (const step of [...path, undefined]) {
    if (isObject(here)) {
      if (!admits(here.get('@for'), audience)) return false;
      if (variant !== '' && !admits(here.get('@in'), variant)) return false;
      if (step === undefined) return true;
      const key = String(step);
      if (!admits(here.get(`${key.replace(/@.*/s, '')}@for`), audience)) return false;
      here = here.get(key);
    } else {
      here = isList(here) && step !== undefined ? here[Number(step)] : undefined;
    }
  }
  return true;
}
