import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import { at, textsAt, type Path } from '../document/tree';
import { I18n } from '../i18n/i18n';
import type { StringKey } from '../i18n/strings';
import { Menu, type MenuItem } from '../ui/menu';
import { Draft } from './draft';
import { EditorView } from './editor-view';

/** Who sees a field or an entry (`@for`), or in which variants an entry is (`@in`): all of them, or some. */
@Component({
  selector: 'studio-names-menu',
  imports: [Menu],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <studio-menu
      [class.some]="isSome()"
      [label]="what() + ': ' + summary()"
      [hint]="summary()"
      [name]="t(words().title)"
      [icon]="kind() === 'for' ? (isSome() ? 'lock' : 'eye') : 'list'"
      [items]="items" />
  `,
  styles: `
    studio-menu {
      --mat-icon-button-icon-color: var(--mat-sys-outline);
    }
    .some {
      --mat-icon-button-icon-color: var(--warn);
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

  protected readonly items = computed<readonly MenuItem[]>(() => [
    {
      text: this.t(this.words().all),
      choice: 'radio',
      isChosen: !this.isSome(),
      run: () => this.draft.put(this.path(), undefined),
    },
    ...this.options().map((name): MenuItem => ({
      text: name,
      choice: 'checkbox',
      isChosen: this.names().includes(name),
      run: () => this.toggle(name),
    })),
    ...(this.options().length === 0 ? [{ text: this.t(this.words().none), isDisabled: true }] : []),
    ...(this.kind() === 'for'
      ? [
          {
            text: this.t('names.nobody'),
            choice: 'radio' as const,
            isChosen: this.isSome() && this.names().length === 0,
            run: () => this.draft.put(this.path(), []),
          },
        ]
      : []),
  ]);

  private toggle(name: string): void {
    const names = this.names();
    const next = names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
    this.draft.put(this.path(), next.length === 0 ? undefined : next);
  }
}
