// What a check of links found, kept in the browser, and told for as long as the fields say what they said then.

import type { LinkFinding } from '../api/api';
import { readItem, removeItems, writeItem } from '../browser/storage';
import type { StringKey } from '../i18n/strings';
import { isList, isObject, type Json, type JsonObject } from '../json/lossless-json';
import { pathOf, textAt, type Path } from './tree';

/** A link that is not fine, in the words of the field that it stands in. */
export interface Faulty {
  readonly text: string;
  readonly finding: LinkFinding;
}

export interface LinkReport {
  /** When it was checked, RFC 3339. */
  readonly at: string;
  readonly count: number;
  /** Links of the document that were too many to be checked. */
  readonly leftOut: number;
  readonly faulty: readonly Faulty[];
}

export interface LinkAdvice {
  readonly path: Path;
  readonly text: StringKey;
  readonly values: readonly (string | number)[];
  readonly isError: boolean;
}

/** Whether there is something to do, or something that stays open. */
const isFine = ({ state, permanent }: LinkFinding): boolean => state === 'ok' || (state === 'redirected' && !permanent);

export function reportOf(
  document: JsonObject,
  { links, left_out: leftOut }: { readonly links: readonly LinkFinding[]; readonly left_out: number },
  at: string,
): LinkReport {
  const faulty = links
    .filter((finding) => !isFine(finding))
    .flatMap((finding) =>
      finding.pointers.map((pointer) => ({ text: textAt(document, pathOf(document, pointer)), finding })),
    )
    .filter(({ text }) => text !== '');
  return { at, count: links.length, leftOut, faulty };
}

function sayOf({ url, state, reason, status, location }: LinkFinding): Pick<LinkAdvice, 'text' | 'values'> {
  const answer = status === undefined ? '' : String(status);
  switch (state) {
    case 'dead':
      return { text: 'advice.linkDead', values: [url, answer] };
    case 'redirected':
      return { text: 'advice.linkMoved', values: [url, location ?? ''] };
    case 'unsafe':
      return { text: 'advice.linkUnsafe', values: [url, location ?? ''] };
    case 'unreachable':
      return {
        text: `advice.link.${(reason ?? 'answer') as 'name' | 'connection' | 'timeout' | 'tls' | 'answer'}`,
        values: [url],
      };
    case 'skipped':
      return { text: `advice.link.${(reason ?? 'form') as 'not-public' | 'form' | 'time'}`, values: [url] };
    default:
      return { text: 'advice.linkUnknown', values: [url] };
  }
}

/** What there is to say now, in the order of the document. */
export function linkAdvice(document: JsonObject, { faulty }: LinkReport): LinkAdvice[] {
  const byText = new Map<string, LinkFinding[]>();
  for (const { text, finding } of faulty) byText.set(text, [...(byText.get(text) ?? []), finding]);
  const out: LinkAdvice[] = [];
  const look = (value: Json, path: Path): void => {
    if (isList(value)) value.forEach((item, i) => look(item, [...path, i]));
    else if (isObject(value)) for (const [key, item] of value) look(item, [...path, key]);
    else if (typeof value === 'string')
      for (const finding of new Set(byText.get(value)))
        out.push({ path, ...sayOf(finding), isError: finding.state === 'dead' || finding.state === 'unreachable' });
  };
  look(document, []);
  return out;
}

const name = (slug: string) => `links.${slug}`;

export const storeReport = (slug: string, report: LinkReport): boolean => writeItem(name(slug), JSON.stringify(report));

export function storedReport(slug: string): LinkReport | undefined {
  try {
    return JSON.parse(readItem(name(slug)) ?? '') as LinkReport;
  } catch {
    return undefined;
  }
}

export const dropReport = (slug: string): boolean => writeItem(name(slug), undefined);

/** Reports hold words of CVs, which the next person at this browser need not see. */
export const dropAllReports = (): void => removeItems(name(''));
