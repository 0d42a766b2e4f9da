import { computed, effect, inject, Injectable, signal } from '@angular/core';

import { Api } from '../../api/api';
import { storeReport, storedReport, linkAdvice, reportOf, type LinkReport } from '../../document/link-reports';
import { Draft } from '../../draft/draft';
import { SessionStore } from '../../session/session';
import { Notices } from '../../ui/notices';

/** Lets the service check the CV's links for dead ones, and stores the last report. */
@Injectable()
export class LinkChecker {
  private readonly api = inject(Api);
  private readonly draft = inject(Draft);
  private readonly notices = inject(Notices);
  private readonly session = inject(SessionStore);

  readonly mayCheck = computed(() => this.session.session()?.can_check_links ?? false);
  readonly isRunning = signal(false);
  readonly report = signal<LinkReport | undefined>(undefined);
  readonly advice = computed(() => {
    const report = this.report();
    return report ? linkAdvice(this.draft.document(), report) : [];
  });

  constructor() {
    effect(() => this.report.set(storedReport(this.draft.slug())));
  }

  async check(): Promise<void> {
    if (this.isRunning()) return;
    const [slug, document] = [this.draft.slug(), this.draft.document()];
    this.isRunning.set(true);
    try {
      const report = reportOf(document, await this.api.checkLinks(document), new Date().toISOString());
      storeReport(slug, report);
      if (slug === this.draft.slug()) this.report.set(report);
    } catch (error) {
      this.notices.showError(error);
    } finally {
      this.isRunning.set(false);
    }
  }
}
