import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type Saved } from '../api/api';
import { differences } from '../document/merge';
import { Draft } from '../draft/draft';
import { I18n } from '../i18n/i18n';
import { Notices } from '../ui/notices';
import { ChangeList } from './change-list';

const kPage = 50;

/** The CV's history: shows what each version changed, and restores one. */
@Component({
  selector: 'studio-versions',
  imports: [ChangeList, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './versions.html',
  styles: `
    .columns {
      display: grid;
      grid-template-columns: minmax(14rem, 20rem) minmax(0, 1fr);
      gap: 1.5rem;
      align-items: start;
    }
    @media (max-width: 48rem) {
      .columns {
        grid-template-columns: minmax(0, 1fr);
      }
    }
    .version {
      display: grid;
      width: 100%;
      padding: 0.6rem 0.8rem;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: none;
      color: inherit;
      text-align: start;
      cursor: pointer;
    }
    .version[aria-pressed='true'] {
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    ol {
      display: grid;
      gap: 0.4rem;
    }
  `,
})
export class Versions {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly draft = inject(Draft);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;

  private readonly older = signal<readonly Saved[]>([]);
  protected readonly newest = resource({
    params: () => ({ slug: this.draft.slug(), etag: this.draft.published()?.etag }),
    loader: async ({ params }) => (await this.api.versions(params.slug)).versions,
  });
  protected readonly versions = computed(() => [
    ...(this.newest.hasValue() ? this.newest.value() : []),
    ...this.older(),
  ]);
  protected readonly hasMore = computed(
    () =>
      this.versions().length > 0 && this.versions().length % kPage === 0 && (this.versions().at(-1)?.version ?? 1) > 1,
  );
  protected readonly chosen = signal<number | undefined>(undefined);
  protected readonly current = computed(() => this.chosen() ?? this.versions()[0]?.version);
  /** The chosen version and its changes from the version before. */
  protected readonly pair = resource({
    params: () => {
      const version = this.current();
      return version === undefined ? undefined : { slug: this.draft.slug(), version };
    },
    loader: async ({ params: { slug, version } }) => {
      const [after, before] = await Promise.all([
        this.api.version(slug, version),
        version > 1 ? this.api.version(slug, version - 1) : undefined,
      ]);
      return {
        version,
        after: after.document,
        changes: differences(before?.document ?? new Map(), after.document),
        before: before?.document,
      };
    },
  });
  protected readonly fault = computed(() => {
    const error = this.newest.error() ?? this.pair.error();
    return error && this.notices.messageOf(error);
  });

  protected async more(): Promise<void> {
    try {
      const { versions } = await this.api.versions(this.draft.slug(), this.versions().at(-1)?.version);
      this.older.update((older) => [...older, ...versions]);
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async restore(version: number): Promise<void> {
    try {
      await this.api.restore(this.draft.slug(), version, this.draft.published()?.etag ?? '');
      await this.draft.reload();
      this.chosen.set(undefined);
      this.notices.show(this.t('versions.restored', version));
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
