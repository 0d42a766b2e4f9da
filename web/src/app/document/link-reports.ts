// The report of a link check. It is stored in the browser; a finding is shown while its field has the checked text.

import type { LinkFinding } from '../api/api';
import { readItem, removeItems, writeItem } from '../browser/storage';
import type { StringKey } from '../i18n/strings';
import { isList, isObject, type Json, type JsonObject } from '../json/lossless-json';
import { pathOf, textAt, type Path } from './tree';

/** A faulty link, with the text of its field at the time of the check. */
export interface FaultyLink {
  readonly text: string;
  readonly finding: LinkFinding;
}

export interface LinkReport {
  /** When it was checked, RFC 3339. */
  readonly at: string;
  readonly count: number;
  /** Number of links over the limit, which were not checked. */
  readonly leftOut: number;
  readonly faulty: readonly FaultyLink[];
}

export interface LinkAdvice {
  readonly path: Path;
  readonly text: StringKey;
  readonly values: readonly (string | number)[];
  readonly isError: boolean;
}

/** Working links and temporary redirects need no action. */
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

function messageOf({ url, state, reason, status, location }: LinkFinding): Pick<LinkAdvice, 'text' | 'values'> {
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

/** The findings that still apply, in the order of the document. */
export function linkAdvice(document: JsonObject, { faulty }: LinkReport): LinkAdvice[] {
  const byText = new Map<string, LinkFinding[]>();
  for (const { text, finding } of faulty) byText.set(text, [...(byText.get(text) ?? []), finding]);
  const out: LinkAdvice[] = [];
  const look = (value: Json, path: Path): void => {
    if (isList(value)) value.forEach((item, i) => look(item, [...path, i]));
    else if (isObject(value)) for (const [key, item] of value) look(item, [...path, key]);
    else if (typeof value === 'string')
      for (const finding of new Set(byText.get(value)))
        out.push({ path, ...messageOf(finding), isError: finding.state === 'dead' || finding.state === 'unreachable' });
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

/** Reports contain texts of CVs, which the next person at this browser must not see. */
export const dropAllReports = (): void => removeItems(name(''));
