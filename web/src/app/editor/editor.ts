import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { ActivatedRoute, NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map } from 'rxjs';

import { Api, type Cv, type Format } from '../api/api';
import { download } from '../browser/download';
import { titleOf } from '../document/sections';
import { sectionOrder } from '../document/settings';
import { listAt, pathKey, textAt } from '../document/tree';
import { Draft } from '../draft/draft';
import { EditorState } from '../draft/editor-state';
import { I18n } from '../i18n/i18n';
import { stringify } from '../json/lossless-json';
import { Preview } from '../preview/preview';
import { SessionStore } from '../session/session';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu';
import type { MenuItem } from '../ui/menu-item';
import { NextTask } from '../ui/next-task';
import { Notices } from '../ui/notices';
import { Advisor } from './advice/advisor';
import { LinkChecker } from './advice/link-checker';
import { MergeDialog } from './merge-dialog';
import { paneOf } from './pane';
import { ReadOnlyView } from './read-only-view';

const formats = [
  { format: 'pdf', name: 'PDF', ending: 'pdf' },
  { format: 'docx', name: 'Word', ending: 'docx' },
  { format: 'markdown', name: 'Markdown', ending: 'md' },
  { format: 'text', name: 'Text', ending: 'txt' },
  { format: 'json', name: 'JSON Resume', ending: 'json' },
  { format: 'vcard', name: 'vCard', ending: 'vcf' },
] as const satisfies readonly { format: Format; name: string; ending: string }[];

/** The same width as in editor.css. */
const kWide = '(min-width: 75.01rem)';

/** The frame of one CV: title, actions, list of sections, the open pane and the preview. */
@Component({
  selector: 'studio-editor',
  imports: [
    Dialog,
    Icon,
    NextTask,
    MatButton,
    MatIconButton,
    Menu,
    MergeDialog,
    Preview,
    ReadOnlyView,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
  providers: [Draft, EditorState, LinkChecker, Advisor],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    '(document:keydown)': 'press($event)',
    '(window:online)': 'isOnline.set(true)',
    '(window:offline)': 'isOnline.set(false)',
  },
  templateUrl: './editor.html',
  styleUrl: './editor.css',
})
export class Editor {
  readonly slug = input.required<string>();
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly notices = inject(Notices);
  private readonly session = inject(SessionStore).session;
  protected readonly draft = inject(Draft);
  protected readonly state = inject(EditorState);
  protected readonly advisor = inject(Advisor);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly titleOf = titleOf;

