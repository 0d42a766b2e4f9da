import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';

import { hasTag, isLanguageTag, isSameTag } from '../../document/rules/language-tags';
import { languagesOffered } from '../../document/languages';
import { namesIn } from '../../document/rules/restrictions';
import { sectionNames, themes, titleOf, type Field } from '../../document/sections';
import { audiences, metaPath, themeOf, withoutLanguage } from '../../document/settings';
import { at, put, textAt } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import type { JsonObject } from '../../json/lossless-json';
import { Icon } from '../../ui/icon';
import { Notices } from '../../ui/notices';
import { FieldEditor } from '../fields/field-editor';
import { RestrictionMenu } from '../fields/restriction-menu';
import { SectionOrder } from '../sections/section-order';

/** Settings for readers: the CV's languages, audiences and variants. */
@Component({
  selector: 'studio-readers',
  imports: [FieldEditor, Icon, MatButton, MatIconButton, RestrictionMenu, SectionOrder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './readers.html',
  styles: `
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    .chip {
      display: flex;
      align-items: center;
      gap: 0.25rem;
      padding-inline-start: 0.75rem;
      border: 1px solid var(--line);
      border-radius: 1.5rem;
      min-height: 2.5rem;
      padding-inline-end: 0.75rem;
    }
    .chip:has(button) {
      padding-inline-end: 0;
    }
    form {
      align-items: center;
    }
    form input,
    form select {
      flex: 0 1 14rem;
      min-width: 8rem;
    }
    form label {
      min-width: 7.5rem;
    }
    summary {
      cursor: pointer;
    }
  `,
})
export class Readers {
  private readonly draft = inject(Draft);
  private readonly notices = inject(Notices);
  protected readonly state = inject(EditorState);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly metaPath = metaPath;
  protected readonly themes = themes;
  protected readonly open = signal<string | undefined>(undefined);

  protected readonly variantFields: readonly Field[] = [
    { key: 'title', label: 'field.label', kind: 'text', isText: true },
    { key: 'summary', label: 'field.summary', kind: 'markdown', isText: true },
  ];
  protected readonly orderFields = sectionNames.map((key): Field => ({ key, label: titleOf(key), kind: 'words' }));
  protected readonly sectionNames = sectionNames;
  protected readonly offered = computed(() => {
    const known = this.state.languages();
    return languagesOffered.filter((tag) => !hasTag(known, tag));
  });
  /** Audiences that no field is restricted to, so they can be removed. */
  protected readonly unused = computed(() => {
    const restricted = audiences(put(this.draft.document(), metaPath('audiences'), undefined));
    return this.state.audiences().filter((name) => !restricted.includes(name));
  });

  constructor() {
    // Opens the variant whose field the preview selects.
    effect(() => {
      const [, , list, name] = this.state.target() ?? [];
      if (list === 'variants' && typeof name === 'string') untracked(() => this.open.set(name));
    });
  }

  protected setBase(tag: string): void {
    this.draft.put(['meta', 'language'], tag);
  }

  protected addLanguage(tag: string): void {
    if (!isLanguageTag(tag) || hasTag(this.state.languages(), tag)) return;
    this.draft.put(metaPath('languages'), [...this.state.languages(), tag]);
    this.state.setBeside(tag);
  }

  protected removeLanguage(tag: string): void {
    const without = withoutLanguage(this.draft.document(), tag);
    const rest = namesIn(at(without, metaPath('languages'))).filter((other) => !isSameTag(other, tag));
    this.draft.change(put(without, metaPath('languages'), rest) as JsonObject);
    this.notices.show(this.t('entry.removed', this.i18n.nameOfLanguage(tag)), {
      label: this.t('action.undo'),
      run: () => this.draft.undo(),
    });
  }

  protected addAudience(input: HTMLInputElement): void {
    const name = input.value.trim();
    if (name === '' || name === 'public' || this.state.audiences().includes(name)) return;
    this.draft.put(
      metaPath('audiences'),
      [...namesIn(at(this.draft.document(), metaPath('audiences'))), name],
      ['languages', 'audiences'],
    );
    input.value = '';
  }

  protected removeAudience(name: string): void {
    const rest = namesIn(at(this.draft.document(), metaPath('audiences'))).filter((other) => other !== name);
    this.draft.put(metaPath('audiences'), rest.length === 0 ? undefined : rest);
  }

  protected addVariant(input: HTMLInputElement): void {
    const name = input.value.trim().toLowerCase();
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || this.state.storedVariants().includes(name)) return;
    this.draft.put(
      metaPath('variants', name),
      new Map([['title', textAt(this.draft.document(), ['basics', 'label'])]]),
    );
    this.open.set(name);
    input.value = '';
  }

  protected removeVariant(name: string): void {
    let next = put(this.draft.document(), metaPath('variants', name), undefined);
    next = put(next, metaPath('variants', `${name}@for`), undefined);
    this.draft.change(next as JsonObject);
    this.notices.show(this.t('entry.removed', name), { label: this.t('action.undo'), run: () => this.draft.undo() });
  }

  protected themeName(variant: string): string {
    return textAt(themeOf(this.draft.document(), metaPath('variants', variant, 'theme')), ['name']);
  }

  protected setTheme(variant: string, name: string): void {
    const path = metaPath('variants', variant, 'theme');
    const theme = new Map([...themeOf(this.draft.document(), path)]).set('name', name);
    this.draft.put(path, name === '' ? undefined : theme);
  }
}
