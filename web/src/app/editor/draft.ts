import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';

import { Api, type Stored } from '../api/api';
import { OfflineError, ProblemError } from '../api/problem';
import { dropDraft, isAboutDraft, keepDraft, keptDraft } from '../document/drafts';
import { equal, type Json, type JsonObject } from '../document/json';
import { merge, type Conflict } from '../document/merge';
import { languages } from '../document/settings';
import { at, insert, listAt, move, objectAt, pathKey, put, type Path } from '../document/tree';

/** Somebody else has saved: what they made of it, and where both changed the same. */
export interface Meeting {
  readonly theirs: Stored;
  readonly merged: JsonObject;
  readonly conflicts: readonly Conflict[];
}

/** Changes to the same field within this time are undone as one. */
const kOneChange = 1500;
const kAutosaveDelay = 250;
const kMostUndo = 300;

/** The document that is being edited: its history, its copy in the browser, and the way to the service. */
@Injectable()
export class Draft {
  private readonly api = inject(Api);
  private readonly past = signal<readonly JsonObject[]>([]);
  private readonly future = signal<readonly JsonObject[]>([]);
  private lastGroup = '';
  private lastTime = 0;
  /** The last state that the other tabs of this browser know as well. */
  private shared: JsonObject = new Map();

  readonly slug = signal('');
  readonly document = signal<JsonObject>(new Map());
  /** What readers see, as far as this browser knows. */
  readonly published = signal<Stored | undefined>(undefined);
  readonly isReady = computed(() => this.published() !== undefined);
  readonly isChanged = computed(() => !equal(this.document(), this.published()?.document));
  readonly canUndo = computed(() => this.past().length > 0);
  readonly canRedo = computed(() => this.future().length > 0);
  /** Whether this CV was edited in another tab, whose edits have come in here. */
  readonly isFollowing = signal(false);
  readonly isPublishing = signal(false);
  readonly isKept = signal(true);
  readonly meeting = signal<Meeting | undefined>(undefined);