  protected readonly fault = signal<string | undefined>(undefined);
  /** Set if the person may read the CV but not edit it. */
  protected readonly readOnlyCv = signal<Cv | undefined>(undefined);
  protected readonly isOnline = signal(navigator.onLine);
  protected readonly isPreviewing = signal(false);
  /** Whether the window is wide enough for the preview beside the form. */
  private readonly hasRoom = toSignal(
    inject(BreakpointObserver)
      .observe(kWide)
      .pipe(map(({ matches }) => matches)),
    { requireSync: true },
  );
  protected readonly isPreviewMade = linkedSignal<boolean, boolean>({
    source: () => this.hasRoom() || this.isPreviewing(),
    computation: (isShown, before) => isShown || (before?.value ?? false),
  });
  /** The number of proposals; their link is shown if there are some. */
  protected readonly proposals = resource({
    params: () => {
      const etag = this.draft.published()?.etag;
      return etag === undefined ? undefined : { slug: this.draft.slug(), etag };
    },
    loader: async ({ params }) => (await this.api.proposals(params.slug)).proposals.length,
  });
  protected readonly isNaming = signal(false);
  protected readonly name = computed(() => textAt(this.draft.document(), ['basics', 'name']) || this.slug());
  protected readonly sections = computed(() =>
    sectionOrder(this.draft.document()).map((name) => ({ name, count: listAt(this.draft.document(), [name]).length })),
  );
  private readonly paneRoute = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.route.snapshot.firstChild),
    ),
    { initialValue: this.route.snapshot.firstChild },
  );
  protected readonly pane = computed(() => paneOf(this.paneRoute()));
  protected readonly others = computed(() => this.state.languages().filter((tag) => tag !== this.state.base()));

  protected readonly menu = computed<readonly MenuItem[]>(() => {
    const isChanged = this.draft.isChanged();
    return [
      {
        text: this.t('action.redo'),
        isForPhone: true,
        isDisabled: !this.draft.canRedo(),
        run: () => this.draft.redo(),
      },
      { text: this.t('cvs.view'), href: `/cv/${this.slug()}` },
      { text: this.t('versions.publishNamed'), isDisabled: !isChanged, run: () => this.isNaming.set(true) },
      { text: this.t('editor.discard'), isDisabled: !isChanged, run: () => this.discard() },
      {
        text: this.t('cvs.export'),
        items: () => [
          { text: this.t('editor.wholeDocument'), run: () => this.exportDocument() },
          ...formats.map(({ name, format, ending }) => ({ text: name, run: () => void this.export(format, ending) })),
        ],
      },
    ];
  });

  constructor() {
    effect(() => {
      if (this.draft.hasOtherTabEdits()) this.notices.show(this.t('editor.otherTab'));
    });
    effect(() => {
      const slug = this.slug();
      untracked(() => void this.open(slug));
    });
    // On a phone the sections are a row that scrolls; the open one is scrolled into view.
    effect(() => {
      if (this.paneRoute() && this.draft.isReady()) setTimeout(() => this.showSection());
    });
    // A click in the preview or on an item of advice opens and focuses the field.
    effect(() => {
      const target = this.state.target();
      if (!target) return;
      const section = EditorState.addressOf(target);
      untracked(
        () => void this.router.navigate(['/cv', this.slug(), 'edit', section]).then(() => this.focus(pathKey(target))),
      );
    });
  }

  protected async open(slug: string): Promise<void> {
    this.fault.set(undefined);
    this.readOnlyCv.set(undefined);
    try {
      const readOnly = await this.findReadOnly(slug);
      if (this.slug() !== slug) return;
      if (readOnly) this.readOnlyCv.set(readOnly);
      else await this.draft.open(slug);
    } catch (error) {
      this.fault.set(this.notices.messageOf(error));
    }
  }

  /**
   * The CV if the person may only read it. Requesting its document instead would be refused and recorded in the audit
   * log.
   */
  private async findReadOnly(slug: string): Promise<Cv | undefined> {
    if (this.session()?.can_create ?? true) return undefined; // a person who may create CVs may edit all
    const all = await this.api.cvs().catch(() => []);
    return all.find((cv) => cv.slug === slug && cv.may === 'view');
  }

  private showSection(): void {
    const here = this.host.nativeElement.querySelector<HTMLElement>('.sections .here');
    const row = here?.parentElement;
    if (row && row.scrollWidth > row.clientWidth)
      row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }

  protected async publish(note?: string): Promise<void> {
    try {
      if (await this.draft.publish(note))
        this.notices.show(this.t('editor.published'), {
          label: this.t('editor.look'),
          run: () => globalThis.open(`/cv/${this.slug()}`, '_blank', 'noopener'),
        });
    } catch (error) {
      this.notices.showError(error);
    }
  }

  private async export(format: Format, ending: string): Promise<void> {
    try {
      download(
        `${this.slug()}.${ending}`,
        await this.api.render(this.draft.document(), { format, language: this.state.base() }),
      );
    } catch (error) {
      this.notices.showError(error);
    }
  }

  private exportDocument(): void {
    download(`${this.slug()}.json`, new Blob([`${stringify(this.draft.document())}\n`], { type: 'application/json' }));
  }

  private discard(): void {
    this.draft.discard();
    this.notices.show(this.t('editor.discarded'), { label: this.t('action.undo'), run: () => this.draft.undo() });
  }

  protected missing(tag: string): number {
    return this.state.missing().get(tag)?.length ?? 0;
  }

  protected press(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const run =
      key === 's'
        ? () => void this.publish()
        : key === 'z'
          ? () => (event.shiftKey ? this.draft.redo() : this.draft.undo())
          : key === 'y'
            ? () => this.draft.redo()
            : undefined;
    if (!run) return;
    event.preventDefault();
    if (this.draft.isReady()) run();
  }

  /** Focuses the field. Retries, since its section may still be loading and its entry opening. */
  private focus(key: string, tries = 20): void {
    const field =
      [...document.querySelectorAll<HTMLElement>('[data-path]')].find((one) => one.dataset['path'] === key) ??
      (tries === 0 ? document.querySelector<HTMLElement>('.entry.open') : undefined);
    if (!field) {
      if (tries > 0) setTimeout(() => this.focus(key, tries - 1), 25);
      return;
    }
    field.scrollIntoView({ block: 'center' });
    field.querySelector<HTMLElement>('input, textarea, select')?.focus({ preventScroll: true });
    this.state.target.set(undefined);
  }
}
