import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

import { readItem, writeItem } from '../browser/storage';

export type AppearanceName = 'system' | 'light' | 'dark';

/** Light or dark: as the person has chosen, else as their system. */
@Injectable({ providedIn: 'root' })
export class Appearance {
  readonly name = signal<AppearanceName>(this.first());

  constructor() {
    const root = inject(DOCUMENT).documentElement;
    effect(() => {
      root.style.colorScheme = this.name() === 'system' ? 'light dark' : this.name();
      writeItem('appearance', this.name());
    });
  }

  private first(): AppearanceName {
    const chosen = readItem('appearance');
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  }
}
