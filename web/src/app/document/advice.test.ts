import fs from 'node:fs';

import { json, parseObject, type JsonObject } from '../json/lossless-json';
import { advise } from './advice';

const said = (value: unknown) => advise(json(value) as JsonObject).map((one) => `${one.path.join('.')} ${one.text}`);

test('what everyone can see of a person, and what is missing, is told', () => {
  expect(said({ basics: { email: 'a@example.com', phone: '1', 'phone@for': ['x'] } })).toEqual([
    'basics.label advice.noLabel',
    'basics.summary advice.noSummary',
    'basics.email advice.email',
  ]);
});

test('gaps, missing dates and ends before starts are found', () => {
  const basics = { label: 'L', summary: 'S' };
  const work = [
    { name: 'C', startDate: '2020-01', endDate: '2019-01' },
    { name: 'B', startDate: '2012-08', endDate: '2019-12' },
    { name: 'A', startDate: '2010', endDate: '2011-12' },
    { name: 'Z' },
  ];
  expect(said({ basics, work })).toEqual([
    'work.0.endDate advice.endFirst',
    'work.3.startDate advice.noStart',
    'work.1.startDate advice.gap',
  ]);
  const study = { education: [{ institution: 'U', startDate: '2012-01', endDate: '2012-08' }] };
  expect(said({ basics, work: work.slice(1, 3), ...study })).toEqual([]);
});

test('links that are unsafe or no links are told', () => {
  const found = said({
    basics: { label: 'L', summary: 'S', url: 'http://example.com/' },
    work: [{ name: 'A', startDate: '2020', url: 'example' }],
  });
  expect(found).toEqual(['basics.url advice.unsafe', 'work.0.url advice.badLink']);
});

test('a DOI where an address belongs is told with its address', () => {
  const told = (url: string) =>
    advise(json({ basics: { label: 'L', summary: 'S' }, publications: [{ name: 'P', url }] }) as JsonObject).map(
      ({ text, values }) => [text, ...values].join(' '),
    );
  expect(told('10.1000/xyz')).toEqual(['advice.doi https://doi.org/10.1000/xyz']);
  expect(told('doi:10.1000.10/xyz')).toEqual(['advice.doi https://doi.org/10.1000.10/xyz']);
  expect(told('https://doi.org/10.1000/xyz')).toEqual([]);
  expect(told('10.0.0.1/x')).toEqual(['advice.badLink']);
});

test('a very long CV is told so, counted in its own language only', () => {
  const long = 'word '.repeat(1200);
  expect(said({ basics: { label: 'L', summary: long } })).toEqual(['basics.summary advice.long']);
  expect(said({ basics: { label: 'L', summary: 'S', 'summary@de': long } })).toEqual([]);
});

test('the sample is in order but for its open e-mail address', () => {
  const sample = parseObject(fs.readFileSync('../samples/rich.json', 'utf8'));
  expect(advise(sample).map((one) => one.text)).toEqual(['advice.email']);
});
