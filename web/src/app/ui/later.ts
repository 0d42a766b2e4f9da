import { DestroyRef, Directive, inject, TemplateRef, ViewContainerRef } from '@angular/core';

/** Makes what it holds in a task of its own: the browser shows what stands before it, and answers to the person. */
@Directive({ selector: '[studioLater]' })
export class Later {
  constructor() {
    const [place, content] = [inject(ViewContainerRef), inject<TemplateRef<unknown>>(TemplateRef)];
    const timer = setTimeout(() => place.createEmbeddedView(content));
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }
}

/** Runs it when the browser has nothing else to do, within a second; in browsers that cannot tell, a moment later. */
export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 1000 });
  else setTimeout(run, 200);
}
