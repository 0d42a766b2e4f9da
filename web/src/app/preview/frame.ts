// Puts rendered pages into a frame that runs no scripts, without loading the frame anew: no flicker, no lost place.

interface Policy {
  createHTML(html: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

/** The frame's sandbox has no scripts, so what the page holds cannot act; the Studio's own document never sees it. */
const policy: Policy = (globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy('vitrine-preview', {
  createHTML: (html) => html,
}) ?? { createHTML: (html) => html };

export function show(frame: HTMLIFrameElement, html: string): void {
  const page = frame.contentDocument;
  if (!page) return;
  const next = new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
  next.querySelectorAll('script').forEach((script) => script.remove());
  const place = page.scrollingElement?.scrollTop ?? 0;
  page.replaceChild(page.adoptNode(next.documentElement), page.documentElement);
  if (page.scrollingElement) page.scrollingElement.scrollTop = place;
}
