import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { I18n } from '../../i18n/i18n';
import { Icon } from '../../ui/icon';
import { Notices } from '../../ui/notices';
import { smallPhoto } from './photo';

/** Edits the photo: a file, which is scaled and stripped of metadata in the browser, or a web address. */
@Component({
  selector: 'studio-photo-value',
  imports: [Icon, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="row">
      @if (isInside()) {
        <img [src]="value()" [alt]="t('photo.yours')" />
        <span class="soft small">{{ t('photo.size', kilobytes()) }}</span>
        <button matButton type="button" (click)="changed.emit('')">
          <studio-icon name="trash" />{{ t('action.remove') }}
        </button>
      } @else {
        <input
          #address
          class="grow"
          type="url"
          [id]="fieldId()"
          [value]="value()"
          placeholder="https://"
          (input)="changed.emit(address.value)" />
      }
      <button matButton="tonal" type="button" [disabled]="isBusy()" (click)="file.click()">
        <studio-icon name="upload" />{{ t('photo.choose') }}
      </button>
      <input #file type="file" accept="image/*" hidden [attr.aria-label]="t('photo.choose')" (change)="choose(file)" />
    </div>
  `,
  styles: `
    img {
      width: 4.5rem;
      height: 4.5rem;
      object-fit: cover;
      border-radius: 8px;
    }
    .row > input[type='url'] {
      width: auto;
    }
  `,
})
export class PhotoValue {
  readonly value = input.required<string>();
  readonly fieldId = input('');
  readonly changed = output<string>();
  private readonly notices = inject(Notices);
  protected readonly t = inject(I18n).t;
  protected readonly isBusy = signal(false);
  protected readonly isInside = computed(() => this.value().startsWith('data:image/'));
  protected readonly kilobytes = computed(() => Math.ceil(this.value().length / 1024));

  protected async choose(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    this.isBusy.set(true);
    try {
      this.changed.emit(await smallPhoto(file));
    } catch {
      this.notices.show(this.t('photo.unreadable'));
    } finally {
      this.isBusy.set(false);
    }
  }
}
