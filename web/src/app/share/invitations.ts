import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { Notices } from '../ui/notices';
import { InvitationLink } from './invitation-link';

/** People who were invited to view or edit this CV, and a form for more invitations. */
@Component({
  selector: 'studio-invitations',
  imports: [InvitationLink, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <form #form class="card row" (submit)="invite($event, form)">
        <div class="field grow">
          <label for="invite-email">{{ t('field.email') }}</label>
          <input id="invite-email" name="email" type="email" required maxlength="254" autocomplete="off" />
        </div>
        <div class="field">
          <label for="invite-may">{{ t('people.may') }}</label>
          <select id="invite-may" name="may">
            <option value="view">{{ t('people.view') }}</option>
            <option value="edit">{{ t('people.edit') }}</option>
          </select>
        </div>
        <div class="field">
          <label for="invite-audience">{{ t('people.as') }}</label>
          <select id="invite-audience" name="audience">
            <option value="public">{{ t('restriction.everyone') }}</option>
            @for (name of audiences(); track name) {
              <option [value]="name">{{ name }}</option>
            }
          </select>
        </div>
        <button matButton="tonal">{{ t('people.invite') }}</button>
      </form>
      @if (fault(); as text) {
        <p role="alert">{{ text }}</p>
      }
      <ul class="plain">
        @for (one of people.hasValue() ? people.value() : []; track one.email) {
          <li class="row">
            <span class="grow">{{ one.email }}</span>
            <span class="badge">{{ t(one.may === 'edit' ? 'people.edit' : 'people.view') }}</span>
            @if (one.audience !== 'public') {
              <span class="badge">{{ one.audience }}</span>
            }
            <studio-invitation-link [email]="one.email" />
            <button matButton type="button" (click)="uninvite(one.email)">
              {{ t('action.remove') }}<span class="hidden">{{ one.email }}</span>
            </button>
          </li>
        } @empty {
          <li class="soft">{{ t('people.none') }}</li>
        }
      </ul>
    </div>
  `,
})
export class Invitations {
  readonly slug = input.required<string>();
  readonly audiences = input.required<readonly string[]>();
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly t = inject(I18n).t;
  protected readonly people = resource({
    params: () => this.slug(),
    loader: async ({ params }) => (await this.api.invitations(params)).people,
  });
  protected readonly fault = computed(() => {
    const error = this.people.error();
    return error && this.notices.messageOf(error);
  });

  protected async invite(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    const given = new FormData(form);
    try {
      await this.api.invite(this.slug(), String(given.get('email')), {
        may: given.get('may') === 'edit' ? 'edit' : 'view',
        audience: String(given.get('audience')),
      });
      form.reset();
      this.people.reload();
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async uninvite(email: string): Promise<void> {
    try {
      await this.api.uninvite(this.slug(), email);
      this.people.reload();
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
