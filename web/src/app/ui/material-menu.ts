import { OverlayContainer } from '@angular/cdk/overlay';
import { afterNextRender, ChangeDetectionStrategy, Component, effect, inject, input, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';

import { I18n } from '../i18n/i18n';
import { Icon, type IconName } from './icon';
import type { MenuItem, MenuItems } from './menu-item';

/** The items of a menu. */
@Component({
  selector: 'studio-menu-items',
  exportAs: 'itemList',
  imports: [Icon, MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mat-menu [aria-label]="name()">
      <ng-template matMenuContent>
        @for (item of items()(); track $index) {
          @if (item.beginsGroup) {
            <hr />
          }
          @if (item.route; as route) {
            <a mat-menu-item [routerLink]="route">{{ item.text }}</a>
          } @else if (item.href; as href) {
            <a mat-menu-item target="_blank" [href]="href">{{ item.text }}</a>
          } @else if (item.items; as items) {
            <button mat-menu-item [matMenuTriggerFor]="inner.menu()">{{ item.text }}</button>
            <studio-menu-items #inner="itemList" [items]="items" [name]="item.text" />
          } @else {
            <button
              mat-menu-item
              [class.on-phone]="item.isForPhone"
              [class.danger]="item.isDanger"
              [disabled]="item.isDisabled ?? false"
              [attr.lang]="item.lang"
              [role]="item.choice ? (item.choice === 'radio' ? 'menuitemradio' : 'menuitemcheckbox') : 'menuitem'"
              [attr.aria-checked]="item.choice ? (item.isChosen ?? false) : null"
              (click)="press($event, item)">
              @if (item.choice) {
                <span class="mark">
                  @if (item.isChosen) {
                    <studio-icon name="check" />
                  }
                </span>
              }
              {{ item.text }}
            </button>
          }
        }
      </ng-template>
    </mat-menu>
  `,
  styles: `
    hr {
      margin: 0.25rem 0;
      border: 0;
      border-top: 1px solid var(--line);
    }
    .mark {
      display: inline-block;
      width: 1.75rem;
      vertical-align: middle;
    }
  `,
})
export class MenuItemList {
  readonly items = input.required<MenuItems>();
  readonly name = input('');
  readonly menu = viewChild.required(MatMenu);

  protected press(event: Event, item: MenuItem): void {
    if (item.choice === 'checkbox') event.stopPropagation();
    item.run?.();
  }
}

/** Material's menu with its button; opens when it is created. */
@Component({
  selector: 'studio-material-menu',
  imports: [Icon, MatIconButton, MatMenuTrigger, MenuItemList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      matIconButton
      type="button"
      [matMenuTriggerFor]="list.menu()"
      [attr.aria-label]="label()"
      [attr.title]="hint() || null">
      <studio-icon [name]="icon()" />
    </button>
    <studio-menu-items #list="itemList" [items]="items()" [name]="name() ?? label()" />
  `,
})
export class MaterialMenu {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly icon = input.required<IconName>();
  readonly items = input.required<MenuItems>();
  readonly name = input<string>();
  private readonly trigger = viewChild.required(MatMenuTrigger);

  constructor() {
    // Menus open at the end of the body, so they get a landmark of their own.
    const overlays = inject(OverlayContainer).getContainerElement();
    const { t } = inject(I18n);
    overlays.setAttribute('role', 'region');
    effect(() => overlays.setAttribute('aria-label', t('app.menus')));
    afterNextRender(() => this.trigger().openMenu());
  }
}
