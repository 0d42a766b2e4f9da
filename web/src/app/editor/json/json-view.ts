import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  resource,
  signal,
  untracked,
  viewChild,
} from '@angular/core';

import { Api } from '../../api/api';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import { JsonError, parseObject, stringify } from '../../json/lossless-json';
import { contextAt, suggest, type CompletionContext, type Suggestion } from './json-completion';

/** Edits the document as JSON; keys and values are completed from the schema. */
@Component({
  selector: 'studio-json-view',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <h2>
        <label for="json">{{ t('json.title') }}</label>
      </h2>
      <p class="soft small" id="json-hint">{{ t('json.hint') }}</p>
      <textarea
        #area
        id="json"
        spellcheck="false"
        autocomplete="off"
        aria-autocomplete="list"
        aria-controls="json-suggestions"
        aria-describedby="json-hint"
        [attr.aria-activedescendant]="suggestions().length > 0 ? 'json-suggestion-' + chosen() : null"
        [attr.aria-invalid]="fault() ? true : null"
        (input)="typed()"
        (keydown)="press($event)"
        (click)="suggestions.set([])"
        (blur)="suggestions.set([])"></textarea>
      <ul
        id="json-suggestions"
        class="plain suggestions"
        role="listbox"
        [attr.aria-label]="t('json.suggestions')"
        [hidden]="suggestions().length === 0">
        @for (one of suggestions(); track one.text; let index = $index) {
          <li
            role="option"
            [id]="'json-suggestion-' + index"
            [attr.aria-selected]="index === chosen()"
            (mousedown)="$event.preventDefault(); take(one)">
            <code>{{ one.text }}</code> <span class="small">{{ one.about }}</span>
          </li>
        }
      </ul>
      <p role="status" [class.warn]="fault()">{{ fault() || t('json.fine') }}</p>
    </div>
  `,
  styles: `
    textarea {
      min-height: 60dvh;
      max-height: none;
      field-sizing: fixed;
      height: calc(100dvh - 16rem);
      font:
        0.8125rem/1.5 ui-monospace,
        monospace;
      white-space: pre;
      tab-size: 2;
    }
    .suggestions {
      max-height: 14rem;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: 8px;
    }
    .suggestions li {
      padding: 0.25rem 0.75rem;
      cursor: pointer;
    }
    [aria-selected='true'] {
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
  `,
})
export class JsonView {
  private readonly api = inject(Api);
  private readonly draft = inject(Draft);
  private readonly state = inject(EditorState);
  protected readonly t = inject(I18n).t;
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');
  private readonly schema = resource({ loader: () => this.api.schema() });
  private readonly error = signal<JsonError | undefined>(undefined);
  protected readonly fault = computed(() => {
    const error = this.error();
    return error && this.t('json.fault', error.line, error.column, error.expected);
  });
  protected readonly suggestions = signal<readonly Suggestion[]>([]);
  protected readonly chosen = signal(0);
  private context: CompletionContext | undefined;

  constructor() {
    // Shows changes from elsewhere (undo, another tab), but does not reformat what the person types here.
    effect(() => {
      const text = stringify(this.draft.document());
      const area = this.area().nativeElement;
      untracked(() => {
        if (!this.isSame(area.value, text)) area.value = text;
      });
    });
  }

  private isSame(typed: string, text: string): boolean {
    try {
      return stringify(parseObject(typed)) === text;
    } catch {
      return false;
    }
  }

  protected typed(): void {
    this.read();
    this.complete();
  }

  protected press(event: KeyboardEvent): void {
    const list = this.suggestions();
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      return this.complete();
    }
    if (list.length === 0) return;
    const one = list[this.chosen()];
    if (event.key === 'ArrowDown') this.chosen.update((chosen) => (chosen + 1) % list.length);
    else if (event.key === 'ArrowUp') this.chosen.update((chosen) => (chosen + list.length - 1) % list.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && one) this.take(one);
    else if (event.key === 'Escape') this.suggestions.set([]);
    else return;
    event.preventDefault();
  }

  protected take(one: Suggestion): void {
    const area = this.area().nativeElement;
    const context = this.context;
    if (!context) return;
    const caret = area.selectionStart;
    const isClosed = /^"\s*[:,\]}]/.test(area.value.slice(caret));
    const made = one.text + (isClosed ? '' : '"') + (context.isKey && !isClosed ? ': ' : '');
    area.setRangeText(made, context.from, caret, 'end');
    this.suggestions.set([]);
    this.read();
  }

  private complete(): void {
    const area = this.area().nativeElement;
    this.context = contextAt(area.value, area.selectionStart);
    const schema = this.schema.hasValue() ? (this.schema.value() as Record<string, unknown>) : undefined;
    this.chosen.set(0);
    this.suggestions.set(
      this.context && schema ? suggest(schema, this.context, this.state.languages()).slice(0, 40) : [],
    );
  }

  private read(): void {
    try {
      const document = parseObject(this.area().nativeElement.value);
      this.error.set(undefined);
      this.draft.change(document, 'json');
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      this.error.set(error);
    }
  }
}
