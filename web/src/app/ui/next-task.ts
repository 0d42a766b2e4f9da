import { DestroyRef, Directive, inject, TemplateRef, ViewContainerRef } from '@angular/core';

/**
 * Renders its content in the next task, so that the browser can first paint the content above and handle input.
 * `@defer` would also put the content into a separate chunk, which costs a request.
 */
@Directive({ selector: '[studioNextTask]' })
export class NextTask {
  constructor() {
    const [container, content] = [inject(ViewContainerRef), inject<TemplateRef<unknown>>(TemplateRef)];
    const timer = setTimeout(() => container.createEmbeddedView(content));
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }
}
