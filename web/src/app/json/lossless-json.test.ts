import fs from 'node:fs';

import { equal, json, JsonError, parse, parseObject, stringify } from './lossless-json';

test('keys keep their order and numbers their digits', () => {
  const text = '{\n  "b": 1.50,\n  "2": 12345678901234567890,\n  "1": [-0, 1e3],\n  "a": {}\n}';
  expect(stringify(parse(text)).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
});

test('the samples come out as they went in', () => {
  for (const name of ['minimal.json', 'rich.json']) {
    const text = fs.readFileSync(`../samples/${name}`, 'utf8');
    const again = stringify(parse(text));
    expect(JSON.parse(again)).toEqual(JSON.parse(text));
    expect(again.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  }
});

test('escapes are read, and written where JSON asks for them', () => {
  expect(parse('"\\u00fc\\n\\ud83d\\ude00\\/"')).toBe('ü\n😀/');
  expect(stringify('a"b\\c\n')).toBe('"a\\"b\\\\c\\n"');
});

test.each([
  ['', 1, 1],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{"a": 1, "a": 2}', 1, 10],
  ['[01]', 1, 3],
  ['"a', 1, 1],
  ['{} x', 1, 4],
  ['nul', 1, 1],
])('%s is refused at its place', (text, line, column) => {
  try {
    parse(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(JsonError);
    expect(error).toMatchObject({ line, column });
  }
});

test('nesting has an end', () => {
  expect(() => parse('['.repeat(100) + ']'.repeat(100))).toThrow(JsonError);
  expect(() => parseObject('[]')).toThrow(JsonError);
});

test('equal looks at values and at the order of keys', () => {
  expect(equal(json({ a: [1, { b: 2 }] }), json({ a: [1, { b: 2 }] }))).toBe(true);
  expect(equal(json({ a: 1, b: 2 }), json({ b: 2, a: 1 }))).toBe(false);
  expect(equal(json([1]), json([1, 2]))).toBe(false);
});
