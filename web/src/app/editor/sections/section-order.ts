import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';

import { titleOf, type SectionName } from '../../document/sections';
import { sectionOrder } from '../../document/settings';
import { at, textsAt, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { I18n } from '../../i18n/i18n';
import { Icon } from '../../ui/icon';
import { Sortable } from '../../ui/sortable';

/** The order of the sections; for a variant, also its choice of sections. */
@Component({
  selector: 'studio-section-order',
  imports: [Icon, MatIconButton, Sortable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol class="plain" studioSortable (moved)="move($event.from, $event.to)">
      @for (name of order(); track name; let index = $index) {
        <li>
          <button
            matIconButton
            type="button"
            class="handle"
            [attr.aria-label]="t('entry.handle', t(titleOf(name)))"
            [title]="t('entry.handleHint')"
            (keydown)="press($event, index)">
            <studio-icon name="drag" />
          </button>
          @if (isChoice()) {
            <label class="row"
              ><input #box type="checkbox" [checked]="isIn(name)" (change)="choose(name, box.checked)" />{{
                t(titleOf(name))
              }}</label
            >
          } @else {
            {{ t(titleOf(name)) }}
          }
        </li>
      }
    </ol>
  `,
  styles: `
    li {
      display: flex;
      align-items: center;
      border-bottom: 1px solid var(--line);
    }
    .sortable .handle {
      cursor: grab;
    }
  `,
})
export class SectionOrder {
  readonly path = input.required<Path>();
  readonly isChoice = input(false);
  private readonly draft = inject(Draft);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly t = inject(I18n).t;
  protected readonly titleOf = titleOf;

  private readonly chosen = computed(() => textsAt(this.draft.document(), this.path()));
  private readonly isExplicit = computed(() => at(this.draft.document(), this.path()) !== undefined);
  protected readonly order = computed(() => sectionOrder(this.draft.document(), this.path()));

  protected isIn(name: SectionName): boolean {
    return !this.isExplicit() || this.chosen().includes(name);
  }

  protected choose(name: SectionName, isIn: boolean): void {
    this.set(this.order().filter((one) => (one === name ? isIn : this.isIn(one))));
  }

  protected press(event: KeyboardEvent, index: number): void {
    const to = event.key === 'ArrowUp' ? index - 1 : event.key === 'ArrowDown' ? index + 1 : undefined;
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 || to >= this.order().length) return;
    this.move(index, to);
    setTimeout(() => this.host.nativeElement.querySelectorAll<HTMLElement>('.handle')[to]?.focus());
  }

  protected move(from: number, to: number): void {
    const order = this.order();
    const moved = order.toSpliced(from, 1).toSpliced(to, 0, ...order.slice(from, from + 1));
    this.set(this.isChoice() ? moved.filter((name) => this.isIn(name)) : moved);
  }

  private set(names: readonly SectionName[]): void {
    this.draft.put(this.path(), names);
  }
}
