import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api } from '../api/api';
import { textAt } from '../document/tree';
import { I18n } from '../i18n/i18n';
import type { JsonObject } from '../json/lossless-json';
import { Dialog } from '../ui/dialog';
import { Notices } from '../ui/notices';
import { mediaType } from './import-types';

/** The service's limit for one request. */
const kMaxBytes = 1024 * 1024;

/** Shows how a file of another program was converted, before it is saved as a CV. */
@Component({
  selector: 'studio-import-dialog',
  imports: [Dialog, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <studio-dialog [heading]="t('import.title', file().name)" (closed)="closed.emit()">
      @if (fault(); as text) {
        <p role="alert">{{ text }}</p>
      } @else if (converted.hasValue()) {
        <div class="stack">
          <p>
            <strong>{{ name() || file().name }}</strong>
          </p>
          @if (converted.value().lost.length === 0) {
            <p>{{ t('import.fine') }}</p>
          } @else {
            <h3>{{ t('import.lost') }}</h3>
            <ul>
              @for (one of converted.value().lost; track $index) {
                <li>
                  <code>{{ one.pointer }}</code> {{ one.reason }}
                </li>
              }
            </ul>
          }
          @if (converted.value().unshown; as count) {
            <p>{{ count === 1 ? t('import.unshownOne') : t('import.unshown', count) }}</p>
          }
          @if (converted.value().problems.length > 0) {
            <h3>{{ t('import.problems') }}</h3>
            <ul>
              @for (one of converted.value().problems; track $index) {
                <li>
                  <code>{{ one.pointer }}</code> {{ t('advice.server', one.expected, one.found) }} {{ one.hint }}
                </li>
              }
            </ul>
          }
          <div class="row">
            <span class="grow"></span>
            <button matButton type="button" (click)="closed.emit()">{{ t('action.cancel') }}</button>
            <button matButton="filled" (click)="created.emit(converted.value().document)">
              {{ t('import.create') }}
            </button>
          </div>
        </div>
      } @else {
        <p class="soft">{{ t('app.loading') }}</p>
      }
    </studio-dialog>
  `,
})
export class ImportDialog {
  readonly file = input.required<File>();
  readonly closed = output();
  readonly created = output<JsonObject>();
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  protected readonly t = inject(I18n).t;

  protected readonly converted = resource({
    params: () => this.file(),
    loader: async ({ params: file }) => {
      if (file.size > kMaxBytes) throw new Error(this.t('import.tooLarge'));
      return this.api.convert(file, mediaType(file.name));
    },
  });
  protected readonly name = computed(() =>
    this.converted.hasValue() ? textAt(this.converted.value().document, ['basics', 'name']) : '',
  );
  protected readonly fault = computed(() => {
    const error = this.converted.error();
    return error && this.notices.messageOf(error);
  });
}
