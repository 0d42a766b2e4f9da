import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import { Api, type Cv } from '../api/api';
import { download } from '../browser/download';
import { dropDraft, hasDraft } from '../document/drafts';
import { dropReport } from '../document/link-reports';
import { metaPath } from '../document/settings';
import { put, textAt } from '../document/tree';
import { I18n } from '../i18n/i18n';
import { json, parseObject, stringify, type JsonObject } from '../json/lossless-json';
import { SessionStore } from '../session/session';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu';
import type { MenuItems } from '../ui/menu-item';
import { Notices } from '../ui/notices';
import { ImportDialog } from './import-dialog';
import { kImportable } from './import-types';
import { NewCvDialog, type NewCvAnswer } from './new-cv-dialog';

const kUndoTime = 7000;

/** Lists the CVs that the person may see, and creates new ones: blank, from the sample or from a file. */
@Component({
  selector: 'studio-cvs',
  imports: [Icon, ImportDialog, MatButton, MatIconButton, Menu, NewCvDialog, NgTemplateOutlet, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(dragover)': 'over($event)', '(dragleave)': 'isOver.set(false)', '(drop)': 'drop($event)' },
  templateUrl: './cvs.html',
  styleUrl: './cvs.css',
})
export class Cvs {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly notices = inject(Notices);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly importable = kImportable;
  private readonly session = inject(SessionStore).session;
  protected readonly canCreate = computed(() => this.session()?.can_create ?? false);

  private readonly all = signal<readonly Cv[] | undefined>(undefined);
  /** CVs whose deletion can still be undone, by slug. */
  private readonly pendingDeletes = signal<ReadonlyMap<string, Cv>>(new Map());
  protected readonly cvs = computed(() => this.all()?.filter((cv) => !this.pendingDeletes().has(cv.slug)));
  protected readonly current = computed(() => this.cvs()?.filter((cv) => !cv.archived) ?? []);
  protected readonly archived = computed(() => this.cvs()?.filter((cv) => cv.archived) ?? []);
  protected readonly fault = signal<string | undefined>(undefined);
  protected readonly isOver = signal(false);
  protected readonly isNaming = signal(false);
  protected readonly file = signal<File | undefined>(undefined);
  protected readonly hasDraft = hasDraft;

  constructor() {
    void this.load();
    inject(DestroyRef).onDestroy(() => this.pendingDeletes().forEach((cv) => void this.deleteNow(cv)));
  }

  protected async load(): Promise<void> {
    this.fault.set(undefined);
    try {
      this.all.set(await this.api.cvs());
    } catch (error) {
      this.fault.set(this.notices.messageOf(error));
    }
  }

  protected over(event: DragEvent): void {
    if (!this.canCreate() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(true);
  }

  protected drop(event: DragEvent): void {
    if (!this.canCreate()) return;
    event.preventDefault();
    this.isOver.set(false);
    this.file.set(event.dataTransfer?.files[0]);
  }

  protected chosen(input: HTMLInputElement): void {
    this.file.set(input.files?.[0]);
    input.value = '';
  }

  protected blank({ name, label, language, slug }: NewCvAnswer): void {
    const document = json({ basics: { name, ...(label ? { label } : {}) }, meta: { language } });
    void this.create(document as JsonObject, slug);
  }

  protected async sample(): Promise<void> {
    try {
      const answer = await fetch('sample.json');
      await this.create(put(parseObject(await answer.text()), ['$schema'], undefined) as JsonObject);
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected async create(document: JsonObject, slug?: string): Promise<void> {
    try {
      const saved = await this.api.create(document, slug);
      this.isNaming.set(false);
      this.file.set(undefined);
      await this.router.navigate(['/cv', saved.slug]);
      const look = () => globalThis.open(`/cv/${saved.slug}`, '_blank', 'noopener');
      this.notices.show(this.t('cvs.created', `/cv/${saved.slug}`), {
        label: this.t('editor.look'),
        run: () => void look(),
      });
    } catch (error) {
      this.notices.showError(error);
    }
  }

  protected actions(cv: Cv): MenuItems {
    const mayEdit = cv.may === 'edit';
    const archiving = cv.archived ? 'cvs.bringBack' : 'cvs.archive';
    return () => [
      ...(this.canCreate() ? [{ text: this.t('cvs.duplicate'), run: () => void this.duplicate(cv) }] : []),
      ...(mayEdit
        ? [
            { text: this.t('cvs.export'), run: () => void this.save(cv) },
            { text: this.t(archiving), run: () => void this.archive(cv, !cv.archived) },
          ]
        : []),
      ...(mayEdit && this.canCreate()
        ? [{ text: this.t('action.delete'), isDanger: true, run: () => this.delete(cv) }]
        : []),
    ];
  }

  private async duplicate(cv: Cv): Promise<void> {
    try {
      const { document } = await this.api.cv(cv.slug);
      const name = textAt(document, ['basics', 'name']);
      await this.api.create(document, undefined, this.t('cvs.copyOf', name || cv.slug));
      await this.load();
    } catch (error) {
      this.notices.showError(error);
    }
  }

  private async save(cv: Cv): Promise<void> {
    try {
      const { document } = await this.api.cv(cv.slug);
      download(`${cv.slug}.json`, new Blob([`${stringify(document)}\n`], { type: 'application/json' }));
    } catch (error) {
      this.notices.showError(error);
    }
  }

  /** Saves a version, so that the history shows when the CV was archived and restored. */
  private async archive(cv: Cv, archived: boolean): Promise<void> {
    try {
      const { document, etag } = await this.api.cv(cv.slug);
      const changed = put(document, metaPath('archived'), archived ? true : undefined) as JsonObject;
      await this.api.save(
        cv.slug,
        { document: changed, etag },
        this.t(archived ? 'cvs.archiveNote' : 'cvs.bringBackNote'),
      );
      await this.load();
      this.notices.show(this.t(archived ? 'cvs.archiveDone' : 'cvs.bringBackDone', cv.name || cv.slug), {
        label: this.t('action.undo'),
        run: () => void this.archive(cv, !archived),
      });
    } catch (error) {
      this.notices.showError(error);
    }
  }

  /**
   * Deletes the CV after a few seconds, or when the person leaves this view; they can undo it until then. Closing the
   * window earlier cancels the deletion.
   */
  private delete(cv: Cv): void {
    const back = () => {
      clearTimeout(timer);
      this.pendingDeletes.update((pendingDeletes) => new Map([...pendingDeletes].filter(([slug]) => slug !== cv.slug)));
    };
    const timer = setTimeout(() => void this.deleteNow(cv), kUndoTime);
    this.pendingDeletes.update((pendingDeletes) => new Map([...pendingDeletes, [cv.slug, cv]]));
    this.notices.show(
      this.t('cvs.deleted', cv.name || cv.slug),
      { label: this.t('action.undo'), run: back },
      kUndoTime,
    );
  }

  private async deleteNow(cv: Cv): Promise<void> {
    if (!this.pendingDeletes().has(cv.slug)) return;
    try {
      const { etag } = await this.api.cv(cv.slug);
      await this.api.delete(cv.slug, etag);
      dropDraft(cv.slug);
      dropReport(cv.slug);
      this.all.update((all) => all?.filter((one) => one.slug !== cv.slug));
    } catch (error) {
      this.notices.showError(error);
    }
    this.pendingDeletes.update((pendingDeletes) => new Map([...pendingDeletes].filter(([slug]) => slug !== cv.slug)));
  }
}
