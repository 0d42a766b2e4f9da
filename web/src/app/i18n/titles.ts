import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';

import { I18n } from './i18n';
import { english, type StringKey } from './strings';

/** Sets the document's title for each view. The title of a route is the key of a text. */
@Injectable()
export class Titles extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly i18n = inject(I18n);
  /** A key of a text, or the name of a CV. */
  private readonly view = signal('');

  constructor() {
    super();
    effect(() => {
      const view = this.view();
      const name = view in english ? this.i18n.t(view as StringKey) : view;
      this.title.setTitle([name, this.i18n.t('app.name')].filter((part) => part !== '').join(' – '));
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    let route = snapshot.root;
    while (route.firstChild && !route.params['slug']) route = route.firstChild;
    this.view.set(this.buildTitle(snapshot) ?? String(route.params['slug'] ?? ''));
  }
}
