// The texts that the Studio shows: strings/{tag}.json for each language. English defines the keys.

import english from './strings/en.json';

export { english };
export type StringKey = keyof typeof english;
export type Strings = Readonly<Record<StringKey, string>>;

/** A language of the Studio. English has no `load`: it is part of the program. */
export interface Language {
  /** BCP 47. */
  readonly tag: string;
  /** The language's name in that language, such as "Deutsch". */
  readonly name: string;
  readonly load?: () => Promise<{ readonly default: Partial<Strings> }>;
}
