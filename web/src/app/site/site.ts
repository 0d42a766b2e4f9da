import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type AuditEvent, type Role, type Settings } from '../api/api';
import { I18n } from '../i18n/i18n';
import { SessionStore } from '../session/session';
import { InvitationLink } from '../share/invitation-link';
import { Notices } from '../ui/notices';
import { AboutText } from './about-text';

const accesses = ['public', 'signed-in', 'link-only'] as const satisfies readonly Settings['access'][];
const roles = ['owner', 'editor', 'viewer'] as const satisfies readonly Role[];
const kPage = 50;
const kEvents = [
  'create',
  'save',
  'restore',
  'delete',
  'propose',
  'accept',
  'reject',
  'share',
  'revoke',
  'invite',
  'uninvite',
  'sign-in',
  'sign-in link',
  'invitation link',
  'passkey',
  'remove passkey',
  'recovery codes',
  'recovery code used',
  'token',
  'revoke token',
  'role',
  'forget',
  'settings',
  'deny',
] as const;

/** The owner's settings of the site: access to CVs, roles of people, and the audit log. */
@Component({
  selector: 'studio-site',
  imports: [AboutText, InvitationLink, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './site.html',
  styles: `
    fieldset {
      margin: 0;
    }
    .ways,
    .people {
      display: grid;
      gap: 0.5rem;
    }
    summary {
      cursor: pointer;
    }
    .scroll {
      overflow-x: auto;
    }
    @media (max-width: 40rem) {
      thead {
        position: absolute;
        clip-path: inset(50%);
      }
      tr {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
        padding: 0.5rem 0;
        border-bottom: 1px solid var(--line);
      }
      td {
        padding: 0;
        border: 0;
      }
      td:nth-child(-n + 2) {
        font-size: 0.8125rem;
        color: var(--soft);
      }
      td:nth-child(3) {
        flex-basis: 100%;
      }
    }
    .people select {
      width: auto;
    }
  `,
})
export class Site {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly me = inject(SessionStore).session;
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly accesses = accesses;
  protected readonly roles = roles;
  protected readonly names = {
    public: 'site.public',
    'signed-in': 'site.signedIn',
    'link-only': 'site.linkOnly',
    owner: 'people.owner',
    editor: 'people.editor',
    viewer: 'people.viewer',
  } as const;

  /** Whether the person is no owner; the service would refuse all requests of this view. */
  protected readonly isBarred = computed(() => this.me() !== undefined && this.me()?.role !== 'owner');
  private readonly asOwner = () => (this.isBarred() ? undefined : true);
  protected readonly settings = resource({ params: this.asOwner, loader: () => this.api.settings() });
  protected readonly people = resource({
    params: this.asOwner,
    loader: async () => (await this.api.people()).people,
  });
  private readonly first = resource({ params: this.asOwner, loader: async () => (await this.api.audit()).events });
  private readonly olderEvents = signal<readonly AuditEvent[]>([]);
  protected readonly events = computed(() => [
    ...(this.first.hasValue() ? this.first.value() : []),
    ...this.olderEvents(),
  ]);
  protected readonly hasMore = computed(() => this.events().length > 0 && this.events().length % kPage === 0);
  protected readonly wantsAbout = signal(false);
  protected readonly asked = signal<string | undefined>(undefined);
  protected readonly fault = computed(() => {
    const error = this.settings.error() ?? this.people.error() ?? this.first.error();
    return error && this.notices.messageOf(error);
  });

  /** The name of an audit event in the person's language; for an unknown event, the service's name. */
  protected words(what: string): string {
    const known = kEvents.find((one) => one === what);
    return known ? this.t(`audit.event.${known}`) : what;
  }

  protected async setAccess(access: Settings['access']): Promise<void> {
    try {
      this.settings.set(await this.api.putSettings({ access }));
      this.notices.show(this.t('site.saved'));
    } catch (error) {
      this.settings.reload();
      this.notices.showError(error);
    }
  }

  protected async setRole(email: string, role: string): Promise<void> {
    const known = roles.find((one) => one === role);
    if (!known || email === '') return;
    try {
      await this.api.putPerson(email, known);
      this.notices.show(this.t('site.saved'));
    } catch (error) {
      this.notices.showError(error);
    }
    this.people.reload();
  }

  protected async add(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    const given = new FormData(form);
    await this.setRole(String(given.get('email')), String(given.get('role')));
    form.reset();
  }

  protected async remove(email: string): Promise<void> {
    this.asked.set(undefined);
    try {
      await this.api.deletePerson(email);
      this.people.reload();
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async more(): Promise<void> {
    try {
      const { events } = await this.api.audit(this.events().at(-1)?.id);
      this.olderEvents.update((older) => [...older, ...events]);
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
