// Completion for the JSON view: which keys and values the JSON Schema allows at the caret.

import { isLanguageTag } from '../../document/rules/language-tags';

export interface CompletionContext {
  /** Keys from the root to the object or list around the caret; `*` stands for an item of a list. */
  readonly path: readonly string[];
  readonly isKey: boolean;
  /** The typed part of the text, and where it begins, after the quote. */
  readonly prefix: string;
  readonly from: number;
  readonly taken: readonly string[];
}

export interface Suggestion {
  readonly text: string;
  readonly about: string;
}

interface Level {
  readonly isList: boolean;
  key: string;
  isKey: boolean;
  readonly taken: string[];
}

/** The context of the caret; undefined outside of a text. Reads only what is before the caret, so the rest may be
 *  unfinished. */
export function contextAt(text: string, caret: number): CompletionContext | undefined {
  const levels: Level[] = [];
  let start = -1;
  for (let i = 0; i < caret; i++) {
    const mark = text[i];
    const top = levels.at(-1);
    if (start >= 0) {
      if (mark === '\\') i++;
      else if (mark === '"') {
        if (top?.isKey) {
          top.key = text.slice(start, i);
          top.taken.push(top.key);
        }
        start = -1;
      }
    } else if (mark === '"') start = i + 1;
    else if (mark === '{') levels.push({ isList: false, key: '', isKey: true, taken: [] });
    else if (mark === '[') levels.push({ isList: true, key: '*', isKey: false, taken: [] });
    else if (mark === '}' || mark === ']') levels.pop();
    else if (top && !top.isList && mark === ':') top.isKey = false;
    else if (top && !top.isList && mark === ',') top.isKey = true;
  }
  const top = levels.at(-1);
  if (start < 0 || !top) return undefined;
  const around = top.isKey ? levels.slice(0, -1) : levels;
  return {
    path: around.map((level) => level.key),
    isKey: top.isKey,
    prefix: text.slice(start, caret),
    from: start,
    taken: top.taken,
  };
}

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectIn = (schema: Schema | undefined, key: string): Schema => (isSchema(schema?.[key]) ? schema[key] : {});

/** Follows `$ref` within the schema. */
function resolve(root: Schema, schema: unknown): Schema {
  let here = isSchema(schema) ? schema : {};
  for (let i = 0; i < 8 && typeof here['$ref'] === 'string'; i++) {
    const steps = here['$ref'].split('/').slice(1);
    let target: unknown = root;
    for (const step of steps) target = isSchema(target) ? target[step] : undefined;
    here = isSchema(target)
      ? { ...target, ...(typeof here['description'] === 'string' ? { description: here['description'] } : {}) }
      : {};
  }
  return here;
}

/** All schemas that apply to a value at this path. */
function formsAt(root: Schema, path: readonly string[]): Schema[] {
  let forms: Schema[] = [root];
  for (const key of path) {
    forms = forms
      .flatMap((form) => alternatives(root, form))
      .flatMap((form) => {
        if (key === '*') return 'items' in form ? [resolve(root, form['items'])] : [];
        const own = objectIn(form, 'properties')[key];
        if (own) return [resolve(root, own)];
        const pattern = Object.entries(objectIn(form, 'patternProperties')).find(([one]) => new RegExp(one).test(key));
        if (pattern) return [resolve(root, pattern[1])];
        return isSchema(form['additionalProperties']) ? [resolve(root, form['additionalProperties'])] : [];
      });
  }
  return forms.flatMap((form) => alternatives(root, form));
}

function alternatives(root: Schema, form: Schema): Schema[] {
  const more = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (Array.isArray(form[key]) ? (form[key] as unknown[]) : []));
  return [form, ...more.map((one) => resolve(root, one))];
}

/** The possible completions; translated keys are offered in these `languages`. */
export function suggest(root: Schema, context: CompletionContext, languages: readonly string[]): Suggestion[] {
  const forms = formsAt(root, context.path);
  const all: Suggestion[] = [];
  for (const form of forms) {
    if (!context.isKey) {
      const values = Array.isArray(form['enum']) ? form['enum'] : [];
      for (const value of values) if (typeof value === 'string') all.push({ text: value, about: '' });
      continue;
    }
    const patterns = Object.keys(objectIn(form, 'patternProperties')).map((one) => new RegExp(one));
    for (const [key, member] of Object.entries(objectIn(form, 'properties'))) {
      const about = resolve(root, member)['description'];
      const description = typeof about === 'string' ? about : '';
      all.push({ text: key, about: description });
      const more = [...languages.filter(isLanguageTag).map((tag) => `${key}@${tag}`), `${key}@for`];
      if (context.prefix.includes('@'))
        for (const name of more)
          if (patterns.some((pattern) => pattern.test(name))) all.push({ text: name, about: description });
    }
  }
  const seen = new Set<string>(context.isKey ? context.taken : []);
  return all.filter(
    ({ text }) =>
      text !== context.prefix &&
      text.toLowerCase().startsWith(context.prefix.toLowerCase()) &&
      !seen.has(text) &&
      Boolean(seen.add(text)),
  );
}
