import { OverlayContainer } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, effect, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';

import { I18n } from './i18n/i18n';
import { SessionStore } from './session/session';
import { Appearance, type AppearanceName } from './ui/appearance';
import { Icon } from './ui/icon';
import { Notices } from './ui/notices';

/** The frame around every view: where to go, who one is, and what has just happened. */
@Component({
  selector: 'studio-root',
  imports: [
    Icon,
    MatButton,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
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
      <button matIconButton [matMenuTriggerFor]="menu" [attr.aria-label]="t('app.menu')">
        <studio-icon name="more" />
      </button>
      <mat-menu #menu>
        @if (session.isSignedIn()) {
          <a mat-menu-item routerLink="/account"
            >{{ t('app.account') }}: {{ session.session()?.name || session.session()?.email }}</a
          >
          <button mat-menu-item (click)="signOut()">{{ t('app.signOut') }}</button>
          <hr />
        }
        @for (name of appearances; track name) {
          <button
            mat-menu-item
            role="menuitemradio"
            [attr.aria-checked]="appearance.name() === name"
            (click)="appearance.name.set(name)">
            <span class="mark">
              @if (appearance.name() === name) {
                <studio-icon name="check" />
              }
            </span>
            {{ t(labels[name]) }}
          </button>
        }
        <hr />
        <button
          mat-menu-item
          role="menuitemradio"
          [attr.aria-checked]="i18n.language() === 'en'"
          lang="en"
          (click)="i18n.language.set('en')">
          <span class="mark">
            @if (i18n.language() === 'en') {
              <studio-icon name="check" />
            }</span
          >English
        </button>
        <button
          mat-menu-item
          role="menuitemradio"
          [attr.aria-checked]="i18n.language() === 'de'"
          lang="de"
          (click)="i18n.language.set('de')">
          <span class="mark">
            @if (i18n.language() === 'de') {
              <studio-icon name="check" />
            }</span
          >Deutsch
        </button>
      </mat-menu>
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
  protected readonly appearances: readonly AppearanceName[] = ['system', 'light', 'dark'];
  protected readonly labels = { system: 'app.theme.system', light: 'app.theme.light', dark: 'app.theme.dark' } as const;

  constructor() {
    // Menus open at the end of the body: a landmark of their own tells where one is.
    const overlays = inject(OverlayContainer).getContainerElement();
    overlays.setAttribute('role', 'region');
    effect(() => overlays.setAttribute('aria-label', this.t('app.menus')));
  }

  protected skip(event: Event, content: HTMLElement): void {
    event.preventDefault();
    content.focus();
  }

  protected async signOut(): Promise<void> {
    try {
      await this.session.signOut();
    } catch (error) {
      this.notices.fault(error);
    }
  }
}
