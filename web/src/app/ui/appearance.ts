import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

import { readItem, writeItem } from '../browser/storage';

export type AppearanceName = 'system' | 'light' | 'dark';

/** The colour scheme: the person's choice, otherwise that of their system. */
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
