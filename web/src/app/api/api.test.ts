import { json, stringify, type JsonObject } from '../json/lossless-json';
import { Api } from './api';
import { OfflineError, ProblemError } from './problem';

function answering(answer: Response | Error) {
  const fetched = vi.fn((_address: string, _request: RequestInit) =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}
afterEach(() => vi.unstubAllGlobals());

const document = json({ basics: { name: 'A' }, '2': 1.0 }) as JsonObject;

test('a save names the version that it edits, and gives the next one', async () => {
  const fetched = answering(new Response('{"slug":"a","version":4}', { headers: { ETag: '"4"' } }));
  const { saved, etag } = await new Api().save('a b', { document, etag: '"3"' }, 'why');
  expect([saved.version, etag]).toEqual([4, '"4"']);
  const [address, request] = fetched.mock.calls[0] ?? ['', {}];
  expect(address).toBe('/api/v1/cvs/a%20b?note=why');
  expect(request).toMatchObject({ method: 'PUT', headers: { 'If-Match': '"3"' }, body: stringify(document) });
});

test('a document comes with its keys and numbers as they are', async () => {
  answering(new Response('{"2": 1.50, "1": {}}', { headers: { ETag: '"1"' } }));
  const stored = await new Api().cv('a');
  expect(stringify(stored.document).replace(/\s/g, '')).toBe('{"2":1.50,"1":{}}');
});

test('a version has one name, however its document was compressed on the way', async () => {
  answering(new Response('{}', { headers: { ETag: '"12-zstd"' } }));
  expect((await new Api().cv('a')).etag).toBe('"12"');
});

test('a problem says what the service says', async () => {
  answering(
    new Response('{"title":"Too large","status":413,"detail":"At most 256 KiB"}', {
      status: 413,
      headers: { 'Content-Type': 'application/problem+json' },
    }),
  );
  await expect(new Api().cvs()).rejects.toMatchObject({ status: 413, message: 'At most 256 KiB' });
  answering(new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
  await expect(new Api().cvs()).rejects.toBeInstanceOf(ProblemError);
});

test('why something is refused is asked for in the language of the page', async () => {
  globalThis.document.documentElement.lang = 'de';
  const fetched = answering(new Response('{"cvs":[]}'));
  await new Api().cvs();
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ headers: { 'Accept-Language': 'de' } });
});

test('no answer is another thing than no', async () => {
  answering(new TypeError('Failed to fetch'));
  await expect(new Api().session()).rejects.toBeInstanceOf(OfflineError);
});

test('all pages of a list are read', async () => {
  const pages = ['{"cvs":[{"slug":"a"}],"next":"a"}', '{"cvs":[{"slug":"b"}]}'];
  const fetched = vi.fn((_address: string) => Promise.resolve(new Response(pages.shift())));
  vi.stubGlobal('fetch', fetched);
  expect((await new Api().cvs()).map((cv) => cv.slug)).toEqual(['a', 'b']);
  expect(fetched.mock.calls[1]?.[0]).toBe('/api/v1/cvs?after=a&limit=100');
});

test('what is rendered is the document and what was asked for, no more', async () => {
  const fetched = vi.fn((_address: string, _request: RequestInit) => Promise.resolve(new Response('<p>')));
  vi.stubGlobal('fetch', fetched);
  await new Api().render(document, { language: 'de', variant: '', audience: 'public' });
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toEqual({
    document: { basics: { name: 'A' }, '2': 1 },
    language: 'de',
    audience: 'public',
  });
});
