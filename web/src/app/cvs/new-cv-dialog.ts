import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { languagesOffered } from '../document/languages';
import { I18n } from '../i18n/i18n';
import { Dialog } from '../ui/dialog';

export interface NewCvAnswer {
  readonly name: string;
  readonly label: string;
  readonly language: string;
  readonly slug: string;
}

/** Asks for the first data of a blank CV. */
@Component({
  selector: 'studio-new-cv-dialog',
  imports: [Dialog, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <studio-dialog [heading]="t('cvs.new')" (closed)="closed.emit()">
      <form class="stack" (submit)="submit($event)">
        <div class="field">
          <label for="new-name">{{ t('cvs.name') }}</label>
          <input
            id="new-name"
            required
            autofocus
            autocomplete="name"
            #name
            (input)="isNamed.set(name.value.trim() !== '')" />
        </div>
        <div class="field">
          <label for="new-label">{{ t('cvs.label') }}</label>
          <input id="new-label" #label />
        </div>
        <div class="field">
          <label for="new-language">{{ t('cvs.language') }}</label>
          <select id="new-language" #language>
            @for (tag of offered; track tag) {
              <option [value]="tag" [selected]="tag === i18n.language()">{{ i18n.nameOfLanguage(tag) }}</option>
            }
          </select>
        </div>
        <div class="field">
          <label for="new-slug">{{ t('cvs.slug') }}</label>
          <input id="new-slug" pattern="[a-z0-9]+(-[a-z0-9]+)*" maxlength="64" aria-describedby="new-slug-hint" #slug />
          <span id="new-slug-hint" class="soft small">{{ t('cvs.slugHint') }}</span>
        </div>
        <div class="row">
          <span class="grow"></span>
          <button matButton type="button" (click)="closed.emit()">{{ t('action.cancel') }}</button>
          <button
            matButton="filled"
            [disabled]="!isNamed()"
            (click)="
              answer = {
                name: name.value.trim(),
                label: label.value.trim(),
                language: language.value,
                slug: slug.value,
              }
            ">
            {{ t('action.create') }}
          </button>
        </div>
      </form>
    </studio-dialog>
  `,
})
export class NewCvDialog {
  readonly closed = output();
  readonly created = output<NewCvAnswer>();
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly isNamed = signal(false);
  protected readonly offered = languagesOffered;
  protected answer: NewCvAnswer | undefined;

  protected submit(event: Event): void {
    event.preventDefault();
    if (this.answer) this.created.emit(this.answer);
  }
}
