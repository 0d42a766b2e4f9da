import type { components } from './schema';

export const root = '/api/v1';

const asked = new Map<string, Promise<Response>>();

/** Asks for something before any view does; the view's own asking then takes this answer. */
function ask(path: string): Promise<Response> {
  const answer = fetch(root + path, { cache: 'no-store' });
  answer.catch(() => undefined); // whoever takes it sees that it failed
  asked.set(path, answer);
  return answer;
}

/** The answer where it has been asked for; given once, since an answer is old soon. */
export function takeEarly(path: string): Promise<Response> | undefined {
  const answer = asked.get(path);
  asked.delete(path);
  return answer;
}

/** Asks for what the first view will show, while Angular begins: each answer is a way to the service and back. `path` is
 *  the Studio's own, without its base. */
export async function askForFirstView(path: string): Promise<void> {
  const answer = await ask('/session').catch(() => undefined);
  if (!answer?.ok) return;
  const session = (await answer.clone().json()) as components['schemas']['Session'];
  if (!session.signed_in) return;
  const slug = /^cv\/([^/]+)/.exec(path)?.[1];
  if (path === '') void ask('/cvs?limit=100');
  else if (slug && session.can_create) void ask(`/cvs/${slug}`); // others may only be readers of it
}
