// The texts that the Studio shows: strings/{tag}.json for each language. English says which texts there are.

import english from './strings/en.json';

export { english };
export type StringKey = keyof typeof english;
export type Strings = Readonly<Record<StringKey, string>>;

/** A language that the Studio speaks. English has no `load`: it comes with the program. */
export interface Language {
  /** BCP 47. */
  readonly tag: string;
  /** Its name in itself. */
  readonly name: string;
  readonly load?: () => Promise<{ readonly default: Partial<Strings> }>;
}
