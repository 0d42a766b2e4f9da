import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { Notices } from '../ui/notices';

/** Edits the texts of the page /about, which the owner may replace: one Markdown text for each language. */
@Component({
  selector: 'studio-about-text',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="card stack" (submit)="save($event)">
      <p class="soft small">{{ t(isOwn() ? 'about.own' : 'about.shipped') }} {{ t('about.marks') }}</p>
      @for (text of texts(); track text.language) {
        <div class="field">
          <label [for]="'about-' + text.language">{{ name(text.language) }}</label>
          <textarea
            rows="12"
            spellcheck="true"
            [id]="'about-' + text.language"
            [lang]="text.language"
            [value]="text.markdown"
            (input)="write(text.language, $event)"></textarea>
        </div>
      }
      <div class="row">
        <div class="field">
          <label for="about-new">{{ t('about.add') }}</label>
          <input
            #added
            id="about-new"
            maxlength="35"
            placeholder="fr"
            pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
            autocomplete="off" />
        </div>
        <button matButton type="button" (click)="add(added)">{{ t('action.add') }}</button>
      </div>
      <div class="row">
        <button matButton="filled">{{ t('about.save') }}</button>
        @if (isOwn()) {
          <button matButton type="button" (click)="reset()">{{ t('about.reset') }}</button>
        }
        <a href="/about" target="_blank" rel="noopener">{{ t('about.open') }}</a>
      </div>
    </form>
  `,
})
export class AboutText {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;

  private readonly about = resource({ loader: () => this.api.about() });
  protected readonly isOwn = computed(() => this.about.hasValue() && this.about.value().is_own);
  protected readonly texts = linkedSignal(() =>
    Object.entries(this.about.hasValue() ? this.about.value().texts : {}).map(([language, markdown]) => ({
      language,
      markdown,
    })),
  );

  protected name(language: string): string {
    return this.i18n.nameOfLanguage(language);
  }

  protected write(language: string, event: Event): void {
    const markdown = (event.target as HTMLTextAreaElement).value;
    this.texts.update((all) => all.map((one) => (one.language === language ? { language, markdown } : one)));
  }

  protected add(field: HTMLInputElement): void {
    const language = field.value.trim();
    if (language === '' || !field.reportValidity() || this.texts().some((one) => one.language === language)) return;
    this.texts.update((all) => [...all, { language, markdown: '' }]);
    field.value = '';
  }

  /** An empty text removes its language from the page. */
  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const given = this.texts().filter(({ markdown }) => markdown.trim() !== '');
    try {
      this.about.set(
        await this.api.putAbout(Object.fromEntries(given.map(({ language, markdown }) => [language, markdown]))),
      );
      this.notices.show(this.t('site.saved'));
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async reset(): Promise<void> {
    try {
      await this.api.resetAbout();
      this.about.reload();
      this.notices.show(this.t('site.saved'));
    } catch (error) {
      this.notices.showError(error);
    }
  }
}
