import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type Type } from '@angular/core';

import { OfflineError } from '../api/problem';
import { whenIdle } from '../browser/idle';
import { Icon, type IconName } from './icon';
import type { MaterialMenu } from './material-menu';
import type { MenuItems } from './menu-item';
import { Notices } from './notices';

const load = () => import('./material-menu');
let isPreloading = false;

/** A button that opens a menu. Material's menu is loaded when the browser is idle, at the latest when the button is
 *  pressed; until then the button only looks like Material's. */
@Component({
  selector: 'studio-menu',
  imports: [Icon, NgComponentOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (loaded(); as menu) {
      <ng-container *ngComponentOutlet="menu; inputs: inputs()" />
    } @else {
      <button
        type="button"
        class="icon-button"
        aria-haspopup="menu"
        aria-expanded="false"
        [attr.aria-label]="label()"
        [attr.title]="hint() || null"
        (click)="open()">
        <studio-icon [name]="icon()" />
      </button>
    }
  `,
})
export class Menu {
  /** The button's name for screen readers. */
  readonly label = input.required<string>();
  readonly items = input.required<MenuItems>();
  readonly icon = input<IconName>('more');
  /** The button's tooltip. */
  readonly hint = input('');
  /** The menu's own name for screen readers; without it, the button's. */
  readonly name = input<string>();
  private readonly notices = inject(Notices);
  protected readonly loaded = signal<Type<MaterialMenu> | undefined>(undefined);
  protected readonly inputs = computed(() => ({
    label: this.label(),
    items: this.items(),
    icon: this.icon(),
    hint: this.hint(),
    name: this.name(),
  }));

  constructor() {
    if (isPreloading) return;
    isPreloading = true;
    whenIdle(() => load().catch(() => undefined));
  }

  protected async open(): Promise<void> {
    try {
      this.loaded.set((await load()).MaterialMenu);
    } catch (error) {
      this.notices.showError(new OfflineError(String(error)));
    }
  }
}
