import type { DragRef, DropListRef } from '@angular/cdk/drag-drop';
import { afterEveryRender, DestroyRef, Directive, ElementRef, inject, Injector, output } from '@angular/core';

import { whenIdle } from '../browser/idle';

/**
 * A list whose children can be dragged by their `.handle`. The CDK's drag and drop is loaded when the browser is idle,
 * and may be missing without a network. So users of this directive must offer keys or buttons as well.
 */
@Directive({ selector: '[studioSortable]' })
export class Sortable {
  readonly moved = output<{ readonly from: number; readonly to: number }>();
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  private cdk: typeof import('@angular/cdk/drag-drop') | undefined;
  private list: DropListRef | undefined;
  private items: readonly DragRef[] = [];
  private isDestroyed = false;
  /** While an entry is dragged, the list holds placeholder elements, so its items are not updated. */
  private isSorting = false;

  constructor() {
    whenIdle(() => void this.load());
    afterEveryRender({ read: () => this.updateItems() });
    inject(DestroyRef).onDestroy(() => {
      this.isDestroyed = true;
      for (const item of this.items) item.dispose();
      this.list?.dispose();
    });
  }

  private async load(): Promise<void> {
    this.cdk = await import('@angular/cdk/drag-drop').catch(() => undefined);
    if (this.cdk) this.host.classList.add('sortable');
    this.updateItems();
  }

  private updateItems(): void {
    const { cdk, host } = this;
    if (!cdk || this.isDestroyed || this.isSorting) return;
    const elements = [...host.children].filter((child) => child instanceof HTMLElement);
    const isSame = elements.every((element, index) => this.items[index]?.getRootElement() === element);
    if (isSame && elements.length === this.items.length) return;
    for (const item of this.items) item.dispose();
    this.list ??= this.makeList(cdk);
    this.items = elements.map((element) => {
      const item = cdk.createDragRef(this.injector, element);
      item.lockAxis = 'y';
      return item.withHandles([...element.querySelectorAll<HTMLElement>('.handle')].slice(0, 1));
    });
    this.list.withItems([...this.items]);
  }

  private makeList(cdk: typeof import('@angular/cdk/drag-drop')): DropListRef {
    const list = cdk.createDropListRef(this.injector, this.host);
    const mark = (isSorting: boolean): void => {
      this.isSorting = isSorting;
      this.host.classList.toggle('sorting', isSorting);
    };
    list.beforeStarted.subscribe(() => mark(true));
    list.dropped.subscribe(({ previousIndex, currentIndex }) => {
      mark(false);
      this.moved.emit({ from: previousIndex, to: currentIndex });
    });
    return list;
  }
}
