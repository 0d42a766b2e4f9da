import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { sectionNames, themes, titleOf, type Field } from '../document/sections';
import { own, themeOf } from '../document/settings';
import { textAt } from '../document/tree';
import { I18n } from '../i18n/i18n';
import { Draft } from './draft';
import { FieldEditor } from './field-editor';
import { SectionOrder } from './section-order';

const choices = {
  font: { sans: 'design.sans', serif: 'design.serif', mono: 'design.mono' },
  density: { compact: 'design.compact', normal: 'design.normal', airy: 'design.airy' },
  page: { A4: 'design.a4', Letter: 'design.letter' },
} as const;

/** How the CV looks: theme, colour, type, paper, and the order of its sections. */
@Component({
  selector: 'studio-design',
  imports: [FieldEditor, MatButton, SectionOrder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <h2>{{ t('editor.design') }}</h2>
      <fieldset class="row">
        <legend class="label">{{ t('design.theme') }}</legend>
        @for (name of themes; track name) {
          <label class="card row"
            ><input type="radio" name="theme" [checked]="name === theme()" (change)="set('name', name)" />{{
              t(titles[name])
            }}</label
          >
        }
      </fieldset>
      <div class="row">
        <label class="label" for="accent">{{ t('design.accent') }}</label>
        <input
          #accent
          id="accent"
          type="color"
          [value]="member('accent') || '#1f5f7a'"
          (input)="set('accent', accent.value)" />
        @if (member('accent')) {
          <button matButton type="button" (click)="set('accent', '')">{{ t('design.ofTheme') }}</button>
        }
      </div>
      <div class="fields">
        @for (choice of choices; track choice.key) {
          <div class="field">
            <label [attr.for]="'design-' + choice.key">{{ t(choice.label) }}</label>
            <select #select [id]="'design-' + choice.key" (change)="set(choice.key, select.value)">
              <option value="">{{ t('design.ofTheme') }}</option>
              @for (one of choice.values; track one.value) {
                <option [value]="one.value" [selected]="one.value === member(choice.key)">{{ t(one.label) }}</option>
              }
            </select>
          </div>
        }
      </div>
      <h3>{{ t('design.sections') }}</h3>
      <studio-section-order [path]="own('sections')" />
      <details>
        <summary>{{ t('design.titles') }}</summary>
        <p class="soft small">{{ t('design.titlesHint') }}</p>
        <div class="fields">
          @for (field of titleFields; track field.key) {
            <studio-field [path]="own('titles')" [field]="field" [order]="sectionNames" [isRestrictable]="false" />
          }
        </div>
      </details>
    </div>
  `,
  styles: `
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    .card {
      padding: 0.5rem 0.75rem;
    }
    .fields {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr));
      gap: 0.5rem 1rem;
    }
    summary {
      cursor: pointer;
      font-weight: 600;
    }
  `,
})
export class Design {
  private readonly draft = inject(Draft);
  protected readonly t = inject(I18n).t;
  protected readonly own = own;
  protected readonly themes = themes;
  protected readonly sectionNames = sectionNames;
  protected readonly titles = {
    quiet: 'theme.quiet',
    sidebar: 'theme.sidebar',
    compact: 'theme.compact',
    classic: 'theme.classic',
    bold: 'theme.bold',
  } as const;
  protected readonly choices = (['font', 'density', 'page'] as const).map((key) => ({
    key,
    label: `design.${key}` as const,
    values: Object.entries(choices[key]).map(([value, label]) => ({ value, label })),
  }));
  protected readonly titleFields = sectionNames.map((key): Field => ({
    key,
    label: titleOf(key),
    kind: 'text',
    isText: true,
  }));
  protected readonly theme = computed(() => this.member('name') || 'quiet');

  protected member(key: string): string {
    return textAt(themeOf(this.draft.document()), [key]);
  }

  protected set(key: string, value: string): void {
    const next = new Map([...themeOf(this.draft.document())].filter(([name]) => name !== key || value !== ''));
    if (value !== '') next.set(key, value);
    this.draft.put(own('theme'), next.size === 0 ? undefined : next);
  }
}
