import { json, stringify } from '../json/lossless-json';
import { at, fieldOf, insert, move, pathKey, pathOf, put } from './tree';

const flat = (value: Parameters<typeof stringify>[0]) => stringify(value).replace(/\s+/g, '');
const document = json({ x: 1, basics: { name: 'A', label: 'B', own: true }, work: [{ name: 'One' }, { name: 'Two' }] });

test('a new key goes behind its relatives, else where the order has it, else to the end', () => {
  const order = ['name', 'label', 'email'];
  expect(flat(put(document, ['basics', 'name@de'], 'Ä', order))).toContain('{"name":"A","name@de":"Ä","label"');
  expect(flat(put(document, ['basics', 'email'], 'e', order))).toContain('"label":"B","email":"e","own":true');
  expect(flat(put(document, ['basics', 'zip'], 'z', order))).toContain('"own":true,"zip":"z"');
  expect(flat(put(json({ own: 1, label: 'B' }), ['name'], 'A', order))).toBe('{"name":"A","own":1,"label":"B"}');
});

test('what is not changed is shared, and the old document stays as it was', () => {
  const next = put(document, ['work', 1, 'name'], 'Drei');
  expect(at(next, ['work', 0])).toBe(at(document, ['work', 0]));
  expect(at(document, ['work', 1, 'name'])).toBe('Two');
});

test('objects and lists on the way are made; taking away what is not there changes nothing', () => {
  expect(flat(put(json({}), ['meta', 'vitrine', 'languages'], ['de']))).toBe(
    '{"meta":{"vitrine":{"languages":["de"]}}}',
  );
  expect(flat(put(json({}), ['a', 'b'], undefined))).toBe('{}');
  expect(flat(put(document, ['work', 0], undefined))).toContain('"work":[{"name":"Two"}]');
});

test('entries are put in and moved', () => {
  expect(at(insert(document, ['work'], 1, json({ name: 'New' })), ['work', 1, 'name'])).toBe('New');
  expect(at(move(document, ['work'], 0, 1), ['work', 1, 'name'])).toBe('One');
  expect(move(document, ['work'], 0, 2)).toBe(document);
});

test('pointers become paths with numbers in lists, and back', () => {
  const odd = json({ 'a/b~': [{ '0': 'x' }] });
  const path = pathOf(odd, '/a~1b~0/0/0');
  expect(path).toEqual(['a/b~', 0, '0']);
  expect(at(odd, path)).toBe('x');
  expect(pathKey(path)).toBe('/a~1b~0/0/0');
});

test('a line, a translation and a restriction belong to the field that has a form', () => {
  const value = json({ work: [{ 'highlights@de': ['a', 'b'], 'roles@': [{ 'position@de': 'c' }] }] });
  expect(fieldOf(value, ['work', 0, 'highlights@de', 1])).toEqual(['work', 0, 'highlights']);
  expect(fieldOf(value, ['work', 0, 'roles@', 0, 'position@de'])).toEqual(['work', 0, 'roles@', 0, 'position']);
  expect(fieldOf(value, ['work', 0, 'roles@', 0])).toEqual(['work', 0, 'roles@', 0]);
  expect(fieldOf(value, ['work', 0, 'roles@'])).toEqual(['work', 0, 'roles@']);
  expect(fieldOf(value, ['basics', 'phone@for'])).toEqual(['basics', 'phone']);
});
