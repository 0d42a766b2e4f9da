import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';

import { I18n } from '../../i18n/i18n';

const kDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const kYear = /^[12]\d{3}$/;

/** Edits a date of any precision: year, month or day. An end may be "present", which is stored as no date. */
@Component({
  selector: 'studio-date-value',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (hasPresent()) {
      <label class="row small">
        <input #present type="checkbox" [checked]="isPresent()" (change)="setPresent(present.checked)" />{{
          t('date.present')
        }}
      </label>
    }
    @if (!hasPresent() || !isPresent()) {
      <div class="parts">
        <input
          #year
          [id]="fieldId()"
          inputmode="numeric"
          maxlength="4"
          [placeholder]="t('date.year')"
          [attr.aria-label]="name() + ': ' + t('date.year')"
          [attr.aria-invalid]="isWrong() || null"
          [value]="parts().year"
          (input)="set({ year: year.value })" />
        <select #month [attr.aria-label]="name() + ': ' + t('date.month')" (change)="set({ month: month.value })">
          <option value="">{{ t('date.month') }}</option>
          @for (one of months(); track one.value) {
            <option [value]="one.value" [selected]="one.value === parts().month">{{ one.name }}</option>
          }
        </select>
        @if (parts().month) {
          <select #day [attr.aria-label]="name() + ': ' + t('date.day')" (change)="set({ day: day.value })">
            <option value="">{{ t('date.day') }}</option>
            @for (one of days(); track one) {
              <option [value]="one" [selected]="one === parts().day">{{ +one }}</option>
            }
          </select>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.35rem;
    }
    .parts {
      display: grid;
      grid-template-columns: 4.5rem minmax(0, 1fr);
      gap: 0.35rem;
    }
    .parts:has(:nth-child(3)) {
      grid-template-columns: 4.5rem minmax(0, 1fr) 4.2rem;
    }
  `,
})
export class DateValue {
  readonly value = input.required<string>();
  readonly name = input.required<string>();
  readonly fieldId = input.required<string>();
  readonly hasPresent = input(false);
  readonly changed = output<string>();
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;

  /** The values of the inputs; they may not be a valid date yet. */
  protected readonly parts = linkedSignal(() => {
    const [, year = '', month = '', day = ''] = kDate.exec(this.value()) ?? [];
    return { year: year || this.value(), month, day };
  });
  /** Stays false if the person clears the year to type another one. */
  protected readonly isPresent = linkedSignal<string, boolean>({
    source: this.value,
    computation: (value, before) => value === '' && (before?.value ?? true),
  });
  protected readonly isWrong = computed(() => this.parts().year !== '' && !kYear.test(this.parts().year));
  protected readonly months = computed(() => {
    const format = new Intl.DateTimeFormat(this.i18n.language(), { month: 'long', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, i) => ({
      value: String(i + 1).padStart(2, '0'),
      name: format.format(Date.UTC(2024, i, 1)),
    }));
  });
  protected readonly days = computed(() => {
    const { year, month } = this.parts();
    const count = new Date(Date.UTC(Number(year) || 2024, Number(month), 0)).getUTCDate();
    return Array.from({ length: count }, (_, i) => String(i + 1).padStart(2, '0'));
  });

  protected set(change: Partial<{ year: string; month: string; day: string }>): void {
    const next = { ...this.parts(), ...change };
    if (!next.month) next.day = '';
    this.parts.set(next);
    if (next.year === '') return this.changed.emit('');
    if (!kYear.test(next.year)) return;
    this.changed.emit([next.year, next.month, next.day].filter((part) => part !== '').join('-'));
  }

  protected setPresent(isPresent: boolean): void {
    this.isPresent.set(isPresent);
    if (isPresent) this.changed.emit('');
  }
}
