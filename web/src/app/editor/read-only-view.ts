import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  resource,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { Cv } from '../api/api';
import { OfflineError } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { renderPage } from '../preview/frame';
import { Icon } from '../ui/icon';
import { Notices } from '../ui/notices';

const files = [
  { name: 'PDF', ending: 'pdf' },
  { name: 'Word', ending: 'docx' },
  { name: 'Text', ending: 'txt' },
] as const;

/**
 * The view of a person who may read a CV but not edit it: the page from the service, and the reason why there is no
 * form.
 */
@Component({
  selector: 'studio-read-only-view',
  imports: [Icon, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page stack">
      <h1>{{ cv().name || cv().slug }}</h1>
      <p class="why"><studio-icon name="lock" /> {{ t('reading.why') }}</p>
      <div class="row">
        <a matButton="filled" [href]="address()" target="_blank">{{ t('cvs.view') }}</a>
        @for (file of files; track file.ending) {
          <a matButton [href]="address() + '.' + file.ending" download>{{ file.name }}</a>
        }
      </div>
      @if (fault(); as text) {
        <p role="alert">{{ text }}</p>
      }
      <iframe
        #frame
        class="card"
        sandbox="allow-same-origin"
        srcdoc="<!doctype html><title>CV</title>"
        [title]="cv().name || cv().slug"></iframe>
    </div>
  `,
  styles: `
    .why {
      display: flex;
      gap: 0.5rem;
      align-items: center;
      color: var(--soft);
    }
    iframe {
      width: 100%;
      height: 80dvh;
      padding: 0;
      background: Canvas;
    }
  `,
})
export class ReadOnlyView {
  readonly cv = input.required<Cv>();
  private readonly notices = inject(Notices);
  protected readonly t = inject(I18n).t;
  protected readonly files = files;
  protected readonly address = computed(() => `/cv/${encodeURIComponent(this.cv().slug)}`);
  private readonly frame = viewChild.required<ElementRef<HTMLIFrameElement>>('frame');
  private readonly page = resource({
    params: () => this.address(),
    loader: async ({ params, abortSignal }) => {
      const answer = await fetch(params, { signal: abortSignal }).catch((error: unknown) => {
        throw new OfflineError(String(error));
      });
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    },
  });
  protected readonly fault = computed(() => {
    const error = this.page.error();
    return error && this.notices.messageOf(error);
  });

  constructor() {
    effect(() => {
      const frame = this.frame().nativeElement;
      if (!this.page.hasValue()) return;
      renderPage(frame, this.page.value());
      const page = frame.contentDocument;
      if (page) page.onclick = (event) => this.follow(event);
    });
  }

  /** Opens links in a new tab, since the frame shows only this page. */
  private follow(event: MouseEvent): void {
    event.preventDefault();
    const link = (event.target as Element | null)?.closest('a');
    if (link) globalThis.open(link.href, '_blank', 'noopener');
  }
}
