import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { fieldOf, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { PathLabels } from '../../draft/path-labels';
import { I18n } from '../../i18n/i18n';
import { Icon } from '../../ui/icon';
import { Advisor } from './advisor';
import { LinkChecker } from './link-checker';

/** The list of advice; a click on an item opens its field. */
@Component({
  selector: 'studio-advice-list',
  imports: [Icon, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <div class="row">
        <h2 class="grow">{{ t('advice.title') }}</h2>
        @if (links.mayCheck()) {
          <button
            type="button"
            matButton="tonal"
            [disabled]="links.isRunning()"
            disabledInteractive
            (click)="links.check()">
            {{ t('links.check') }}
          </button>
        }
      </div>
      <p class="soft small" role="status">
        @if (links.isRunning()) {
          {{ t('links.running') }}
        } @else if (links.report(); as report) {
          {{ t('links.checked', report.count, i18n.date(report.at), links.advice().length) }}
          {{ report.leftOut > 0 ? t('links.leftOut', report.leftOut) : '' }}
        }
      </p>
      <ul class="plain stack">
        @for (one of advisor.advice(); track $index) {
          <li>
            <button type="button" class="card row" (click)="go(one.path)">
              <studio-icon [name]="one.isError ? 'warning' : 'edit'" [class.warn]="one.isError" />
              <span class="grow"
                ><strong class="small">{{ labels.of(draft.document(), one.path) }}</strong
                ><br />{{ one.text }}</span
              >
            </button>
          </li>
        } @empty {
          <li class="soft">{{ t('advice.none') }}</li>
        }
      </ul>
    </div>
  `,
  styles: `
    .card {
      width: 100%;
      overflow-wrap: anywhere;
      color: inherit;
      text-align: start;
      cursor: pointer;
      font: inherit;
    }
  `,
})
export class AdviceList {
  protected readonly advisor = inject(Advisor);
  protected readonly draft = inject(Draft);
  protected readonly labels = inject(PathLabels);
  protected readonly links = inject(LinkChecker);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  private readonly state = inject(EditorState);

  protected go(path: Path): void {
    const tag = String(path.at(-1)).split('@')[1];
    if (tag && this.state.languages().includes(tag)) this.state.setBeside(tag);
    this.state.target.set(fieldOf(this.draft.document(), path));
  }
}
