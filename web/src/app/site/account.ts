import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type Scope } from '../api/api';
import { download } from '../browser/download';
import { I18n } from '../i18n/i18n';
import { SessionStore } from '../session/session';
import { Notices } from '../ui/notices';
import { Passkeys } from './passkeys';

const kDay = 86_400_000;
const scopes = ['read', 'propose', 'publish', 'edit', 'share', 'manage'] as const satisfies readonly Scope[];

/** The person's account: API tokens, export of stored data, and deletion. */
@Component({
  selector: 'studio-account',
  imports: [MatButton, Passkeys],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './account.html',
  styles: `
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    .field select {
      width: auto;
    }
  `,
})
export class Account {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly store = inject(SessionStore);
  protected readonly session = this.store.session;
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  /** The scopes that the person may give to a token: only scopes that they have themselves. */
  protected readonly scopes = computed(() =>
    scopes.filter((scope) => scope !== 'manage' || this.session()?.role === 'owner'),
  );
  protected readonly names = {
    read: 'token.read',
    propose: 'token.propose',
    publish: 'token.publish',
    edit: 'token.edit',
    share: 'token.share',
    manage: 'token.manage',
  } as const;

  protected readonly tokens = resource({ loader: async () => (await this.api.tokens()).tokens });
  protected readonly secret = signal<string | undefined>(undefined);
  protected readonly asked = signal(false);
  protected readonly fault = computed(() => {
    const error = this.tokens.error();
    return error && this.notices.messageOf(error);
  });

  protected async create(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    const given = new FormData(form);
    const chosen = scopes.filter((scope) => given.get(scope) !== null);
    const expires_at = new Date(Date.now() + Number(given.get('days')) * kDay).toISOString();
    try {
      const made = await this.api.createToken({ label: String(given.get('label')), scopes: chosen, expires_at });
      this.secret.set(made.secret);
      form.reset();
      this.tokens.reload();
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async revoke(id: string): Promise<void> {
    try {
      await this.api.revokeToken(id);
      this.tokens.reload();
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async copy(secret: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      this.notices.show(this.t('action.copied'));
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async save(): Promise<void> {
    try {
      download(
        'my-data.json',
        new Blob([JSON.stringify(await this.api.myData(), undefined, 2)], { type: 'application/json' }),
      );
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async signOut(isEverywhere: boolean): Promise<void> {
    try {
      await this.store.signOut(isEverywhere);
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async deleteMe(): Promise<void> {
    this.asked.set(false);
    try {
      await this.api.deleteMe();
      globalThis.location.assign('/');
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
