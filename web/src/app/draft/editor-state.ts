import { computed, inject, Injectable, signal } from '@angular/core';

import { isSection } from '../document/sections';
import { audiences, baseLanguage, languages, storedVariants, untranslated, variants } from '../document/settings';
import type { Path, Step } from '../document/tree';
import { Draft } from './draft';

/** State that the panes of the editor share: the document's languages, audiences and variants, the second language that
 *  is edited, and the field to open. */
@Injectable()
export class EditorState {
  private readonly draft = inject(Draft);
  readonly base = computed(() => baseLanguage(this.draft.document()));
  readonly languages = computed(() => languages(this.draft.document()), { equal: same });
  readonly audiences = computed(() => audiences(this.draft.document()), { equal: same });
  readonly variants = computed(() => variants(this.draft.document()), { equal: same });
  readonly storedVariants = computed(() => storedVariants(this.draft.document()), { equal: same });
  /** Paths of untranslated fields, by language. */
  readonly missing = computed(() => {
    const document = this.draft.document();
    return new Map(this.languages().map((tag) => [tag, untranslated(document, tag)]));
  });

  private readonly chosen = signal<string | undefined>(undefined);
  /** The language that is edited beside the base language. */
  readonly beside = computed(() => {
    const tag = this.chosen();
    return tag !== undefined && tag !== this.base() && this.languages().includes(tag) ? tag : undefined;
  });
  setBeside(tag: string | undefined): void {
    this.chosen.set(tag);
  }

  /** The path of the field that should open and get the focus. */
  readonly target = signal<Path | undefined>(undefined);
  /** The segment of the address, after `edit/`, of the pane that edits the path. */
  static addressOf(path: Path): string {
    const top: Step | undefined = path[0];
    if (top === 'meta')
      return path[2] === 'variants' || path[2] === 'audiences' || path[2] === 'languages' || path[1] === 'language'
        ? 'readers'
        : 'design';
    return typeof top === 'string' && isSection(top) ? top : 'basics';
  }
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
