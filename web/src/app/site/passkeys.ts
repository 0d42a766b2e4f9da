import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type Passkey } from '../api/api';
import { download } from '../browser/download';
import { deviceName, hasPasskeys, makePasskey } from '../browser/passkeys';
import { I18n } from '../i18n/i18n';
import { Notices } from '../ui/notices';

/** The person's passkeys and recovery codes. */
@Component({
  selector: 'studio-passkeys',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './passkeys.html',
  styles: `
    .codes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(12.5rem, 1fr));
      gap: 0.25rem 1.5rem;
      margin: 0;
      padding-inline-start: 1.75rem;
      font-family: ui-monospace, monospace;
    }
  `,
})
export class Passkeys {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;

  protected readonly stored = resource({ loader: () => this.api.passkeys() });
  protected readonly passkeys = computed(() => (this.stored.hasValue() ? this.stored.value().passkeys : []));
  protected readonly isLast = computed(() => this.passkeys().length === 1);
  /** The address at which passkeys are made. */
  protected readonly origin = computed(() => (this.stored.hasValue() ? this.stored.value().origin : undefined));
  protected readonly canAdd = computed(() => hasPasskeys() && this.origin() === globalThis.location.origin);
  protected readonly codes = signal<readonly string[]>([]);
  /** The passkey that is being renamed, and the one whose removal has to be confirmed. */
  protected readonly renamed = signal<string | undefined>(undefined);
  protected readonly asked = signal<string | undefined>(undefined);
  protected readonly isAskedForCodes = signal(false);
  protected readonly fault = computed(() => {
    const error = this.stored.error();
    return error && this.notices.messageOf(error);
  });

  protected add(): Promise<void> {
    return this.change(async () => {
      const answer = await makePasskey(await this.api.askPasskey());
      if (!answer) {
        this.notices.show(this.t('passkey.notMade'));
        return;
      }
      const made = await this.api.addPasskey({ name: deviceName(), ...answer });
      if (made.recovery_codes === 0) this.codes.set((await this.api.makeRecoveryCodes()).codes);
    });
  }

  protected rename(event: Event, id: string, name: string): Promise<void> {
    event.preventDefault();
    return this.change(async () => {
      await this.api.renamePasskey(id, name);
      this.renamed.set(undefined);
    });
  }

  protected remove(passkey: Passkey, isLast: boolean): Promise<void> {
    this.asked.set(undefined);
    return this.change(() => this.api.removePasskey(passkey.id, isLast));
  }

  protected makeCodes(): Promise<void> {
    this.isAskedForCodes.set(false);
    return this.change(async () => this.codes.set((await this.api.makeRecoveryCodes()).codes));
  }

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.codes().join('\n'));
      this.notices.show(this.t('action.copied'));
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected save(): void {
    download('recovery-codes.txt', new Blob([this.codes().join('\n'), '\n'], { type: 'text/plain' }));
  }

  private async change(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.stored.reload();
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
