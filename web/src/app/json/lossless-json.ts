// JSON without loss: keys keep their order (also keys that look like numbers), numbers keep their digits.
// Values are immutable, so the documents of an undo history share their unchanged parts.

/** A number as it was written: "1.50" and "12345678901234567890" stay unchanged. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

export type JsonList = readonly Json[];
export type JsonObject = ReadonlyMap<string, Json>;
export type Json = null | boolean | string | JsonNumber | JsonList | JsonObject;

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;
export const isList = (value: Json | undefined): value is JsonList => Array.isArray(value);

/** The position and the reason of a syntax error. */
export class JsonError extends Error {
  constructor(
    readonly expected: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${line}:${column}: ${expected}`);
  }
}

const kMaxDepth = 64;

class Parser {
  private at = 0;
  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail('the end');
    return value;
  }

  private value(depth: number): Json {
    if (depth > kMaxDepth) this.fail(`at most ${kMaxDepth} levels`);
    this.space();
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.list(depth);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return new JsonNumber(this.token(/-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y, 'a value'));
    }
  }

  private object(depth: number): JsonObject {
    const out = new Map<string, Json>();
    this.at++;
    if (this.next('}')) return out;
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail('a key in quotes');
      const before = this.at;
      const key = this.string();
      if (out.has(key)) this.fail(`“${key}” only once`, before);
      if (!this.next(':')) this.fail('“:”');
      out.set(key, this.value(depth + 1));
    } while (this.next(','));
    if (!this.next('}')) this.fail('“,” or “}”');
    return out;
  }

  private list(depth: number): JsonList {
    const out: Json[] = [];
    this.at++;
    if (this.next(']')) return out;
    do out.push(this.value(depth + 1));
    while (this.next(','));
    if (!this.next(']')) this.fail('“,” or “]”');
    return out;
  }

  private string(): string {
    const start = this.at;
    const token = this.token(
      /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y,
      'a text that ends with a quote',
      start,
    );
    return JSON.parse(token) as string;
  }

  private word<T extends Json>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail('a value');
    this.at += word.length;
    return value;
  }

  private token(pattern: RegExp, expected: string, start = this.at): string {
    pattern.lastIndex = start;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) this.fail(expected, start);
    this.at = start + found.length;
    return found;
  }

  private next(mark: string): boolean {
    this.space();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private space(): void {
    while (' \n\r\t'.includes(this.text[this.at] ?? 'x')) this.at++;
  }

  private fail(expected: string, at = this.at): never {
    const before = this.text.slice(0, at).split('\n');
    throw new JsonError(expected, before.length, (before.at(-1)?.length ?? 0) + 1);
  }
}

/** Reads JSON (RFC 8259); throws a JsonError. */
export const parse = (text: string): Json => new Parser(text).document();

/** Reads a JSON object; every document is one. */
export function parseObject(text: string): JsonObject {
  const value = parse(text);
  if (!isObject(value)) throw new JsonError('an object', 1, 1);
  return value;
}

/** Writes JSON, indented by two spaces; lists of short texts are on one line. */
export function stringify(value: Json, indent = ''): string {
  if (value instanceof JsonNumber) return value.text;
  const deeper = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    const parts = value.map((item) => stringify(item, deeper));
    const line = `[${parts.join(', ')}]`;
    const isShort = line.length <= 100 && value.every((item) => typeof item === 'string');
    return isShort ? line : `[\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}]`;
  }
  if (isObject(value)) {
    if (value.size === 0) return '{}';
    const parts = [...value].map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${stringify(item, deeper)}`);
    return `{\n${parts.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

/** Deep equality; the order of keys counts. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a instanceof JsonNumber && b instanceof JsonNumber) return a.text === b.text;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (isObject(a) && isObject(b)) {
    const [left, right] = [[...a], [...b]];
    return (
      left.length === right.length &&
      left.every(([key, item], i) => key === right[i]?.[0] && equal(item, right[i]?.[1]))
    );
  }
  return false;
}

/** Converts a plain JavaScript value, for literals in the code. */
export function json(value: unknown): Json {
  return parse(JSON.stringify(value));
}
