import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  linkedSignal,
  untracked,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';

import { keyIn } from '../../document/rules/language-tags';
import { orderOf, role, type EntryType } from '../../document/sections';
import { at, listAt, pathKey, textAt, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import { isObject, type Json } from '../../json/lossless-json';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import type { MenuItems } from '../../ui/menu-item';
import { Notices } from '../../ui/notices';
import { Sortable } from '../../ui/sortable';
import { FieldEditor } from '../fields/field-editor';
import { RestrictionMenu } from '../fields/restriction-menu';

/** A list of entries, one of them open: jobs, skills, profiles, the roles within a job. */
@Component({
  selector: 'studio-entries',
  imports: [FieldEditor, Icon, MatButton, MatIconButton, Menu, RestrictionMenu, Sortable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './entries.html',
  styleUrl: './entries.css',
})
export class Entries {
  readonly path = input.required<Path>();
  readonly type = input.required<EntryType>();
  /** Name of the list, for screen readers and messages. */
  readonly name = input.required<string>();
  /** Order of the keys of the object around it, to place a new list. */
  readonly outerOrder = input<readonly string[]>([]);
  private readonly draft = inject(Draft);
  private readonly state = inject(EditorState);
  private readonly notices = inject(Notices);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly t = inject(I18n).t;

  private readonly key = computed(() => pathKey(this.path()));
  /** Index of the open entry; reset when the list changes to another one. */
  protected readonly open = linkedSignal<string, number | undefined>({
    source: this.key,
    computation: () => undefined,
  });
  protected readonly openPath = computed(() => [...this.path(), this.open() ?? 0]);
  protected readonly entries = computed(() => listAt(this.draft.document(), this.path()));
  protected readonly titles = computed(() => this.entries().map((entry) => this.titleOf(entry)));
  protected readonly order = computed(() => orderOf(this.type()));
  protected readonly role = role;
  protected readonly missing = computed(() => {
    const tag = this.state.beside();
    const prefix = pathKey(this.path());
    const paths = (tag ? this.state.missing().get(tag) : undefined) ?? [];
    return new Set(
      paths
        .map(pathKey)
        .filter((key) => key.startsWith(`${prefix}/`))
        .map((key) => Number(key.slice(prefix.length + 1).split('/')[0])),
    );
  });

  constructor() {
    // Opens the entry that the preview or an item of advice selects.
    effect(() => {
      const target = this.state.target();
      const path = this.path();
      const index = target?.[path.length];
      if (target && typeof index === 'number' && pathKey(target).startsWith(`${pathKey(path)}/`))
        untracked(() => this.open.set(index));
    });
  }

  private titleOf(entry: Json): { main: string; more: string } {
    const language = this.state.base();
    const texts = this.type().names.map(
      (key) => textAt(entry, [key]) || textAt(entry, [keyIn(entry, key, language, '')]),
    );
    const roles = textAt(entry, ['roles@', 0, 'position']);
    const [main = '', ...more] = [...texts, roles].filter((text) => text !== '');
    return { main, more: more.slice(0, 1).join('') };
  }

  protected at(index: number, key: string): Path {
    return [...this.path(), index, key];
  }

  protected dates(index: number): string {
    const entry = at(this.draft.document(), [...this.path(), index]);
    const [start, end, day] = ['startDate', 'endDate', 'date'].map((key) => textAt(entry, [key]));
    return start ? `${start} – ${end || this.t('date.present')}` : day || end || textAt(entry, ['releaseDate']);
  }

  protected toggle(index: number): void {
    this.open.update((open) => (open === index ? undefined : index));
  }

  protected add(): void {
    this.draft.insert(this.path(), 0, new Map(), this.outerOrder());
    this.open.set(0);
    setTimeout(() => this.host.nativeElement.querySelector<HTMLElement>('.body input')?.focus());
  }

  protected actions(index: number): MenuItems {
    const last = this.entries().length - 1;
    return () => [
      { text: this.t('cvs.duplicate'), run: () => this.duplicate(index) },
      { text: this.t('entry.up'), isDisabled: index === 0, run: () => this.move(index, index - 1) },
      { text: this.t('entry.down'), isDisabled: index === last, run: () => this.move(index, index + 1) },
      { text: this.t('action.remove'), run: () => this.remove(index) },
    ];
  }

  private duplicate(index: number): void {
    const entry = this.entries()[index];
    if (entry === undefined) return;
    this.draft.insert(this.path(), index + 1, entry);
    this.open.set(index + 1);
  }

  private remove(index: number): void {
    const name = this.titles()[index]?.main || this.name();
    this.draft.remove(this.path(), index);
    this.open.set(undefined);
    this.notices.show(this.t('entry.removed', name), { label: this.t('action.undo'), run: () => this.draft.undo() });
  }

  /** Moves the entry by arrow keys on its handle, which keeps the focus. */
  protected press(event: KeyboardEvent, index: number): void {
    const to = event.key === 'ArrowUp' ? index - 1 : event.key === 'ArrowDown' ? index + 1 : undefined;
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (to < 0 || to >= this.entries().length) return;
    this.move(index, to);
    this.notices.show(this.t('entry.moved', this.titles()[to]?.main ?? '', to + 1, this.entries().length));
    setTimeout(() => {
      const handles = this.host.nativeElement.querySelectorAll<HTMLElement>(':scope > .list > .entry > .top > .handle');
      handles[to]?.focus();
    });
  }

  protected move(from: number, to: number): void {
    const open = this.open();
    this.draft.move(this.path(), from, to);
    if (open === from) this.open.set(to);
    else if (open !== undefined && from < open && to >= open) this.open.set(open - 1);
    else if (open !== undefined && from > open && to <= open) this.open.set(open + 1);
  }

  /** Turns a job with one position into one with several roles; the fields of the entry become the first role. */
  protected addRoles(index: number): void {
    const path = [...this.path(), index];
    const entry = at(this.draft.document(), path);
    const own = role.fields.map((field) => field.key);
    const isOwn = ([key]: [string, Json]) => own.includes(key.split('@')[0] ?? '');
    const first = new Map(isObject(entry) ? [...entry].filter(isOwn) : []);
    this.draft.put([...path, 'roles@'], [first], this.order());
  }

  protected hasRoles(index: number): boolean {
    return listAt(this.draft.document(), [...this.path(), index, 'roles@']).length > 0;
  }
}
