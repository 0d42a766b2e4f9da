import { computed, DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

import { writeItem } from '../browser/storage';
import { firstLanguage, loadStrings, matchLanguage } from './language-loader';
import { languages } from './languages';
import { english, type StringKey, type Strings } from './strings';

export type Translate = (key: StringKey, ...values: readonly (string | number)[]) => string;

/** Texts and dates in the person's chosen language, otherwise in their browser's. */
@Injectable({ providedIn: 'root' })
export class I18n {
  readonly languages = languages;
  private readonly current = signal<{ readonly tag: string; readonly strings: Strings }>({
    tag: 'en',
    strings: english,
  });
  /** The tag of the current language. */
  readonly language = computed(() => this.current().tag);
  private wanted = 'en';

  /** The text, with `{0}` and so on filled in. */
  readonly t: Translate = (key, ...values) =>
    this.current().strings[key].replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));

  // Reused, since browsers create these objects slowly.
  private readonly moments = computed(
    () => new Intl.DateTimeFormat(this.language(), { dateStyle: 'medium', timeStyle: 'short' }),
  );
  private readonly days = computed(() => new Intl.DateTimeFormat(this.language(), { dateStyle: 'medium' }));
  private readonly names = computed(
    () => new Intl.DisplayNames([this.language()], { type: 'language', fallback: 'code' }),
  );

  constructor() {
    const root = inject(DOCUMENT).documentElement;
    effect(() => (root.lang = this.language()));
  }

  /** Shows the first language; English if its texts cannot be loaded. */
  async loadFirst(): Promise<void> {
    await this.show(firstLanguage().tag).catch(() => undefined);
  }

  /** Shows the language now and at later visits. Rejects and changes nothing if it cannot be loaded. */
  async choose(tag: string): Promise<void> {
    await this.show(tag);
    writeItem('language', tag);
  }

  private async show(tag: string): Promise<void> {
    this.wanted = tag;
    const strings = await loadStrings(matchLanguage(tag));
    if (this.wanted === tag) this.current.set({ tag, strings });
  }

  date(iso: string, hasTime = true): string {
    return (hasTime ? this.moments() : this.days()).format(new Date(iso));
  }

  /** The name of a language in the Studio's language: "German" for "de". */
  nameOfLanguage(tag: string): string {
    return this.names().of(tag) ?? tag;
  }
}
