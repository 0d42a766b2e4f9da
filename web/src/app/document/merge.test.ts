import { json, stringify } from '../json/lossless-json';
import { differences, merge, displayText } from './merge';

const flat = (value: Parameters<typeof stringify>[0] | undefined) =>
  value === undefined ? '' : stringify(value).replace(/\s+/g, '');
const paths = (list: readonly { path: readonly (string | number)[] }[]) => list.map((one) => one.path.join('.'));

const base = json({
  basics: { name: 'A', label: 'L' },
  work: [{ name: 'One', summary: 's' }, { name: 'Two' }],
  skills: [{ name: 'C++', keywords: ['a'] }],
});

test('differences are told field by field; entries are known by name', () => {
  const after = json({
    basics: { name: 'A', label: 'M', email: 'e' },
    work: [{ name: 'New' }, { name: 'Two' }, { name: 'One', summary: 't' }],
    skills: [{ name: 'C++', keywords: ['a', 'b'] }],
  });
  expect(paths(differences(base, after))).toEqual([
    'basics.label',
    'basics.email',
    'work.0',
    'work.2.summary',
    'skills.0.keywords',
  ]);
});

test('a renamed entry is a change of its name, a new order one of the list', () => {
  expect(
    paths(
      differences(
        base,
        json({
          basics: { name: 'A', label: 'L' },
          work: [{ name: 'Uno', summary: 's' }, { name: 'Two' }],
          skills: [{ name: 'C++', keywords: ['a'] }],
        }),
      ),
    ),
  ).toEqual(['work.0.name']);
  const turned = json({
    basics: { name: 'A', label: 'L' },
    work: [{ name: 'Two' }, { name: 'One', summary: 's' }],
    skills: [{ name: 'C++', keywords: ['a'] }],
  });
  expect(paths(differences(base, turned))).toEqual(['work']);
});

test('edits of different fields fit together', () => {
  const mine = json({
    basics: { name: 'A', label: 'Mine' },
    work: [{ name: 'One', summary: 's' }, { name: 'Two' }, { name: 'Three' }],
    skills: [{ name: 'C++', keywords: ['a'] }],
  });
  const theirs = json({
    basics: { name: 'A', label: 'L', email: 'e' },
    work: [{ name: 'Zero' }, { name: 'One', summary: 'theirs' }, { name: 'Two' }],
    skills: [],
  });
  const { result, conflicts } = merge(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(flat(result)).toContain('"label":"Mine","email":"e"');
  expect(flat(result)).toContain('"summary":"theirs"');
  for (const name of ['Zero', 'One', 'Two', 'Three']) expect(flat(result)).toContain(name);
  expect(flat(result)).toContain('"skills":[]');
});

test('the same field changed twice is a conflict at its place in the result', () => {
  const mine = json({ basics: { name: 'A', label: 'Mine' }, work: [{ name: 'Two' }] });
  const theirs = json({
    basics: { name: 'A', label: 'Theirs' },
    work: [
      { name: 'One', summary: 'changed' },
      { name: 'Two', position: 'P' },
    ],
  });
  const { result, conflicts } = merge(base, mine, theirs);
  expect(paths(conflicts)).toContain('basics.label');
  expect(conflicts[0]).toMatchObject({ mine: 'Mine', theirs: 'Theirs', base: 'L' });
  expect(flat(result)).toContain('"label":"Mine"');
  expect(flat(result)).toContain('"position":"P"');
});

test('without an ancestor, what both have alike is no conflict', () => {
  const { result, conflicts } = merge(undefined, json({ a: 'x', b: 'y' }), json({ a: 'x', c: 'z' }));
  expect(conflicts).toEqual([]);
  expect(flat(result)).toBe('{"a":"x","c":"z","b":"y"}');
});

test('values are readable', () => {
  expect(displayText(json(['a', 'b']))).toBe('a\nb');
  expect(displayText(json({ name: 'N', years: 3 }))).toBe('name: N\nyears: 3');
  expect(displayText(undefined)).toBe('');
});
