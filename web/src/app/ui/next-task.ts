import { DestroyRef, Directive, inject, TemplateRef, ViewContainerRef } from '@angular/core';

/** Renders its content in the next task, so that the browser can paint what is above it and handle input first.
 *  `@defer` would also split the content into a chunk of its own, which costs a request. */
@Directive({ selector: '[studioNextTask]' })
export class NextTask {
  constructor() {
    const [container, content] = [inject(ViewContainerRef), inject<TemplateRef<unknown>>(TemplateRef)];
    const timer = setTimeout(() => container.createEmbeddedView(content));
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }
}
