import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  signal,
  viewChild,
  type AfterViewInit,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';

import { Api, type RenderOptions } from '../api/api';
import { themes } from '../document/sections';
import { Draft } from '../draft/draft';
import { EditorState } from '../draft/editor-state';
import { I18n } from '../i18n/i18n';
import { Icon } from '../ui/icon';
import { Notices } from '../ui/notices';
import { renderPage } from './frame';
import { locate } from './locate';

const widths = { phone: 390, desktop: 1200 } as const;
/** In windows narrower than this, in CSS pixels, the preview starts at the size of a phone. */
const kPhone = 600;
const kDelay = 20;
const kPaperDelay = 500;

/** Previews the CV for a chosen language, variant and audience while the person types; a click leads to the field. */
@Component({
  selector: 'studio-preview',
  imports: [Icon, MatIconButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './preview.html',
  styleUrl: './preview.css',
})
export class Preview implements AfterViewInit {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly draft = inject(Draft);
  private readonly destroyed = inject(DestroyRef);
  protected readonly state = inject(EditorState);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly themes = themes;

  protected readonly size = signal<'phone' | 'desktop' | 'paper'>(innerWidth < kPhone ? 'phone' : 'desktop');
  protected readonly language = signal('');
  protected readonly variant = signal('');
  protected readonly audience = signal('public');
  protected readonly theme = signal('');
  protected readonly fault = signal<string | undefined>(undefined);
  /** Duration of the last rendering, in milliseconds. */
  protected readonly took = signal(0);
  protected readonly paper = signal<string | undefined>(undefined);

  private readonly stage = viewChild.required<ElementRef<HTMLElement>>('stage');
  private readonly frame = viewChild.required<ElementRef<HTMLIFrameElement>>('frame');
  private readonly paperFrame = viewChild<ElementRef<HTMLIFrameElement>>('paperFrame');
  private readonly room = signal({ width: 600, height: 800 });
  protected readonly width = computed(() =>
    this.size() === 'phone' ? widths.phone : Math.max(widths.desktop, this.room().width),
  );
  protected readonly scale = computed(() => Math.min(1, this.room().width / this.width()));
  protected readonly height = computed(() => this.room().height / this.scale());
  private readonly options = computed<RenderOptions>(() => {
    const audience = this.state.audiences().includes(this.audience()) ? this.audience() : 'public';
    const variant = this.state.variants().includes(this.variant()) ? this.variant() : '';
    const language = this.state.languages().includes(this.language()) ? this.language() : this.state.base();
    return {
      language,
      variant,
      audience,
      theme: this.theme(),
      format: this.size() === 'paper' ? 'pdf' : 'html',
      pointers: true,
    };
  });

  constructor() {
    effect((onCleanup) => {
      const [document, options] = [this.draft.document(), this.options()];
      const stop = new AbortController();
      const timer = setTimeout(
        () => void this.render(document, options, stop.signal),
        options.format === 'pdf' ? kPaperDelay : kDelay,
      );
      onCleanup(() => {
        clearTimeout(timer);
        stop.abort();
      });
    });
    effect(() => {
      const [frame, url] = [this.paperFrame(), this.paper()];
      if (frame && url) frame.nativeElement.src = url;
    });
    this.destroyed.onDestroy(() => this.forgetPaper());
  }

  ngAfterViewInit(): void {
    const stage = this.stage().nativeElement;
    const measure = () => this.room.set({ width: stage.clientWidth || 600, height: stage.clientHeight || 800 });
    const watch = new ResizeObserver(measure);
    watch.observe(stage);
    this.destroyed.onDestroy(() => watch.disconnect());
  }

  private async render(
    document: ReturnType<Draft['document']>,
    options: RenderOptions,
    signal: AbortSignal,
  ): Promise<void> {
    const begin = performance.now();
    try {
      const made = await this.api.render(document, options, signal);
      if (options.format === 'pdf') this.showPaper(made);
      else this.showPage(await made.text());
      this.fault.set(undefined);
      this.took.set(Math.round(performance.now() - begin));
    } catch (error) {
      if (!signal.aborted) this.fault.set(this.notices.messageOf(error));
    }
  }

  private showPage(html: string): void {
    const frame = this.frame().nativeElement;
    renderPage(frame, html);
    const page = frame.contentDocument;
    if (page) page.onclick = (event) => this.clicked(event);
  }

  private showPaper(file: Blob): void {
    this.forgetPaper();
    this.paper.set(URL.createObjectURL(file));
  }

  private forgetPaper(): void {
    const old = this.paper();
    if (old) URL.revokeObjectURL(old);
  }

  private clicked(event: MouseEvent): void {
    event.preventDefault();
    const element = event.target as Element | null;
    const path = element && locate(element, this.draft.document(), this.options().variant);
    if (path) this.state.target.set([...path]);
  }
}
