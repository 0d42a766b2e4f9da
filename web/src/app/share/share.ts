import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type Link, type NewLink } from '../api/api';
import { Draft } from '../draft/draft';
import { EditorState } from '../draft/editor-state';
import { I18n } from '../i18n/i18n';
import { Notices } from '../ui/notices';
import { Invitations } from './invitations';
import { LinkVisits } from './link-visits';
import { QrCode } from './qr-code';

const kDay = 86_400_000;
const terms = [
  { days: 7, label: 'share.week' },
  { days: 30, label: 'share.month' },
  { days: 90, label: 'share.quarter' },
  { days: 0, label: 'share.forever' },
] as const;

/** Shares the CV: by links for readers without an account, and by invitations. */
@Component({
  selector: 'studio-share',
  imports: [Invitations, LinkVisits, MatButton, QrCode],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './share.html',
  styleUrl: './share.css',
})
export class Share {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly draft = inject(Draft);
  protected readonly state = inject(EditorState);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly terms = terms;

  protected readonly links = resource({
    params: () => this.draft.slug(),
    loader: async ({ params }) => (await this.api.links(params)).links,
  });
  protected readonly fault = computed(() => {
    const error = this.links.error();
    return error && this.notices.messageOf(error);
  });
  /** The link that was just created; the service gives its address only once. */
  protected readonly made = signal<{ url: string; label: string } | undefined>(undefined);
  protected readonly asked = signal<string | undefined>(undefined);
  protected readonly page = computed(() => `${location.origin}/cv/${this.draft.slug()}`);

  protected async create(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    const given = new FormData(form);
    const text = (name: string) => String(given.get(name) ?? '');
    const days = Number(text('days'));
    const link: NewLink = {
      label: text('label'),
      audience: text('audience') || 'public',
      variant: text('variant'),
      language: text('language'),
      ...(days > 0 ? { expires_at: new Date(Date.now() + days * kDay).toISOString() } : {}),
      ...(text('password') ? { password: text('password') } : {}),
    };
    try {
      const made = await this.api.createLink(this.draft.slug(), link);
      this.made.set({ url: made.url, label: made.label });
      form.reset();
      this.links.reload();
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

  protected async revoke(link: Link): Promise<void> {
    this.asked.set(undefined);
    try {
      await this.api.revokeLink(this.draft.slug(), link.id);
      this.links.reload();
      this.notices.show(this.t('share.revoked'));
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected about(link: Link): string {
    const parts = [
      link.audience === 'public' ? this.t('restriction.everyone') : link.audience,
      link.variant,
      link.language && this.i18n.nameOfLanguage(link.language),
      link.has_password && this.t('share.hasPassword'),
      link.expires_at ? this.t('share.until', this.i18n.date(link.expires_at, false)) : this.t('share.forever'),
    ];
    return parts.filter((part) => part).join(' · ');
  }

  protected isOver(link: Link): boolean {
    return link.expires_at !== undefined && Date.parse(link.expires_at) < Date.now();
  }
}
