import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { I18n } from '../i18n/i18n';
import type { Path } from '../document/tree';
import { Icon } from '../ui/icon';
import { Advisor } from './advisor';
import { Draft } from './draft';
import { EditorView } from './editor-view';
import { Labels } from './labels';

/** What could be better; each leads to its field. */
@Component({
  selector: 'studio-advice-list',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <h2>{{ t('advice.title') }}</h2>
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
    button {
      width: 100%;
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
  protected readonly labels = inject(Labels);
  protected readonly t = inject(I18n).t;
  private readonly view = inject(EditorView);

  protected go(path: Path): void {
    this.view.target.set([...path]);
  }
}
