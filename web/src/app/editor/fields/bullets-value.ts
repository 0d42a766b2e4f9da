import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';

import { keyIn } from '../../document/rules/language-tags';
import { at, textsAt, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import { Icon } from '../../ui/icon';
import { MarkdownValue } from './markdown-value';

/** Edits a list of texts, each beside its translation. Alt with an arrow key moves a line. */
@Component({
  selector: 'studio-bullets-value',
  imports: [Icon, MarkdownValue, MatButton, MatIconButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol class="plain">
      @for (index of indexes(); track index) {
        <li
          class="line"
          (keydown.alt.arrowup)="move(index, index - 1, $event)"
          (keydown.alt.arrowdown)="move(index, index + 1, $event)">
          <div class="texts">
            @for (tag of tags(); track tag) {
              <studio-markdown-value
                [attr.lang]="tag"
                [isOneLine]="true"
                [name]="name() + ' ' + (index + 1) + ' (' + i18n.nameOfLanguage(tag) + ')'"
                [value]="texts().get(tag)?.[index] ?? ''"
                [placeholder]="tag === state.base() ? '' : t('field.missing')"
                (changed)="set(tag, index, $event)" />
            }
          </div>
          <div class="moves">
            <button
              matIconButton
              type="button"
              [disabled]="index === 0"
              [attr.aria-label]="t('entry.up') + ': ' + name() + ' ' + (index + 1)"
              (click)="move(index, index - 1)">
              <studio-icon name="up" />
            </button>
            <button
              matIconButton
              type="button"
              [attr.aria-label]="t('action.remove') + ': ' + name() + ' ' + (index + 1)"
              (click)="remove(index)">
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
  /** Path of the object that holds the list. */
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
  protected readonly indexes = computed(() =>
    Array.from({ length: Math.max(...[...this.texts().values()].map((list) => list.length)) }, (_, i) => i),
  );

  private at(tag: string): Path {
    return [...this.path(), keyIn(at(this.draft.document(), this.path()), this.key(), tag, this.state.base())];
  }

  protected set(tag: string, index: number, text: string): void {
    const list = [...(this.texts().get(tag) ?? [])];
    while (list.length < index) list.push('');
    list[index] = text;
    this.draft.put(this.at(tag), list, this.order());
  }

  protected add(): void {
    const tag = this.state.base();
    const count = this.indexes().length;
    this.set(tag, count, '');
    this.focus(count);
  }

  protected remove(index: number): void {
    this.draft.inEveryLanguage(this.path(), this.key(), (list) =>
      index < list.length ? list.toSpliced(index, 1) : list,
    );
    for (const tag of this.tags()) if (this.texts().get(tag)?.length === 0) this.draft.put(this.at(tag), undefined);
  }

  protected move(from: number, to: number, event?: Event): void {
    event?.preventDefault();
    if (to < 0 || to >= this.indexes().length) return;
    this.draft.inEveryLanguage(this.path(), this.key(), (list) => {
      const item = list[from];
      return item === undefined || to >= list.length ? list : list.toSpliced(from, 1).toSpliced(to, 0, item);
    });
    this.focus(to);
  }

  private focus(index: number): void {
    setTimeout(() => this.host.nativeElement.querySelectorAll('li')[index]?.querySelector('textarea')?.focus());
  }
}
