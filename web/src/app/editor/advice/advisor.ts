import { computed, effect, inject, Injectable, signal } from '@angular/core';

import { Api, type Finding } from '../../api/api';
import { advise, type Advice } from '../../document/advice';
import { isSection } from '../../document/sections';
import { pathKey, pathOf, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { I18n } from '../../i18n/i18n';
import { LinkChecker } from './link-checker';

export interface AdviceItem {
  readonly path: Path;
  readonly text: string;
  readonly isError: boolean;
}

const kCheckDelay = 1200;

/** Collects advice on the document: from the Studio's own rules, the link checker, and the service's validation. */
@Injectable()
export class Advisor {
  private readonly api = inject(Api);
  private readonly draft = inject(Draft);
  private readonly state = inject(EditorState);
  private readonly i18n = inject(I18n);
  private readonly links = inject(LinkChecker);
  private readonly findings = signal<readonly Finding[]>([]);

  readonly advice = computed<readonly AdviceItem[]>(() => {
    const document = this.draft.document();
    if (!this.draft.isReady()) return [];
    const t = this.i18n.t;
    const links = this.links
      .advice()
      .map(({ path, text, values, isError }) => ({ path, text: t(text, ...values), isError }));
    const asked = new Set(links.map((one) => pathKey(one.path)));
    const isNew = (one: Advice) => one.text !== 'advice.unsafe' || !asked.has(pathKey(one.path));
    const own = advise(document)
      .filter(isNew)
      .map(({ path, text, values }) => ({ path, text: t(text, ...values), isError: false }));
    const untranslated = [...this.state.missing()].flatMap(([tag, [first, ...rest]]) =>
      first === undefined || tag === this.state.base()
        ? []
        : [
            {
              path: first,
              text: t('advice.untranslated', rest.length + 1, this.i18n.nameOfLanguage(tag)),
              isError: false,
            },
          ],
    );
    const found = this.findings().map((one) => ({
      path: pathOf(document, one.pointer),
      text: `${t('advice.server', one.expected, one.found)} ${one.hint}`.trim(),
      isError: one.severity === 'error',
    }));
    const known = new Set(own.map((one) => pathKey(one.path)));
    return [...found.filter((one) => !known.has(pathKey(one.path))), ...links, ...own, ...untranslated];
  });

  constructor() {
    effect((onCleanup) => {
      const document = this.draft.document();
      if (!this.draft.isReady()) return;
      const stop = new AbortController();
      const check = () =>
        this.api.check(document, stop.signal).then(
          ({ problems }) => this.findings.set(problems),
          () => undefined,
        );
      const timer = setTimeout(() => void check(), kCheckDelay);
      onCleanup(() => {
        clearTimeout(timer);
        stop.abort();
      });
    });
  }
}

/** Whether a form can edit that path; otherwise only the JSON view can. */
export const hasForm = (path: Path): boolean =>
  path[0] === 'basics' || path[0] === 'meta' || (typeof path[0] === 'string' && isSection(path[0]));
