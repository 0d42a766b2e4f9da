import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';

import { at, textsAt, type Path } from '../document/tree';
import { I18n } from '../i18n/i18n';
import type { StringKey } from '../i18n/strings';
import { Icon } from '../ui/icon';
import { Draft } from './draft';
import { EditorView } from './editor-view';

/** Who sees a field or an entry (`@for`), or in which variants an entry is (`@in`): all of them, or some. */
@Component({
  selector: 'studio-names-menu',
  imports: [Icon, MatIconButton, MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      matIconButton
      type="button"
      class="trigger"
      [class.some]="isSome()"
      [matMenuTriggerFor]="menu"
      [attr.aria-label]="what() + ': ' + summary()"
      [title]="summary()">
      <studio-icon [name]="kind() === 'for' ? (isSome() ? 'lock' : 'eye') : 'list'" />
    </button>
    <mat-menu #menu [aria-label]="t(words().title)">
      <ng-template matMenuContent>
        <button mat-menu-item role="menuitemradio" [attr.aria-checked]="!isSome()" (click)="all()">
          <span class="mark">
            @if (!isSome()) {
              <studio-icon name="check" />
            }</span
          >{{ t(words().all) }}
        </button>
        @for (name of options(); track name) {
          <button
            mat-menu-item
            role="menuitemcheckbox"
            [attr.aria-checked]="names().includes(name)"
            (click)="toggle(name); $event.stopPropagation()">
            <span class="mark">
              @if (names().includes(name)) {
                <studio-icon name="check" />
              }</span
            >{{ name }}
          </button>
        } @empty {
          <button mat-menu-item disabled>{{ t(words().none) }}</button>
        }
        @if (kind() === 'for') {
          <button
            mat-menu-item
            role="menuitemradio"
            [attr.aria-checked]="isSome() && names().length === 0"
            (click)="nobody()">
            <span class="mark">
              @if (isSome() && names().length === 0) {
                <studio-icon name="check" />
              }</span
            >{{ t('names.nobody') }}
          </button>
        }
      </ng-template>
    </mat-menu>
  `,
  styles: `
    .trigger {
      --mat-icon-button-icon-color: var(--mat-sys-outline);
    }
    .some {
      --mat-icon-button-icon-color: var(--warn);
    }
    .mark {
      display: inline-block;
      width: 1.75rem;
      vertical-align: middle;
    }
  `,
})
export class NamesMenu {
  /** Path of the list of names itself, for example `/basics/phone@for`. */
  readonly path = input.required<Path>();
  readonly kind = input.required<'for' | 'in'>();
  /** What it belongs to, for screen readers. */
  readonly what = input.required<string>();
  private readonly draft = inject(Draft);
  private readonly view = inject(EditorView);
  protected readonly t = inject(I18n).t;

  protected readonly options = computed(() => (this.kind() === 'for' ? this.view.audiences() : this.view.variants()));
  protected readonly isSome = computed(() => at(this.draft.document(), this.path()) !== undefined);
  protected readonly names = computed(() => textsAt(this.draft.document(), this.path()));
  protected readonly words = computed<Record<'title' | 'all' | 'none', StringKey>>(() =>
    this.kind() === 'for'
      ? { title: 'names.for', all: 'names.everyone', none: 'names.noAudiences' }
      : { title: 'names.in', all: 'names.allVariants', none: 'names.noVariants' },
  );
  protected readonly summary = computed(() => {
    if (!this.isSome()) return this.t(this.words().all);
    return this.names().length === 0 ? this.t('names.nobody') : this.t('names.only', this.names().join(', '));
  });

  protected all(): void {
    this.draft.put(this.path(), undefined);
  }

  protected nobody(): void {
    this.draft.put(this.path(), []);
  }

  protected toggle(name: string): void {
    const names = this.names();
    const next = names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
    this.draft.put(this.path(), next.length === 0 ? undefined : next);
  }
}
