// Replaces the page within a sandboxed frame without reloading the frame, so it does not flicker or lose its scroll
// position.

interface Policy {
  createHTML(html: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

/** Passes HTML unchanged. That is safe, since the frame's sandbox forbids scripts and only the frame shows the page. */
const policy: Policy = (globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy('vitrine-preview', {
  createHTML: (html) => html,
}) ?? { createHTML: (html) => html };

export function renderPage(frame: HTMLIFrameElement, html: string): void {
  const page = frame.contentDocument;
  if (!page) return;
  const next = new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
  next.querySelectorAll('script').forEach((script) => script.remove());
  const place = page.scrollingElement?.scrollTop ?? 0;
  page.replaceChild(page.adoptNode(next.documentElement), page.documentElement);
  if (page.scrollingElement) page.scrollingElement.scrollTop = place;
}
