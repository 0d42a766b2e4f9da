import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';

import { keyIn } from '../../document/settings';
import { textsAt, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import { Icon } from '../../ui/icon';
import { MarkdownValue } from './markdown-value';

/** A list of texts, each beside its translation. Alt with the arrow keys moves a line. */
@Component({
  selector: 'studio-bullets-value',
  imports: [Icon, MarkdownValue, MatButton, MatIconButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol class="plain">
      @for (place of places(); track place) {
        <li
          class="line"
          (keydown.alt.arrowup)="move(place, place - 1, $event)"
          (keydown.alt.arrowdown)="move(place, place + 1, $event)">
          <div class="texts">
            @for (tag of tags(); track tag) {
              <studio-markdown-value
                [attr.lang]="tag"
                [isOneLine]="true"
                [name]="name() + ' ' + (place + 1) + ' (' + i18n.nameOfLanguage(tag) + ')'"
                [value]="texts().get(tag)?.[place] ?? ''"
                [placeholder]="tag === state.base() ? '' : t('field.missing')"
                (changed)="set(tag, place, $event)" />
            }
          </div>
          <div class="moves">
            <button
              matIconButton
              type="button"
              [disabled]="place === 0"
              [attr.aria-label]="t('entry.up') + ': ' + name() + ' ' + (place + 1)"
              (click)="move(place, place - 1)">
              <studio-icon name="up" />
            </button>
            <button
              matIconButton
              type="button"
              [attr.aria-label]="t('action.remove') + ': ' + name() + ' ' + (place + 1)"
              (click)="remove(place)">
              <studio-icon name="close" />
            </button>
          </div>
        </li>
      }
    </ol>
    <button matButton type="button" (click)="add()">
      <studio-icon name="add" />{{ t('action.add') }}<span class="hidden">{{ name() }}</span>
    </button>
  `,
  styles: `
    .line {
      display: flex;
      gap: 0.5rem;
      margin-bottom: 0.5rem;
    }
    .texts {
      flex: 1;
      min-width: 0;
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    studio-markdown-value {
      flex: 1 1 12rem;
      min-width: 0;
    }
    .moves {
      display: flex;
      margin-inline-end: -0.5rem;
    }
  `,
})
export class BulletsValue {
  /** Path of the object that the list stands in. */
  readonly path = input.required<Path>();
  readonly key = input.required<string>();
  readonly name = input.required<string>();
  readonly order = input.required<readonly string[]>();
  private readonly draft = inject(Draft);
  protected readonly state = inject(EditorState);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected readonly tags = computed(() => [
    this.state.base(),
    ...(this.state.beside() ? [this.state.beside() ?? ''] : []),
  ]);
  protected readonly texts = computed(
    () => new Map(this.tags().map((tag) => [tag, textsAt(this.draft.document(), this.at(tag))])),
  );
  protected readonly places = computed(() =>
    Array.from({ length: Math.max(...[...this.texts().values()].map((list) => list.length)) }, (_, i) => i),
  );

  private at(tag: string): Path {
    return [...this.path(), keyIn(this.key(), tag, this.state.base())];
  }

  protected set(tag: string, place: number, text: string): void {
    const list = [...(this.texts().get(tag) ?? [])];
    while (list.length < place) list.push('');
    list[place] = text;
    this.draft.put(this.at(tag), list, this.order());
  }

  protected add(): void {
    const tag = this.state.base();
    const count = this.places().length;
    this.set(tag, count, '');
    this.focus(count);
  }

  protected remove(place: number): void {
    this.draft.inEveryLanguage(this.path(), this.key(), (list) =>
      place < list.length ? list.toSpliced(place, 1) : list,
    );
    for (const tag of this.tags()) if (this.texts().get(tag)?.length === 0) this.draft.put(this.at(tag), undefined);
  }

  protected move(from: number, to: number, event?: Event): void {
    event?.preventDefault();
    if (to < 0 || to >= this.places().length) return;
    this.draft.inEveryLanguage(this.path(), this.key(), (list) => {
      const item = list[from];
      return item === undefined || to >= list.length ? list : list.toSpliced(from, 1).toSpliced(to, 0, item);
    });
    this.focus(to);
  }

  private focus(place: number): void {
    setTimeout(() => this.host.nativeElement.querySelectorAll('li')[place]?.querySelector('textarea')?.focus());
  }
}
