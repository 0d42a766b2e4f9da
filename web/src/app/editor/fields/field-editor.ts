import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';

import { keyIn } from '../../document/rules/language-tags';
import type { Field } from '../../document/sections';
import { needsTranslation } from '../../document/settings';
import { at, listAt, pathKey, textAt, textsAt, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import { BulletsValue } from './bullets-value';
import { DateValue } from './date-value';
import { MarkdownValue } from './markdown-value';
import { PhotoValue } from './photo-value';
import { RestrictionMenu } from './restriction-menu';

/** Edits one field of an object, in one language or two side by side, with its restriction. */
@Component({
  selector: 'studio-field',
  imports: [DateValue, MarkdownValue, RestrictionMenu, PhotoValue, BulletsValue],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'field', '[attr.data-path]': 'id()', '[class.pair]': 'tags().length > 1' },
  templateUrl: './field-editor.html',
  styleUrl: './field-editor.css',
})
export class FieldEditor {
  /** Path of the object that holds the field. */
  readonly path = input.required<Path>();
  readonly field = input.required<Field>();
  readonly order = input.required<readonly string[]>();
  /** Whether the field may be restricted to some audiences. */
  readonly isRestrictable = input(true);
  protected readonly draft = inject(Draft);
  protected readonly state = inject(EditorState);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;

  protected readonly id = computed(() => pathKey([...this.path(), this.field().key]));
  protected readonly label = computed(() => this.t(this.field().label));
  protected readonly restriction = computed<Path>(() => [...this.path(), `${this.field().key}@for`]);
  protected readonly tags = computed(() => {
    const [base, beside] = [this.state.base(), this.state.beside()];
    return this.field().isText && beside ? [base, beside] : [base];
  });
  /** Names of the document's skills, and names in this field that are no skill of the document. */
  protected readonly skills = computed(() => {
    const known = listAt(this.draft.document(), ['skills']).map((skill) => textAt(skill, ['name']));
    return [...new Set([...known.filter((name) => name !== ''), ...this.list(this.state.base())])];
  });

  /** The comma-separated text as typed, so that a trailing comma stays while the person goes on typing. */
  protected readonly typed = linkedSignal<string, Map<string, string>>({
    source: this.id,
    computation: () => new Map(),
  });

  protected at(tag: string): Path {
    return [...this.path(), keyIn(at(this.draft.document(), this.path()), this.field().key, tag, this.state.base())];
  }

  protected text(tag: string): string {
    return textAt(this.draft.document(), this.at(tag));
  }

  protected list(tag: string): string[] {
    return textsAt(this.draft.document(), this.at(tag));
  }

  protected words(tag: string): string {
    const list = this.list(tag);
    const typed = this.typed().get(tag);
    return typed !== undefined && sameWords(split(typed), list) ? typed : list.join(', ');
  }

  protected isMissing(tag: string): boolean {
    const base = this.state.base();
    const isEmpty = (one: string) => this.text(one) === '' && this.list(one).length === 0;
    return tag !== base && needsTranslation(this.field().key) && isEmpty(tag) && !isEmpty(base);
  }

  protected set(tag: string, text: string): void {
    this.draft.put(this.at(tag), text === '' ? undefined : text, this.order());
  }

  protected setWords(tag: string, text: string): void {
    const list = split(text);
    this.typed.update((typed) => new Map(typed).set(tag, text));
    this.draft.put(this.at(tag), list.length === 0 ? undefined : list, this.order());
  }

  protected toggle(skill: string): void {
    const list = this.list(this.state.base());
    const next = list.includes(skill) ? list.filter((one) => one !== skill) : [...list, skill];
    this.draft.put(this.at(this.state.base()), next.length === 0 ? undefined : next, this.order());
  }
}

const split = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, i) => word === b[i]);
