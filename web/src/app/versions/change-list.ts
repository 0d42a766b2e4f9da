import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import { displayText, type Change } from '../document/merge';
import { at } from '../document/tree';
import { PathLabels } from '../draft/path-labels';
import { I18n } from '../i18n/i18n';
import type { JsonObject } from '../json/lossless-json';
import { diffWords } from './word-diff';

/** Shows the changes of a document field by field, with removed and added words. */
@Component({
  selector: 'studio-change-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul class="plain stack">
      @for (row of rows(); track $index) {
        <li class="card">
          <p class="row label">
            {{ row.label }}
            @if (row.isNew) {
              <span class="badge">{{ t('versions.new') }}</span>
            }
          </p>
          <p class="text" [class.all]="row.isNew">
            @for (part of row.parts; track $index) {
              @switch (part.kind) {
                @case ('removed') {
                  <del>{{ part.text }}</del>
                }
                @case ('added') {
                  <ins>{{ part.text }}</ins>
                }
                @default {
                  <span>{{ part.text }}</span>
                }
              }
            }
          </p>
        </li>
      } @empty {
        <li class="soft">{{ t('versions.same') }}</li>
      }
    </ul>
  `,
  styles: `
    .text {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    ins {
      text-decoration: underline;
      background: light-dark(#d9f2dd, #17401f);
      color: light-dark(#0a3d15, #c9f0d0);
    }
    .all ins {
      text-decoration: none;
      background: none;
      color: inherit;
    }
    del {
      background: light-dark(#fbdfdc, #4d1f1a);
      color: light-dark(#641a12, #f7d0ca);
    }
  `,
})
export class ChangeList {
  readonly changes = input.required<readonly Change[]>();
  readonly before = input<JsonObject | undefined>();
  readonly after = input.required<JsonObject>();
  protected readonly t = inject(I18n).t;
  private readonly labels = inject(PathLabels);

  protected readonly rows = computed(() =>
    this.changes().map(({ path, before, after }) => ({
      label: this.labels.of(
        at(this.after(), path) === undefined ? (this.before() ?? this.after()) : this.after(),
        path,
      ),
      isNew: before === undefined,
      parts: diffWords(displayText(before), displayText(after)),
    })),
  );
}
