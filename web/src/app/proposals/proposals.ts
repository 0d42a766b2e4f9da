import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api } from '../api/api';
import { displayText } from '../document/merge';
import { at, pathOf } from '../document/tree';
import { Draft } from '../draft/draft';
import { PathLabels } from '../draft/path-labels';
import { I18n } from '../i18n/i18n';
import { Notices } from '../ui/notices';

/** Changes that assistants propose: each can be taken or left, side by side with what is there now. */
@Component({
  selector: 'studio-proposals',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './proposals.html',
  styles: `
    .sides {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 1rem;
    }
    @media (max-width: 48rem) {
      .sides {
        grid-template-columns: minmax(0, 1fr);
      }
    }
    .text {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class Proposals {
  private readonly api = inject(Api);
  private readonly labels = inject(PathLabels);
  private readonly notices = inject(Notices);
  protected readonly draft = inject(Draft);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;

  protected readonly isBusy = signal(false);
  protected readonly all = resource({
    params: () => ({ slug: this.draft.slug(), etag: this.draft.published()?.etag }),
    loader: async ({ params }) => (await this.api.proposals(params.slug)).proposals,
  });
  protected readonly chosen = signal<string | undefined>(undefined);
  protected readonly current = computed(() => {
    const all = this.all.hasValue() ? this.all.value() : [];
    return all.find(({ id }) => id === this.chosen()) ?? all[0];
  });
  protected readonly shown = resource({
    params: () => {
      const id = this.current()?.id;
      return id === undefined ? undefined : { slug: this.draft.slug(), id, etag: this.draft.published()?.etag };
    },
    loader: ({ params }) => this.api.proposal(params.slug, params.id),
  });
  protected readonly rows = computed(() => {
    const document = this.draft.published()?.document;
    if (!document || !this.shown.hasValue()) return [];
    return this.shown.value().changes.map(({ pointer, before, after, fits }, index) => {
      const path = pathOf(document, pointer);
      // A new entry has no place in the document yet: its list has.
      const isPlace = before !== undefined && at(document, path) !== undefined;
      return {
        index,
        fits,
        label: this.labels.of(document, isPlace || typeof path.at(-1) !== 'number' ? path : path.slice(0, -1)),
        before: displayText(before),
        after: displayText(after),
      };
    });
  });
  /** The places of the changes to take; at first all that fit. */
  protected readonly taken = linkedSignal(
    () => new Set(this.rows().flatMap(({ fits, index }) => (fits ? [index] : []))),
  );
  protected readonly fault = computed(() => {
    const error = this.all.error() ?? this.shown.error();
    return error && this.notices.messageOf(error);
  });

  protected toggle(index: number): void {
    this.taken.update((taken) => {
      const next = new Set(taken);
      if (!next.delete(index)) next.add(index);
      return next;
    });
  }

  protected accept = (id: string): Promise<void> =>
    this.act(async () => {
      const changes = [...this.taken()].sort((a, b) => a - b);
      const etag = this.draft.published()?.etag ?? '';
      const saved = await this.api.acceptProposal(this.draft.slug(), id, changes, etag);
      await this.draft.reload();
      this.notices.show(this.t('proposals.accepted', saved.version));
    });

  protected reject = (id: string): Promise<void> =>
    this.act(async () => {
      await this.api.rejectProposal(this.draft.slug(), id);
      this.notices.show(this.t('proposals.rejected'));
    });

  private async act(work: () => Promise<void>): Promise<void> {
    this.isBusy.set(true);
    try {
      await work();
      this.chosen.set(undefined);
    } catch (error) {
      this.notices.showError(error);
    }
    this.all.reload();
    this.isBusy.set(false);
  }
}
