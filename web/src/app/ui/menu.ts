import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type Type } from '@angular/core';

import { OfflineError } from '../api/problem';
import { Icon, type IconName } from './icon';
import { whenIdle } from './later';
import type { MenuOpened } from './menu-opened';
import { Notices } from './notices';

/** One line of a menu: something to do, an address to go to, a choice that is on or off, or a menu of its own. */
export interface MenuItem {
  readonly text: string;
  readonly run?: () => void;
  /** A view of the Studio. */
  readonly route?: string;
  /** An address that opens in a window of its own. */
  readonly href?: string;
  /** One of several choices (`radio`), or one that goes with others (`checkbox`), which leaves the menu open. */
  readonly choice?: 'radio' | 'checkbox';
  readonly isChosen?: boolean;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** Only where the window is as narrow as a phone. */
  readonly isForPhone?: boolean;
  /** A line above it. */
  readonly beginsGroup?: boolean;
  /** The language of the text, where it is not the Studio's. */
  readonly lang?: string;
  readonly items?: MenuItems;
}

/** The lines, made when the menu is open: there are many menus, and few are opened. */
export type MenuItems = () => readonly MenuItem[];

const load = () => import('./menu-opened');
let isAhead = false;

/** A button that opens a menu. Material's menu and all that it stands on come when the browser has time, at the latest
 *  when the button is pressed; until then the button only looks like Material's. */
@Component({
  selector: 'studio-menu',
  imports: [Icon, NgComponentOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (opened(); as opened) {
      <ng-container *ngComponentOutlet="opened; inputs: inputs()" />
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
  /** What the button is called, for screen readers. */
  readonly label = input.required<string>();
  readonly items = input.required<MenuItems>();
  readonly icon = input<IconName>('more');
  /** Shown where the pointer rests. */
  readonly hint = input('');
  /** What the menu itself is called; without one, as its button. */
  readonly name = input<string>();
  private readonly notices = inject(Notices);
  protected readonly opened = signal<Type<MenuOpened> | undefined>(undefined);
  protected readonly inputs = computed(() => ({
    label: this.label(),
    items: this.items(),
    icon: this.icon(),
    hint: this.hint(),
    name: this.name(),
  }));

  constructor() {
    if (isAhead) return;
    isAhead = true;
    whenIdle(() => load().catch(() => undefined));
  }

  protected async open(): Promise<void> {
    try {
      this.opened.set((await load()).MenuOpened);
    } catch (error) {
      this.notices.fault(new OfflineError(String(error)));
    }
  }
}
