import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { download } from '../browser/download';
import { I18n } from '../i18n/i18n';
import { drawQr } from './qr';

/** Shows an address as a QR code, which can be saved as a file. */
@Component({
  selector: 'studio-qr-code',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (code(); as code) {
      <svg
        #svg
        xmlns="http://www.w3.org/2000/svg"
        [attr.viewBox]="'0 0 ' + code.size + ' ' + code.size"
        role="img"
        [attr.aria-label]="t('share.qr')"
        shape-rendering="crispEdges">
        <rect width="100%" height="100%" fill="#fff" />
        <path
          [attr.d]="code.path"
          [attr.transform]="'translate(' + code.margin + ' ' + code.margin + ')'"
          fill="#000" />
      </svg>
      <button matButton type="button" (click)="save()">{{ t('share.saveQr') }}</button>
    } @else {
      <p class="small soft">{{ t('share.qrTooLong') }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
    }
    svg {
      width: 9rem;
      height: 9rem;
      border-radius: 8px;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  readonly name = input.required<string>();
  protected readonly t = inject(I18n).t;
  private readonly svg = viewChild<ElementRef<SVGSVGElement>>('svg');
  protected readonly code = computed(() => drawQr(this.text()));

  protected save(): void {
    const svg = this.svg()?.nativeElement;
    if (svg)
      download(`${this.name()}.svg`, new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' }));
  }
}
