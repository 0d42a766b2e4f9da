import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';

import { I18n } from '../i18n/i18n';
import { SessionStore } from './session';

@Component({
  selector: 'studio-signed-out',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page stack">
      <h1>{{ t('signedOut.title') }}</h1>
      <p>{{ t('signedOut.text') }}</p>
      @if (session(); as session) {
        @if (session.auth === 'local') {
          <p class="soft">{{ t('signedOut.local') }}</p>
        }
        <p class="row">
          <a matButton="filled" [href]="session.sign_in">{{ t('signedOut.action') }}</a>
          <a matButton href="/">{{ t('signedOut.read') }}</a>
        </p>
      }
    </div>
  `,
  styles: `
    .page {
      padding-top: 12vh;
      max-width: 40rem;
    }
  `,
})
export class SignedOut {
  protected readonly t = inject(I18n).t;
  private readonly store = inject(SessionStore);
  protected readonly session = this.store.session;

  constructor() {
    const router = inject(Router);
    void this.store.loadOnce().then((session) => session?.signed_in && router.navigateByUrl('/'));
  }
}
