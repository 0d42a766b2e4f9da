import { ChangeDetectionStrategy, Component, ElementRef, inject, input, output, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';

import { I18n } from '../../i18n/i18n';
import type { StringKey } from '../../i18n/strings';
import { Icon, type IconName } from '../../ui/icon';
import { marked, type Mark } from './markdown';

interface Tool {
  readonly mark: Mark;
  readonly icon: IconName;
  readonly label: StringKey;
  readonly key?: string;
}

/** A Markdown text with a toolbar. Ctrl+B, Ctrl+I and Ctrl+K make bold, italic and a link. */
@Component({
  selector: 'studio-markdown-value',
  imports: [Icon, MatIconButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <textarea
      #area
      [attr.id]="fieldId() || null"
      [attr.aria-label]="name()"
      [rows]="rows()"
      [value]="value()"
      [placeholder]="placeholder()"
      (input)="changed.emit(area.value)"
      (keydown)="press($event)"></textarea>
    <div class="tools" role="toolbar" [attr.aria-label]="t('markdown.tools') + ': ' + name()">
      @for (tool of tools(); track tool.mark) {
        <button
          matIconButton
          type="button"
          [attr.aria-label]="t(tool.label)"
          [title]="t(tool.label)"
          (click)="apply(tool.mark)">
          <studio-icon [name]="tool.icon" />
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      display: grid;
      position: relative;
    }
    .tools {
      position: absolute;
      inset-block-end: 100%;
      inset-inline-end: 0;
      z-index: 2;
      display: flex;
      border: 1px solid var(--line);
      border-radius: 8px 8px 0 0;
      background: var(--mat-sys-surface-container);
      visibility: hidden;
    }
    :host(:focus-within) .tools {
      visibility: visible;
    }
  `,
})
export class MarkdownValue {
  readonly value = input.required<string>();
  readonly name = input.required<string>();
  readonly fieldId = input('');
  readonly placeholder = input('');
  readonly isOneLine = input(false);
  readonly changed = output<string>();
  protected readonly t = inject(I18n).t;
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');

  protected readonly rows = () => (this.isOneLine() ? 2 : 4);
  protected readonly tools = (): readonly Tool[] => (this.isOneLine() ? kTools.slice(0, 3) : kTools);

  protected press(event: KeyboardEvent): void {
    const tool =
      (event.ctrlKey || event.metaKey) && !event.altKey
        ? kTools.find((one) => one.key === event.key.toLowerCase())
        : undefined;
    if (!tool) return;
    event.preventDefault();
    this.apply(tool.mark);
  }

  protected apply(mark: Mark): void {
    const area = this.area().nativeElement;
    const { text, start, end } = marked(area.value, area.selectionStart, area.selectionEnd, mark);
    area.value = text;
    area.focus();
    area.setSelectionRange(start, end);
    this.changed.emit(text);
  }
}

const kTools: readonly Tool[] = [
  { mark: 'bold', icon: 'bold', label: 'markdown.bold', key: 'b' },
  { mark: 'italic', icon: 'italic', label: 'markdown.italic', key: 'i' },
  { mark: 'link', icon: 'link', label: 'markdown.link', key: 'k' },
  { mark: 'list', icon: 'list', label: 'markdown.list' },
];
