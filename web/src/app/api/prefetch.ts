import type { components } from './schema';

export const root = '/api/v1';

const pending = new Map<string, Promise<Response>>();

/** Starts a request before any view asks for it. */
function prefetch(path: string): Promise<Response> {
  const answer = fetch(root + path, { cache: 'no-store' });
  answer.catch(() => undefined); // the view that takes the answer handles the error
  pending.set(path, answer);
  return answer;
}

/** Takes a prefetched answer, if there is one. Each answer is used once, since it is soon out of date. */
export function takePrefetched(path: string): Promise<Response> | undefined {
  const answer = pending.get(path);
  pending.delete(path);
  return answer;
}

/** Prefetches the data of the first view while Angular starts, which saves a round trip for each request. `path` is the
 *  Studio's address without its base. */
export async function prefetchFirstView(path: string): Promise<void> {
  const answer = await prefetch('/session').catch(() => undefined);
  if (!answer?.ok) return;
  const session = (await answer.clone().json()) as components['schemas']['Session'];
  if (!session.signed_in) return;
  const slug = /^cv\/([^/]+)/.exec(path)?.[1];
  if (path === '') void prefetch('/cvs?limit=100');
  else if (slug && session.can_create) void prefetch(`/cvs/${slug}`); // others may have read access only
}
