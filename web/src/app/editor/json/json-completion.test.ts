import fs from 'node:fs';

import { contextAt, suggest } from './json-completion';

const schema = JSON.parse(fs.readFileSync('../schema/resume.schema.json', 'utf8')) as Record<string, unknown>;
const offered = (text: string) => {
  const context = contextAt(text, text.length);
  return context ? suggest(schema, context, ['en', 'de']).map((one) => one.text) : undefined;
};

test('keys of the object around the caret are offered, but not those that it has', () => {
  expect(offered('{"')).toEqual(expect.arrayContaining(['basics', 'work', 'meta']));
  expect(offered('{"basics": {}, "b')).toEqual([]);
  expect(offered('{"work": [{"name": "x", "pos')).toEqual(['position']);
});

test('behind an @ there are languages and audiences', () => {
  expect(offered('{"basics": {"summary@')).toEqual(['summary@en', 'summary@de', 'summary@for']);
});

test('values that are named in the schema are offered', () => {
  expect(offered('{"meta": {"vitrine": {"theme": {"name": "c')).toEqual(['compact', 'classic']);
  expect(offered('{"meta": {"vitrine": {"sections": ["wo')).toEqual(['work']);
});

test('outside of texts nothing is offered', () => {
  expect(offered('{"basics": ')).toBeUndefined();
  expect(offered('{"a": "b"}')).toBeUndefined();
});
