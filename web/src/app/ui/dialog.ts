import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  inject,
  input,
  output,
  viewChild,
  type OnInit,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';

import { I18n } from '../i18n/i18n';
import { Icon } from './icon';

let count = 0;

/** A modal dialog. It is open while it exists; its parent removes it on `closed`. */
@Component({
  selector: 'studio-dialog',
  imports: [Icon, MatIconButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog #dialog [attr.aria-labelledby]="id" (cancel)="cancel($event)" [class.wide]="isWide()">
      <header class="row">
        <h2 class="grow" [id]="id">{{ heading() }}</h2>
        <button matIconButton type="button" [attr.aria-label]="t('action.close')" (click)="closed.emit()">
          <studio-icon name="close" />
        </button>
      </header>
      <ng-content />
    </dialog>
  `,
  styles: `
    dialog {
      width: min(34rem, calc(100vw - 2rem));
      max-height: calc(100dvh - 2rem);
      overflow: auto;
      border: 0;
      border-radius: 16px;
      padding: 1rem 1.25rem 1.25rem;
      background: var(--mat-sys-surface-container);
      color: inherit;
    }
    dialog.wide {
      width: min(64rem, calc(100vw - 2rem));
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 50%);
    }
    header {
      margin-bottom: 0.75rem;
    }
  `,
})
export class Dialog implements OnInit {
  readonly heading = input.required<string>();
  readonly isWide = input(false);
  readonly closed = output();
  protected readonly id = `dialog-${++count}`;
  protected readonly t = inject(I18n).t;
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  ngOnInit(): void {
    queueMicrotask(() => {
      if (!this.host.nativeElement.isConnected) return;
      this.dialog().nativeElement.showModal();
    });
  }

  protected cancel(event: Event): void {
    event.preventDefault();
    this.closed.emit();
  }
}
