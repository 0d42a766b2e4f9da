import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter, fromEvent, merge } from 'rxjs';

import { Api, type Stored } from '../api/api';
import { OfflineError, ProblemError } from '../api/problem';
import { dropDraft, isDraftChange, storeDraft, storedDraft } from '../document/drafts';
import { merge as mergeDocuments, type Conflict } from '../document/merge';
import { isTranslationOf } from '../document/rules/language-tags';
import { at, insert, listAt, move, objectAt, pathKey, put, type Path } from '../document/tree';
import { equal, type Json, type JsonObject } from '../json/lossless-json';

/** Somebody else has published since this edit began: their version, both edits merged, and the conflicts. */
export interface PendingMerge {
  readonly theirs: Stored;
  readonly merged: JsonObject;
  readonly conflicts: readonly Conflict[];
}

/** Changes to the same field within this time are undone together. */
const kUndoGroupMs = 1500;
const kAutosaveDelay = 250;
const kMaxUndo = 300;

/** The document that is being edited: its undo history, its autosave in this browser, and publishing. */
@Injectable()
export class Draft {
  private readonly api = inject(Api);
  private readonly past = signal<readonly JsonObject[]>([]);
  private readonly future = signal<readonly JsonObject[]>([]);
  private lastGroup = '';
  private lastTime = 0;
  /** The last state that the other tabs of this browser also have: the base for merging with them. */
  private synced: JsonObject = new Map();

  readonly slug = signal('');
  readonly document = signal<JsonObject>(new Map());
  /** The published version that this edit began from. */
  readonly published = signal<Stored | undefined>(undefined);
  readonly isReady = computed(() => this.published() !== undefined);
  readonly isChanged = computed(() => !equal(this.document(), this.published()?.document));
  readonly canUndo = computed(() => this.past().length > 0);
  readonly canRedo = computed(() => this.future().length > 0);
  /** Whether edits from another tab were taken over. */
  readonly hasOtherTabEdits = signal(false);
  readonly isPublishing = signal(false);
  readonly isStoredLocally = signal(true);
  readonly pendingMerge = signal<PendingMerge | undefined>(undefined);

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      this.document();
      this.published();
      clearTimeout(timer);
      timer = setTimeout(() => this.autosave(), kAutosaveDelay);
    });
    fromEvent<StorageEvent>(globalThis, 'storage')
      .pipe(
        filter((event) => this.isReady() && isDraftChange(event, this.slug())),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.syncWithOtherTab());
    merge(fromEvent(globalThis, 'pagehide'), fromEvent(document, 'visibilitychange'))
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.autosave());
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(timer);
      this.autosave();
    });
  }

  /** Reads the CV and resumes the unpublished draft of this browser. Without a network, opens only the draft. */
  async open(slug: string): Promise<void> {
    this.autosave();
    this.published.set(undefined);
    this.slug.set(slug);
    this.past.set([]);
    this.future.set([]);
    this.pendingMerge.set(undefined);
    this.hasOtherTabEdits.set(false);
    const draft = storedDraft(slug);
    let stored: Stored;
    try {
      stored = await this.api.cv(slug);
    } catch (error) {
      if (!draft || !(error instanceof OfflineError)) throw error;
      stored = { document: draft.base, etag: draft.etag };
    }
    if (this.slug() !== slug) return;
    this.document.set(draft?.document ?? stored.document);
    this.synced = this.document();
    if (!draft || draft.etag === stored.etag) return this.published.set(stored);
    this.published.set({ document: draft.base, etag: draft.etag });
    this.beginMerge(stored);
  }

  /** Sets the next state of the document. Quick changes of the same `group` are undone together. */
  change(next: JsonObject, group = ''): void {
    const before = this.document();
    if (equal(before, next)) return;
    const now = Date.now();
    const isSame = group !== '' && group === this.lastGroup && now - this.lastTime < kUndoGroupMs;
    if (!isSame) this.past.update((past) => [...past.slice(-kMaxUndo), before]);
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

  /** Applies the same edit to a list of texts and to its translations, so that their items stay aligned. */
  inEveryLanguage(path: Path, key: string, edit: (list: readonly Json[]) => readonly Json[]): void {
    let next: Json = this.document();
    const keys = [...objectAt(next, path).keys()].filter((name) => name === key || isTranslationOf(name, key));
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

  /** Reverts to the published version; can be undone. */
  discard(): void {
    const published = this.published();
    if (published) this.change(published.document);
  }

  /** Saves as the next version. Returns false if somebody else has published since; then a merge is pending. */
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
      this.beginMerge(await this.api.cv(this.slug()));
      return false;
    } finally {
      this.isPublishing.set(false);
    }
  }

  /** Takes the merged document, which is now an edit of the other person's version. */
  acceptMerge(merged: JsonObject): void {
    const pendingMerge = this.pendingMerge();
    if (!pendingMerge) return;
    this.pendingMerge.set(undefined);
    this.published.set(pendingMerge.theirs);
    this.change(merged);
  }

  /** Reads the document again, after a version was restored. */
  async reload(): Promise<void> {
    const stored = await this.api.cv(this.slug());
    this.published.set(stored);
    this.change(stored.document);
  }

  private beginMerge(theirs: Stored): void {
    const { result, conflicts } = mergeDocuments(this.published()?.document, this.document(), theirs.document);
    this.pendingMerge.set({ theirs, merged: result as JsonObject, conflicts });
  }

  /**
   * Another tab has stored its edits, or has published or discarded them. Merges its state with text typed here at the
   * same time; otherwise the tab that stores last would undo the other's edits.
   */
  private async syncWithOtherTab(): Promise<void> {
    const slug = this.slug();
    const draft = storedDraft(slug);
    let base: Stored;
    try {
      base = draft ? { document: draft.base, etag: draft.etag } : await this.api.cv(slug);
    } catch {
      return; // signed out or offline: this tab keeps its own copy
    }
    if (this.slug() !== slug) return;
    const theirs = draft?.document ?? base.document;
    const { result } = mergeDocuments(this.synced, this.document(), theirs);
    this.synced = theirs;
    this.published.set(base);
    this.change(result as JsonObject, 'another tab');
    if (draft) this.hasOtherTabEdits.set(true);
  }

  private autosave(): void {
    untracked(() => {
      const base = this.published();
      if (!base || !this.slug()) return;
      this.synced = this.document();
      if (!this.isChanged()) dropDraft(this.slug());
      this.isStoredLocally.set(
        !this.isChanged() ||
          storeDraft(this.slug(), { etag: base.etag, base: base.document, document: this.document() }),
      );
    });
  }
}

/** Removes the objects and lists that a removal has emptied, but not entries of lists, nor the top-level ones. */
function withoutEmpty(document: JsonObject, path: Path): JsonObject {
  const parent = path.slice(0, -1);
  const value = at(document, parent);
  const isEmpty = (value instanceof Map && value.size === 0) || (Array.isArray(value) && value.length === 0);
  if (parent.length < 2 || !isEmpty || typeof parent.at(-1) === 'number' || at(document, path) !== undefined)
    return document;
  return withoutEmpty(put(document, parent, undefined) as JsonObject, parent);
}
