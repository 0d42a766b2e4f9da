// The fields of each section's entries, as the forms show them. To add a field to a form, add a line here.

import type { StringKey } from '../i18n/strings';
import { isObject, type Json } from '../json/lossless-json';
import { rules } from './rules/rules';
import { textAt } from './tree';

export type FieldKind =
  'text' | 'markdown' | 'date' | 'end' | 'url' | 'email' | 'phone' | 'image' | 'words' | 'points' | 'skills';

export interface Field {
  readonly key: string;
  readonly label: StringKey;
  readonly kind: FieldKind;
  /** Whether it can be translated. */
  readonly isText?: boolean;
  readonly isWide?: boolean;
}

export interface EntryType {
  readonly fields: readonly Field[];
  /** Keys that name an entry: the first non-empty one is its title, the next its subtitle. */
  readonly names: readonly string[];
  readonly hasRoles?: boolean;
}

const text = (key: string, label: StringKey): Field => ({ key, label, kind: 'text', isText: true });
const plain = (key: string, label: StringKey, kind: FieldKind = 'text'): Field => ({ key, label, kind });
const rich = (key: string, label: StringKey): Field => ({ key, label, kind: 'markdown', isText: true, isWide: true });
const points = (key: string, label: StringKey): Field => ({ key, label, kind: 'points', isText: true, isWide: true });
const words = (key: string, label: StringKey): Field => ({ key, label, kind: 'words', isText: true, isWide: true });
const dates: readonly Field[] = [plain('startDate', 'field.start', 'date'), plain('endDate', 'field.end', 'end')];
const url = plain('url', 'field.url', 'url');
/** For forms whose other fields come in pairs: this field takes a whole line. */
const wideUrl: Field = { ...url, isWide: true };
const skills: Field = { key: 'skills@', label: 'field.skills', kind: 'skills', isWide: true };

export const basics: readonly Field[] = [
  plain('name', 'field.name'),
  text('label', 'field.label'),
  plain('image', 'field.image', 'image'),
  plain('email', 'field.email', 'email'),
  plain('phone', 'field.phone', 'phone'),
  wideUrl,
  rich('summary', 'field.summary'),
];

export const locationFields: readonly Field[] = [
  { ...text('address', 'field.address'), isWide: true },
  plain('postalCode', 'field.postalCode'),
  text('city', 'field.city'),
  text('region', 'field.region'),
  plain('countryCode', 'field.country'),
];

export const basicsOrder = [...basics.map((field) => field.key), 'location', 'profiles'];

export const profile: EntryType = {
  names: ['network', 'username'],
  fields: [plain('network', 'field.network'), plain('username', 'field.username'), wideUrl],
};

export const role: EntryType = {
  names: ['position'],
  fields: [
    text('position', 'field.position'),
    ...dates,
    rich('summary', 'field.summary'),
    points('highlights', 'field.highlights'),
  ],
};

export const sections = {
  work: {
    names: ['name', 'position'],
    hasRoles: true,
    fields: [
      text('name', 'field.employer'),
      text('position', 'field.position'),
      text('location', 'field.location'),
      text('description', 'field.employerDoes'),
      wideUrl,
      ...dates,
      rich('summary', 'field.summary'),
      points('highlights', 'field.highlights'),
      skills,
    ],
  },
  projects: {
    names: ['name', 'entity'],
    fields: [
      text('name', 'field.title'),
      text('entity', 'field.entity'),
      text('type', 'field.type'),
      url,
      ...dates,
      rich('description', 'field.description'),
      points('highlights', 'field.highlights'),
      words('roles', 'field.roles'),
      words('keywords', 'field.keywords'),
      skills,
    ],
  },
  volunteer: {
    names: ['organization', 'position'],
    fields: [
      text('organization', 'field.organization'),
      text('position', 'field.position'),
      wideUrl,
      ...dates,
      rich('summary', 'field.summary'),
      points('highlights', 'field.highlights'),
    ],
  },
  education: {
    names: ['institution', 'area', 'studyType'],
    fields: [
      text('institution', 'field.institution'),
      text('area', 'field.area'),
      text('studyType', 'field.studyType'),
      plain('score', 'field.score'),
      wideUrl,
      ...dates,
      points('courses', 'field.courses'),
    ],
  },
  skills: {
    names: ['name', 'level'],
    fields: [text('name', 'field.skill'), text('level', 'field.level'), words('keywords', 'field.keywords')],
  },
  languages: {
    names: ['language', 'fluency'],
    fields: [text('language', 'field.language'), text('fluency', 'field.fluency')],
  },
  certificates: {
    names: ['name', 'issuer'],
    fields: [text('name', 'field.title'), text('issuer', 'field.issuer'), plain('date', 'field.date', 'date'), url],
  },
  awards: {
    names: ['title', 'awarder'],
    fields: [
      text('title', 'field.title'),
      text('awarder', 'field.awarder'),
      plain('date', 'field.date', 'date'),
      rich('summary', 'field.summary'),
    ],
  },
  publications: {
    names: ['name', 'publisher'],
    fields: [
      text('name', 'field.title'),
      text('publisher', 'field.publisher'),
      plain('releaseDate', 'field.date', 'date'),
      url,
      rich('summary', 'field.summary'),
    ],
  },
  interests: {
    names: ['name'],
    fields: [text('name', 'field.interest'), words('keywords', 'field.keywords')],
  },
  references: {
    names: ['name'],
    fields: [text('name', 'field.person'), rich('reference', 'field.reference')],
  },
} satisfies Record<SectionName, EntryType>;

export type SectionName = (typeof rules.sections)[number];
/** In the default order. */
export const sectionNames: readonly SectionName[] = rules.sections;
export const isSection = (name: string): name is SectionName => name in sections;
export const entryType = (name: SectionName): EntryType => sections[name];
export const titleOf = (name: SectionName): StringKey => `section.${name}`;

/** The name of an entry in any section; empty if it has none. The order of a variant refers to this name. */
export const entryName = (entry: Json | undefined): string =>
  isObject(entry) ? (rules.entryNames.map((key) => textAt(entry, [key])).find((text) => text !== '') ?? '') : '';

/** The order in which the keys of an entry are written. */
export const orderOf = (type: EntryType): string[] => [...type.fields.map((field) => field.key), 'roles@', 'skills@'];

export const themes = ['quiet', 'sidebar', 'compact', 'classic', 'bold'] as const;
