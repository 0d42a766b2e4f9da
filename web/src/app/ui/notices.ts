import { inject, Injectable, signal } from '@angular/core';

import { OfflineError, ProblemError } from '../api/problem';
import { I18n } from '../i18n/i18n';

export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const kShownMs = 7000;

/** One short message at the bottom of the page, which screen readers announce. */
@Injectable({ providedIn: 'root' })
export class Notices {
  private readonly i18n = inject(I18n);
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly current = signal<Notice | undefined>(undefined);

  show(text: string, action?: Notice['action'], milliseconds = kShownMs): void {
    clearTimeout(this.timer);
    this.current.set({ text, action });
    this.timer = setTimeout(() => this.current.set(undefined), milliseconds);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.current.set(undefined);
  }

  /** Shows the person the error; an aborted request is no error. */
  showError(error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    const isSignedOut = error instanceof ProblemError && error.status === 401;
    const signIn = {
      label: this.i18n.t('signedOut.action'),
      run: () => globalThis.location.assign(new URL('signed-out', document.baseURI)),
    };
    this.show(this.messageOf(error), isSignedOut ? signIn : undefined);
  }

  messageOf(error: unknown): string {
    const t = this.i18n.t;
    if (error instanceof OfflineError) return t('error.offline');
    if (error instanceof ProblemError && error.status === 401) return t('error.signedOut');
    return t('error.unknown', error instanceof Error ? error.message : String(error));
  }
}
