// Advice on a CV while it is written.

import type { StringKey } from '../i18n/strings';
import { isObject, type Json, type JsonObject } from '../json/lossless-json';
import { isShown } from './rules/restrictions';
import { entryType, sectionNames } from './sections';
import { walk } from './settings';
import { listAt, textAt, type Path } from './tree';

export interface Advice {
  readonly path: Path;
  readonly text: StringKey;
  readonly values: readonly (string | number)[];
}

const kLongGap = 4;
/** A DOI in a field for a web address; the service has the same rule (`cv/check/doi.cpp`). */
const kDoi = /^(?:doi:)?(10\.\d{4,}(?:\.\d+)*\/\S+)$/i;
const kWordsOnTwoPages = 1100;

/** Months since year 0; a year alone counts as its January. */
function months(date: string): number | undefined {
  const [, year, month = '01'] = /^(\d{4})(?:-(\d{2}))?/.exec(date) ?? [];
  return year === undefined ? undefined : Number(year) * 12 + Number(month) - 1;
}

export function advise(document: JsonObject): Advice[] {
  const out: Advice[] = [];
  const say = (path: Path, text: StringKey, ...values: (string | number)[]) => void out.push({ path, text, values });
  if (!textAt(document, ['basics', 'label'])) say(['basics', 'label'], 'advice.noLabel');
  if (!textAt(document, ['basics', 'summary'])) say(['basics', 'summary'], 'advice.noSummary');
  for (const key of ['email', 'phone'] as const) {
    const path = ['basics', key];
    const isOpen = textAt(document, path) !== '' && isShown(document, path, { audience: 'public' });
    if (isOpen) say(['basics', key], `advice.${key}`);
  }
  for (const name of sectionNames) {
    const hasDates = entryType(name).fields.some((field) => field.key === 'startDate');
    listAt(document, [name]).forEach((entry, i) => {
      const parts = listAt(entry, ['roles@']);
      const paths: Path[] = parts.length > 0 ? parts.map((_, j) => [name, i, 'roles@', j]) : [[name, i]];
      for (const path of paths) {
        const [start, end] = [textAt(document, [...path, 'startDate']), textAt(document, [...path, 'endDate'])];
        if (hasDates && !start && name !== 'projects') say([...path, 'startDate'], 'advice.noStart');
        if (start && end && (months(end) ?? 0) < (months(start) ?? 0)) say([...path, 'endDate'], 'advice.endFirst');
      }
    });
  }
  gaps(document).forEach(({ path, size }) => say(path, 'advice.gap', size));
  walk(document, (key, value, path) => {
    if (key.split('@')[0] !== 'url' || typeof value !== 'string' || value === '' || path[0] === 'meta') return;
    const [, doi] = kDoi.exec(value) ?? [];
    if (doi !== undefined) say(path, 'advice.doi', `https://doi.org/${doi}`);
    else if (!URL.canParse(value)) say(path, 'advice.badLink');
    else if (new URL(value).protocol !== 'https:') say(path, 'advice.unsafe');
  });
  const words = countWords(document);
  if (words > kWordsOnTwoPages) say(['basics', 'summary'], 'advice.long', words);
  return out;
}

/** Gaps without work or study that a reader may ask about. */
function gaps(document: JsonObject): { path: Path; size: number }[] {
  const spans = (['work', 'education', 'volunteer'] as const).flatMap((name) =>
    listAt(document, [name]).flatMap((entry, i) => {
      const [from, to] = [months(textAt(entry, ['startDate'])), months(textAt(entry, ['endDate']))];
      return from === undefined ? [] : [{ from, to: to ?? Infinity, path: [name, i, 'startDate'] as Path, name }];
    }),
  );
  spans.sort((a, b) => a.from - b.from);
  let until = spans[0]?.to ?? Infinity;
  const out: { path: Path; size: number }[] = [];
  for (const span of spans.slice(1)) {
    const size = span.from - until - 1;
    if (size >= kLongGap && span.name === 'work') out.push({ path: span.path, size });
    until = Math.max(until, span.to);
  }
  return out;
}

/** Counts the words in the base language. */
function countWords(document: JsonObject): number {
  const count = (value: Json, key = ''): number => {
    if (key.includes('@') && key !== 'roles@') return 0;
    if (['url', 'image', 'meta', '$schema'].includes(key)) return 0;
    if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '').length;
    if (Array.isArray(value)) return value.reduce((sum: number, item: Json) => sum + count(item), 0);
    return isObject(value) ? [...value].reduce((sum, [name, item]) => sum + count(item, name), 0) : 0;
  };
  return count(document);
}
