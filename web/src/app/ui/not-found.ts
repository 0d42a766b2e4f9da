import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

import { I18n } from '../i18n/i18n';

@Component({
  selector: 'studio-not-found',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="page stack">
    <h1>{{ t('app.notFound') }}</h1>
    <p>
      <a routerLink="/">{{ t('app.cvs') }}</a>
    </p>
  </div>`,
})
export class NotFound {
  protected readonly t = inject(I18n).t;
}
