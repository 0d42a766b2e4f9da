import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import { namesIn } from '../../document/rules/restrictions';
import { at, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import type { StringKey } from '../../i18n/strings';
import { Menu } from '../../ui/menu';
import type { MenuItem } from '../../ui/menu-item';

/** Restricts a field or an entry to some audiences (`@for`), or an entry to some variants (`@in`). */
@Component({
  selector: 'studio-restriction-menu',
  imports: [Menu],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <studio-menu
      [class.some]="isSome()"
      [label]="what() + ': ' + summary()"
      [hint]="summary()"
      [name]="t(texts().title)"
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
export class RestrictionMenu {
  /** Path of the list of names itself, for example `/basics/phone@for`. */
  readonly path = input.required<Path>();
  readonly kind = input.required<'for' | 'in'>();
  /** Name of the field or entry, for screen readers. */
  readonly what = input.required<string>();
  private readonly draft = inject(Draft);
  private readonly state = inject(EditorState);
  protected readonly t = inject(I18n).t;

  protected readonly options = computed(() => (this.kind() === 'for' ? this.state.audiences() : this.state.variants()));
  protected readonly isSome = computed(() => at(this.draft.document(), this.path()) !== undefined);
  protected readonly names = computed(() => namesIn(at(this.draft.document(), this.path())));
  protected readonly texts = computed<Record<'title' | 'all' | 'none', StringKey>>(() =>
    this.kind() === 'for'
      ? { title: 'restriction.for', all: 'restriction.everyone', none: 'restriction.noAudiences' }
      : { title: 'restriction.in', all: 'restriction.allVariants', none: 'restriction.noVariants' },
  );
  protected readonly summary = computed(() => {
    if (!this.isSome()) return this.t(this.texts().all);
    return this.names().length === 0
      ? this.t('restriction.nobody')
      : this.t('restriction.only', this.names().join(', '));
  });

  protected readonly items = computed<readonly MenuItem[]>(() => [
    {
      text: this.t(this.texts().all),
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
    ...(this.options().length === 0 ? [{ text: this.t(this.texts().none), isDisabled: true }] : []),
    ...(this.kind() === 'for'
      ? [
          {
            text: this.t('restriction.nobody'),
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
