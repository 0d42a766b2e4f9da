import type { LinkFinding } from '../api/api';
import { json, type JsonObject } from '../json/lossless-json';
import { dropAllReports, dropReport, storeReport, storedReport, linkAdvice, reportOf } from './link-reports';
import { put } from './tree';

const document = json({
  basics: { url: 'https://a.example/', summary: 'See [b](https://b.example/).' },
  work: [{ url: 'https://a.example/', highlights: ['one', '[c](https://c.example/)'] }],
}) as JsonObject;
const at = '2026-01-02T03:04:05Z';

const links: LinkFinding[] = [
  { url: 'https://a.example/', state: 'dead', status: 404, pointers: ['/basics/url', '/work/0/url'] },
  {
    url: 'https://b.example/',
    state: 'redirected',
    permanent: false,
    location: 'https://x.example/',
    pointers: ['/basics/summary'],
  },
  { url: 'https://c.example/', state: 'unreachable', reason: 'tls', pointers: ['/work/0/highlights/1'] },
];
const said = (value: JsonObject, report = reportOf(document, { links, left_out: 0 }, at)) =>
  linkAdvice(value, report).map((one) => `${one.path.join('.')} ${one.text} ${one.isError}`);

test('links that are not fine are told at each of their places; a redirect for now is fine', () => {
  expect(said(document)).toEqual([
    'basics.url advice.linkDead true',
    'work.0.url advice.linkDead true',
    'work.0.highlights.1 advice.link.tls true',
  ]);
});

test('what was edited since is told no more, what was moved is', () => {
  const mended = put(document, ['basics', 'url'], 'https://new.example/') as JsonObject;
  const moved = put(mended, ['work', 0, 'highlights'], json(['[c](https://c.example/)'])) as JsonObject;
  expect(said(moved)).toEqual(['work.0.url advice.linkDead true', 'work.0.highlights.0 advice.link.tls true']);
});

test('every other state has words of its own', () => {
  const states: Partial<LinkFinding>[] = [
    { state: 'redirected', permanent: true, location: 'https://new.example/' },
    { state: 'unsafe', location: 'https://a.example/' },
    { state: 'unknown', status: 403 },
    { state: 'skipped', reason: 'not-public' },
    { state: 'skipped', reason: 'time' },
    { state: 'ok' },
  ];
  const words = states.map((one) => {
    const finding = { url: 'https://a.example/', pointers: ['/basics/url'], ...one } as LinkFinding;
    return said(document, reportOf(document, { links: [finding], left_out: 0 }, at))[0];
  });
  expect(words).toEqual([
    'basics.url advice.linkMoved false',
    'basics.url advice.linkUnsafe false',
    'basics.url advice.linkUnknown false',
    'basics.url advice.link.not-public false',
    'basics.url advice.link.time false',
    undefined,
  ]);
});

test('the last report of each CV is kept', () => {
  const report = reportOf(document, { links, left_out: 3 }, at);
  storeReport('a', report);
  expect(storedReport('a')).toEqual(report);
  expect([report.count, report.leftOut, storedReport('b')]).toEqual([3, 3, undefined]);
  localStorage.setItem('vitrine.links.b', '{');
  expect(storedReport('b')).toBeUndefined();
});

test('reports go with their CV, and all of them when somebody signs out; nothing else does', () => {
  const report = reportOf(document, { links, left_out: 0 }, at);
  for (const slug of ['a', 'b', 'c']) storeReport(slug, report);
  localStorage.setItem('vitrine.draft.a', 'x');
  dropReport('a');
  expect([storedReport('a'), storedReport('b')]).toEqual([undefined, report]);
  dropAllReports();
  expect([storedReport('b'), storedReport('c'), localStorage.getItem('vitrine.draft.a')]).toEqual([
    undefined,
    undefined,
    'x',
  ]);
});
