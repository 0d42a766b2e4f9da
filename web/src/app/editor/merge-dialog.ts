import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { differences, displayText, type Conflict } from '../document/merge';
import { pathKey, put } from '../document/tree';
import { Draft, type PendingMerge } from '../draft/draft';
import { PathLabels } from '../draft/path-labels';
import { I18n } from '../i18n/i18n';
import type { JsonObject } from '../json/lossless-json';
import { Dialog } from '../ui/dialog';

/** Shown when somebody else has published meanwhile: both edits are merged, and the person resolves each conflict. */
@Component({
  selector: 'studio-merge-dialog',
  imports: [Dialog, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <studio-dialog [heading]="t('merge.title')" [isWide]="true" (closed)="closed.emit()">
      <div class="stack">
        <p>{{ t(pendingMerge().conflicts.length === 0 ? 'merge.fine' : 'merge.text') }}</p>
        @for (conflict of pendingMerge().conflicts; track $index) {
          <fieldset class="card">
            <legend>{{ labels.of(pendingMerge().merged, conflict.path) }}</legend>
            <div class="sides">
              <label class="side">
                <span class="row"
                  ><input
                    type="radio"
                    [name]="'merge-' + $index"
                    [checked]="!isTheirs(conflict)"
                    (change)="choose(conflict, false)" /><strong>{{ t('merge.mine') }}</strong></span
                >
                <span class="text">{{ displayText(conflict.mine) || t('merge.nothing') }}</span>
              </label>
              <label class="side">
                <span class="row"
                  ><input
                    type="radio"
                    [name]="'merge-' + $index"
                    [checked]="isTheirs(conflict)"
                    (change)="choose(conflict, true)" /><strong>{{ t('merge.theirs') }}</strong></span
                >
                <span class="text">{{ displayText(conflict.theirs) || t('merge.nothing') }}</span>
              </label>
            </div>
          </fieldset>
        }
        @if (theirs().length > 0) {
          <h3>{{ t('merge.taken') }}</h3>
          <ul>
            @for (change of theirs(); track $index) {
              <li>{{ labels.of(pendingMerge().theirs.document, change.path) }}</li>
            }
          </ul>
        }
        <div class="row">
          <span class="grow"></span>
          <button matButton type="button" (click)="closed.emit()">{{ t('merge.later') }}</button>
          <button matButton="filled" type="button" (click)="accepted.emit(result())">{{ t('merge.take') }}</button>
        </div>
      </div>
    </studio-dialog>
  `,
  styles: `
    fieldset {
      margin: 0;
      min-width: 0;
    }
    .sides {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
      gap: 1rem;
    }
    .side {
      display: grid;
      gap: 0.25rem;
      align-content: start;
    }
    .text {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class MergeDialog {
  readonly pendingMerge = input.required<PendingMerge>();
  readonly accepted = output<JsonObject>();
  readonly closed = output();
  protected readonly t = inject(I18n).t;
  protected readonly labels = inject(PathLabels);
  private readonly draft = inject(Draft);
  protected readonly displayText = displayText;
  private readonly taken = linkedSignal<PendingMerge, ReadonlySet<Conflict>>({
    source: this.pendingMerge,
    computation: () => new Set(),
  });

  /** Their changes that do not conflict with this edit. */
  protected readonly theirs = computed(() => {
    const { theirs, conflicts } = this.pendingMerge();
    const disputed = new Set(conflicts.map((conflict) => pathKey(conflict.path)));
    return differences(this.draft.published()?.document, theirs.document).filter(
      (change) => !disputed.has(pathKey(change.path)),
    );
  });

  protected readonly result = computed(() => {
    let result = this.pendingMerge().merged;
    for (const conflict of this.taken()) result = put(result, conflict.path, conflict.theirs) as JsonObject;
    return result;
  });

  protected isTheirs(conflict: Conflict): boolean {
    return this.taken().has(conflict);
  }

  protected choose(conflict: Conflict, isTheirs: boolean): void {
    this.taken.update((taken) => {
      const next = new Set(taken);
      if (isTheirs) next.add(conflict);
      else next.delete(conflict);
      return next;
    });
  }
}
