import { Api } from './api';
import { prefetchFirstView, takePrefetched } from './prefetch';

function answering(session: object) {
  const fetched = vi.fn((address: string) =>
    Promise.resolve(
      new Response(address.endsWith('/session') ? JSON.stringify(session) : '{"cvs":[]}', { headers: { ETag: '"7"' } }),
    ),
  );
  vi.stubGlobal('fetch', fetched);
  return () => fetched.mock.calls.map(([address]) => address);
}
afterEach(() => {
  for (const path of ['/session', '/cvs?limit=100', '/cvs/jana']) takePrefetched(path);
  vi.unstubAllGlobals();
});

const owner = { signed_in: true, can_create: true };

test('what the first view shows is asked for once, and an answer is given once', async () => {
  const asked = answering(owner);
  await prefetchFirstView('cv/jana/edit/work');
  const early = ['/api/v1/session', '/api/v1/cvs/jana'];
  expect(asked()).toEqual(early);
  expect((await new Api().cv('jana')).etag).toBe('"7"');
  expect(await new Api().session()).toEqual(owner);
  expect(asked()).toEqual(early);
  await new Api().cv('jana');
  expect(asked()).toEqual([...early, '/api/v1/cvs/jana']);
});

test.each([
  ['the list', '', owner, ['/session', '/cvs?limit=100']],
  ['another view', 'site', owner, ['/session']],
  ['nobody signed in', '', { signed_in: false }, ['/session']],
  ['somebody who may only be a reader', 'cv/jana', { signed_in: true, can_create: false }, ['/session']],
])('only what this person may see, and this view needs: %s', async (_, path, session, paths) => {
  const asked = answering(session);
  await prefetchFirstView(path);
  expect(asked()).toEqual(paths.map((one) => `/api/v1${one}`));
});

test('a network that is dead at first is no obstacle to asking again', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('dead')));
  await prefetchFirstView('');
  await expect(new Api().session()).rejects.toThrow('dead');
  answering(owner);
  expect(await new Api().session()).toEqual(owner);
});
