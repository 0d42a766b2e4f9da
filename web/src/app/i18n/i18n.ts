import { computed, DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

import { readItem, writeItem } from '../browser/storage';
import { strings, type StringKey, type UiLanguage } from './strings';

export type Translate = (key: StringKey, ...values: readonly (string | number)[]) => string;

/** Texts and dates in the language that the person has chosen, else in their browser's. */
@Injectable({ providedIn: 'root' })
export class I18n {
  readonly language = signal<UiLanguage>(this.first());

  /** The text, with `{0}` and so on filled in. */
  readonly t: Translate = (key, ...values) =>
    strings[key][this.language()].replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ''));

  // A browser makes these slowly, and they are used often.
  private readonly moments = computed(
    () => new Intl.DateTimeFormat(this.language(), { dateStyle: 'medium', timeStyle: 'short' }),
  );
  private readonly days = computed(() => new Intl.DateTimeFormat(this.language(), { dateStyle: 'medium' }));
  private readonly names = computed(
    () => new Intl.DisplayNames([this.language()], { type: 'language', fallback: 'code' }),
  );

  constructor() {
    const root = inject(DOCUMENT).documentElement;
    effect(() => {
      root.lang = this.language();
      writeItem('language', this.language());
    });
  }

  date(iso: string, hasTime = true): string {
    return (hasTime ? this.moments() : this.days()).format(new Date(iso));
  }

  /** A language's own name in the person's language: "de" is "German". */
  nameOfLanguage(tag: string): string {
    return this.names().of(tag) ?? tag;
  }

  private first(): UiLanguage {
    const chosen = readItem('language') ?? navigator.language;
    return chosen.startsWith('de') ? 'de' : 'en';
  }
}
