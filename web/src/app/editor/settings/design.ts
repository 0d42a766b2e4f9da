import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { sectionNames, themes, titleOf, type Field } from '../../document/sections';
import { metaPath, themeOf } from '../../document/settings';
import { textAt } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { I18n } from '../../i18n/i18n';
import { FieldEditor } from '../fields/field-editor';
import { SectionOrder } from '../sections/section-order';

const choices = {
  font: { sans: 'design.sans', serif: 'design.serif', mono: 'design.mono' },
  density: { compact: 'design.compact', normal: 'design.normal', airy: 'design.airy' },
  page: { A4: 'design.a4', Letter: 'design.letter' },
} as const;

const bar = (x: number, y: number, width: number, height = 1) => `M${x} ${y}h${width}v${height}h${-width}z`;
const bars = (x: number, width: number, ...rows: readonly number[]) => rows.map((y) => bar(x, y, width)).join('');

/** Thumbnails of the themes, as SVG paths in a view box of 36 by 48. */
const sketches = {
  quiet: {
    ink: bar(8, 6, 14, 2.5) + bars(12, 18, 14, 17, 20, 27, 30, 33, 40, 43) + bars(6, 4, 14, 27, 40),
    accent: bar(8, 10, 8) + bars(6, 6, 24, 37),
  },
  sidebar: {
    ink: bar(15, 6, 14, 2.5) + bars(15, 17, 12, 15, 18, 25, 28, 31, 38, 41),
    accent: bar(0, 0, 11, 48) + bars(15, 8, 22, 35),
  },
  compact: {
    ink:
      bar(4, 4, 16, 2) + bars(10, 22, 10, 12, 14, 18, 20, 22, 26, 28, 30, 34, 36, 38, 42) + bars(4, 4, 10, 18, 26, 34),
    accent: bars(4, 28, 8, 16, 24, 32, 40),
  },
  classic: {
    ink: bar(11, 5, 14, 2.5) + bars(5, 26, 17, 20, 23, 31, 34, 37, 44),
    accent: bar(14, 9, 8) + bars(5, 10, 14, 28, 41) + bars(5, 26, 12.5),
  },
  bold: {
    ink: bars(5, 26, 21, 24, 27, 35, 38, 41),
    accent: bar(0, 0, 36, 13) + bar(5, 17, 12, 2) + bar(5, 31, 12, 2),
  },
} as const;

/** Settings of the CV's design: theme, colour, typeface, paper, and the order of its sections. */
@Component({
  selector: 'studio-design',
  imports: [FieldEditor, MatButton, SectionOrder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <h2>{{ t('editor.design') }}</h2>
      <fieldset class="themes">
        <legend class="label">{{ t('design.theme') }}</legend>
        @for (name of themes; track name) {
          <label class="card theme"
            ><svg viewBox="0 0 36 48" aria-hidden="true" [style.--accent]="colour()">
              <path class="ink" [attr.d]="sketches[name].ink" />
              <path class="accent" [attr.d]="sketches[name].accent" /></svg
            ><span class="row"
              ><input type="radio" name="theme" [checked]="name === theme()" (change)="set('name', name)" />{{
                t(titles[name])
              }}</span
            ></label
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
      <div class="fields few">
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
        <div class="field">
          <label for="design-dates">{{ t('design.dates') }}</label>
          <select #dates id="design-dates" aria-describedby="design-dates-hint" (change)="setDates(dates.value)">
            <option value="">{{ t('design.asWritten') }}</option>
            <option value="days" [selected]="dateStyle() === 'days'">{{ t('design.days') }}</option>
            <option value="months" [selected]="dateStyle() === 'months'">{{ t('design.months') }}</option>
          </select>
          <p id="design-dates-hint" class="soft small">{{ t('design.datesHint') }}</p>
        </div>
      </div>
      <h3>{{ t('design.sections') }}</h3>
      <studio-section-order [path]="metaPath('sections')" />
      <details>
        <summary>{{ t('design.titles') }}</summary>
        <p class="soft small">{{ t('design.titlesHint') }}</p>
        <div class="fields">
          @for (field of titleFields; track field.key) {
            <studio-field [path]="metaPath('titles')" [field]="field" [order]="sectionNames" [isRestrictable]="false" />
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
    .themes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(6.6rem, 1fr));
      gap: 0.5rem;
      max-width: 40rem;
    }
    .theme {
      display: grid;
      align-content: start;
      gap: 0.5rem;
      padding: 0.6rem;
      font-size: 0.875rem;
      cursor: pointer;
    }
    .theme:has(:checked) {
      border-color: var(--mat-sys-primary);
      background: var(--mat-sys-secondary-container);
    }
    .theme:has(:focus-visible) {
      outline: 2px solid var(--mat-sys-primary);
      outline-offset: 2px;
    }
    .theme .row {
      flex-wrap: nowrap;
      gap: 0.35rem;
    }
    .few {
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 11.2rem), 1fr));
    }
    svg {
      width: 100%;
      border: 1px solid var(--line);
      border-radius: 4px;
      background: light-dark(#fff, #16181d);
    }
    .ink {
      fill: light-dark(#9aa1ab, #7d8592);
    }
    .accent {
      fill: var(--accent);
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
  protected readonly metaPath = metaPath;
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
  protected readonly sketches = sketches;
  protected readonly colour = computed(() => this.member('accent') || 'light-dark(#1f5f7a, #7fb8d4)');
  protected readonly dateStyle = computed(() => textAt(this.draft.document(), metaPath('dates')));
  protected readonly theme = computed(() => this.member('name') || 'quiet');

  protected member(key: string): string {
    return textAt(themeOf(this.draft.document()), [key]);
  }

  protected setDates(value: string): void {
    this.draft.put(metaPath('dates'), value === '' ? undefined : value);
  }

  protected set(key: string, value: string): void {
    const next = new Map([...themeOf(this.draft.document())].filter(([name]) => name !== key || value !== ''));
    if (value !== '') next.set(key, value);
    this.draft.put(metaPath('theme'), next.size === 0 ? undefined : next);
  }
}
