import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import type { Link } from '../api/api';
import { I18n } from '../i18n/i18n';

const kDays = 30;
const kDay = 86_400_000;

/** How often a link was opened on each of the last thirty days, as a bar chart and a sentence. */
@Component({
  selector: 'studio-link-visits',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg viewBox="0 0 120 32" role="img" [attr.aria-label]="summary()">
      <line x1="0" y1="31.5" x2="120" y2="31.5" />
      @for (bar of bars(); track bar.x) {
        <rect [attr.x]="bar.x" [attr.y]="31 - bar.height" width="3" [attr.height]="bar.height" />
      }
    </svg>
    <span class="small soft">{{ summary() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75rem;
      align-items: center;
    }
    svg {
      width: 7.5rem;
      height: 2rem;
    }
    line {
      stroke: var(--line);
    }
    rect {
      fill: var(--mat-sys-primary);
    }
  `,
})
export class LinkVisits {
  readonly days = input.required<Link['days']>();
  private readonly t = inject(I18n).t;

  protected readonly summary = computed(() => {
    const sum = (key: 'people' | 'previews' | 'bots') => this.days().reduce((total, day) => total + day[key], 0);
    return this.t('share.visits', sum('people'), sum('previews') + sum('bots'));
  });
  protected readonly bars = computed(() => {
    const counts = new Map(this.days().map((day) => [day.day, day.people]));
    const last = Array.from(
      { length: kDays },
      (_, i) => counts.get(new Date(Date.now() - (kDays - 1 - i) * kDay).toISOString().slice(0, 10)) ?? 0,
    );
    const most = Math.max(1, ...last);
    return last.map((count, i) => ({ x: i * 4, height: count === 0 ? 0 : Math.max(2, (count / most) * 30) }));
  });
}
