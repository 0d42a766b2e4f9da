import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { SessionStore } from '../session/session';
import { Notices } from '../ui/notices';
import { QrCode } from './qr-code';

/** Makes a link by which a person comes in, with a text to send and a QR code. Only for owners, who may do so. */
@Component({
  selector: 'studio-invitation-link',
  imports: [MatButton, QrCode],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isOffered()) {
      @if (message(); as text) {
        <section class="card stack" [attr.aria-label]="t('invitation.title', email())">
          <p class="soft small">{{ t('invitation.hint') }}</p>
          <textarea
            #area
            readonly
            rows="5"
            [value]="text"
            [attr.aria-label]="t('invitation.text')"
            (focus)="area.select()"></textarea>
          <studio-qr-code [text]="url()" [name]="email()" />
          <div class="row">
            <button matButton="filled" type="button" (click)="copy(text)">{{ t('action.copy') }}</button>
            <button matButton type="button" (click)="url.set('')">{{ t('recovery.done') }}</button>
          </div>
        </section>
      } @else {
        <button matButton type="button" (click)="make()">
          {{ t('invitation.make') }}<span class="hidden">{{ email() }}</span>
        </button>
      }
    }
  `,
  styles: `
    textarea {
      width: 100%;
    }
  `,
})
export class InvitationLink {
  readonly email = input.required<string>();
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly store = inject(SessionStore);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly isOffered = computed(() => this.store.isOwner() && this.store.session()?.auth === 'local');
  protected readonly url = signal('');
  private readonly until = signal('');
  protected readonly message = computed(
    () => this.url() && this.t('invitation.message', this.url(), this.i18n.date(this.until(), false)),
  );

  protected async make(): Promise<void> {
    try {
      const made = await this.api.inviteByLink(this.email());
      this.until.set(made.expires_at);
      this.url.set(made.url);
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.notices.show(this.t('action.copied'));
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
