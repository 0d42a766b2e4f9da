import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';

import { OfflineError } from './api/problem';
import { I18n } from './i18n/i18n';
import { SessionStore } from './session/session';
import { Appearance, type AppearanceName } from './ui/appearance';
import { Icon } from './ui/icon';
import { Menu } from './ui/menu';
import type { MenuItem } from './ui/menu-item';
import { Notices } from './ui/notices';

const appearances: readonly AppearanceName[] = ['system', 'light', 'dark'];

/** The frame around every view: navigation, the account menu, and notices. */
@Component({
  selector: 'studio-root',
  imports: [Icon, MatButton, MatIconButton, Menu, RouterLink, RouterLinkActive, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="skip" href="#content" (click)="skip($event, content)">{{ t('app.skip') }}</a>
    <header class="bar">
      <a class="brand" routerLink="/"><img src="icon.svg" alt="" width="22" height="22" />{{ t('app.name') }}</a>
      @if (session.isSignedIn()) {
        <nav class="row grow" [attr.aria-label]="t('app.menu')">
          <a
            matButton
            routerLink="/"
            routerLinkActive="here"
            ariaCurrentWhenActive="page"
            [routerLinkActiveOptions]="{ exact: true }"
            >{{ t('app.cvs') }}</a
          >
          @if (session.isOwner()) {
            <a matButton routerLink="/site" routerLinkActive="here" ariaCurrentWhenActive="page">{{ t('app.site') }}</a>
          }
        </nav>
      } @else {
        <span class="grow"></span>
      }
      <studio-menu [label]="t('app.menu')" [items]="menu" />
    </header>
    <main #content id="content" tabindex="-1"><router-outlet /></main>
    <div class="notice" role="status" aria-live="polite">
      @if (notices.current(); as notice) {
        <div class="row said">
          <span class="grow">{{ notice.text }}</span>
          @if (notice.action; as action) {
            <button matButton (click)="action.run(); notices.hide()">{{ action.label }}</button>
          }
          <button matIconButton [attr.aria-label]="t('action.close')" (click)="notices.hide()">
            <studio-icon name="close" />
          </button>
        </div>
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100dvh;
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      padding: 0.25rem 1rem;
      border-bottom: 1px solid var(--line);
      background: var(--mat-sys-surface-container-low);
    }
    .brand {
      display: inline-flex;
      gap: 0.5rem;
      align-items: center;
      font-weight: 650;
      color: inherit;
      text-decoration: none;
      white-space: nowrap;
    }
    nav {
      flex-wrap: nowrap;
    }
    .here {
      background: var(--mat-sys-secondary-container);
    }
    main {
      flex: 1;
      min-height: 0;
      outline: none;
    }
    .skip {
      position: absolute;
      inset-block-start: -4rem;
      z-index: 10;
      padding: 0.5rem 1rem;
      background: var(--mat-sys-surface);
    }
    .skip:focus {
      inset-block-start: 0;
    }
    .notice {
      position: fixed;
      inset: auto 0 1rem;
      z-index: 900;
      display: grid;
      justify-items: center;
      pointer-events: none;
    }
    .said {
      pointer-events: auto;
      max-width: min(40rem, calc(100vw - 2rem));
      padding: 0.25rem 0.25rem 0.25rem 1rem;
      border-radius: 8px;
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
      --mat-button-text-label-text-color: var(--mat-sys-inverse-primary);
      --mat-icon-button-icon-color: var(--mat-sys-inverse-on-surface);
    }
  `,
})
export class App {
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly session = inject(SessionStore);
  protected readonly appearance = inject(Appearance);
  protected readonly notices = inject(Notices);
  protected readonly menu = computed<readonly MenuItem[]>(() => {
    const session = this.session.session();
    return [
      ...(session?.signed_in
        ? [
            { text: `${this.t('app.account')}: ${session.name || session.email}`, route: '/account' },
            { text: this.t('app.signOut'), run: () => void this.signOut() },
          ]
        : []),
      ...appearances.map((name, index): MenuItem => ({
        text: this.t(`app.theme.${name}`),
        choice: 'radio',
        isChosen: this.appearance.name() === name,
        beginsGroup: index === 0 && this.session.isSignedIn(),
        run: () => this.appearance.name.set(name),
      })),
      ...this.i18n.languages.map(({ tag, name }, index): MenuItem => ({
        text: name,
        lang: tag,
        choice: 'radio',
        isChosen: this.i18n.language() === tag,
        beginsGroup: index === 0,
        run: () => void this.chooseLanguage(tag),
      })),
    ];
  });

  protected skip(event: Event, content: HTMLElement): void {
    event.preventDefault();
    content.focus();
  }

  private async chooseLanguage(tag: string): Promise<void> {
    try {
      await this.i18n.choose(tag);
    } catch (error) {
      this.notices.showError(new OfflineError(String(error)));
    }
  }

  private async signOut(): Promise<void> {
    try {
      await this.session.signOut();
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