  constructor() {
    const keep = () => this.keep();
    const follow = (event: StorageEvent) => {
      if (this.isReady() && isAboutDraft(event, this.slug())) void this.follow();
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      this.document();
      this.published();
      clearTimeout(timer);
      timer = setTimeout(keep, kAutosaveDelay);
    });
    globalThis.addEventListener('storage', follow);
    globalThis.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(timer);
      keep();
      globalThis.removeEventListener('storage', follow);
      globalThis.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
    });
  }

  /** Reads the CV, and goes on with what was not published last time. Without a network, that is all there is. */
  async open(slug: string): Promise<void> {
    this.keep();
    this.published.set(undefined);
    this.slug.set(slug);
    this.past.set([]);
    this.future.set([]);
    this.meeting.set(undefined);
    this.isFollowing.set(false);
    const draft = keptDraft(slug);
    let stored: Stored;
    try {
      stored = await this.api.cv(slug);
    } catch (error) {
      if (!draft || !(error instanceof OfflineError)) throw error;
      stored = { document: draft.base, etag: draft.etag };
    }
    if (this.slug() !== slug) return;
    this.document.set(draft?.document ?? stored.document);
    this.shared = this.document();
    if (!draft || draft.etag === stored.etag) return this.published.set(stored);
    this.published.set({ document: draft.base, etag: draft.etag });
    this.meet(stored);
  }

  /** The next state of the document; `group` says which changes belong together. */
  change(next: JsonObject, group = ''): void {
    const before = this.document();
    if (equal(before, next)) return;
    const now = Date.now();
    const isSame = group !== '' && group === this.lastGroup && now - this.lastTime < kOneChange;
    if (!isSame) this.past.update((past) => [...past.slice(-kMostUndo), before]);
    this.future.set([]);
    this.lastGroup = group;
    this.lastTime = now;
    this.document.set(next);
  }

  put(path: Path, value: Json | undefined, order: readonly string[] = []): void {
    const next = put(this.document(), path, value, order);
    this.change(withoutEmpty(next as JsonObject, path), pathKey(path));
  }

  insert(path: Path, index: number, value: Json, order: readonly string[] = []): void {
    this.change(insert(this.document(), path, index, value, order) as JsonObject);
  }

  remove(path: Path, index: number): void {
    this.change(withoutEmpty(put(this.document(), [...path, index], undefined) as JsonObject, [...path, index]));
  }

  move(path: Path, from: number, to: number): void {
    this.change(move(this.document(), path, from, to) as JsonObject);
  }

  /** Does the same to a list of texts and to its translations, so that they stay beside each other. */
  inEveryLanguage(path: Path, key: string, edit: (list: readonly Json[]) => readonly Json[]): void {
    let next: Json = this.document();
    const keys = [key, ...languages(next).map((tag) => `${key}@${tag}`)].filter((name) =>
      objectAt(next, path).has(name),
    );
    for (const name of keys) next = put(next, [...path, name], [...edit(listAt(next, [...path, name]))]);
    this.change(next as JsonObject);
  }

  undo(): void {
    const before = this.past().at(-1);
    if (!before) return;
    this.past.update((past) => past.slice(0, -1));
    this.future.update((future) => [...future, this.document()]);
    this.lastGroup = '';
    this.document.set(before);
  }

  redo(): void {
    const after = this.future().at(-1);
    if (!after) return;
    this.future.update((future) => future.slice(0, -1));
    this.past.update((past) => [...past, this.document()]);
    this.lastGroup = '';
    this.document.set(after);
  }

  /** Back to what readers see; can be undone. */
  discard(): void {
    const published = this.published();
    if (published) this.change(published.document);
  }

  /** Saves as the next version; whether it is out. Where somebody else has saved since, both meet. */
  async publish(note?: string): Promise<boolean> {
    const published = this.published();
    if (!published || this.isPublishing()) return false;
    const sent = this.document();
    this.isPublishing.set(true);
    try {
      const { etag } = await this.api.save(this.slug(), { document: sent, etag: published.etag }, note);
      this.published.set({ document: sent, etag });
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 412) throw error;
      this.meet(await this.api.cv(this.slug()));
      return false;
    } finally {
      this.isPublishing.set(false);
    }
  }

  /** Takes the merged document, which now is an edit of theirs. */
  settle(merged: JsonObject): void {
    const meeting = this.meeting();
    if (!meeting) return;
    this.meeting.set(undefined);
    this.published.set(meeting.theirs);
    this.change(merged);
  }

  /** After a version was restored, the document is that one. */
  async reload(): Promise<void> {
    const stored = await this.api.cv(this.slug());
    this.published.set(stored);
    this.change(stored.document);
  }

  private meet(theirs: Stored): void {
    const { result, conflicts } = merge(this.published()?.document, this.document(), theirs.document);
    this.meeting.set({ theirs, merged: result as JsonObject, conflicts });
  }

  /** Another tab has kept its edits, or has none any more since it published or discarded them: they come in here, with
   *  what was typed here in the same moment. Else the tab that keeps last would undo the other's edits. */
  private async follow(): Promise<void> {
    const slug = this.slug();
    const draft = keptDraft(slug);
    let base: Stored;
    try {
      base = draft ? { document: draft.base, etag: draft.etag } : await this.api.cv(slug);
    } catch {
      return; // signed out or offline: this tab's own copy stays
    }
    if (this.slug() !== slug) return;
    const theirs = draft?.document ?? base.document;
    const { result } = merge(this.shared, this.document(), theirs);
    this.shared = theirs;
    this.published.set(base);
    this.change(result as JsonObject, 'another tab');
    if (draft) this.isFollowing.set(true);
  }

  private keep(): void {
    untracked(() => {
      const base = this.published();
      if (!base || !this.slug()) return;
      this.shared = this.document();
      if (!this.isChanged()) dropDraft(this.slug());
      this.isKept.set(
        !this.isChanged() ||
          keepDraft(this.slug(), { etag: base.etag, base: base.document, document: this.document() }),
      );
    });
  }
}

/** Objects and lists that a removal has emptied go as well, but entries of lists and what stands at the top stay. */
function withoutEmpty(document: JsonObject, path: Path): JsonObject {
  const parent = path.slice(0, -1);
  const value = at(document, parent);
  const isEmpty = (value instanceof Map && value.size === 0) || (Array.isArray(value) && value.length === 0);
  if (parent.length < 2 || !isEmpty || typeof parent.at(-1) === 'number' || at(document, path) !== undefined)
    return document;
  return withoutEmpty(put(document, parent, undefined) as JsonObject, parent);
}
