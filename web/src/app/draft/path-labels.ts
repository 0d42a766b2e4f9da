import { inject, Injectable } from '@angular/core';

import {
  basics,
  entryName,
  entryType,
  isSection,
  locationFields,
  profile,
  role,
  titleOf,
  type Field,
} from '../document/sections';
import { at, textAt, type Path } from '../document/tree';
import { I18n } from '../i18n/i18n';
import { isObject, type Json } from '../json/lossless-json';

const fields: readonly Field[] = [...basics, ...locationFields, ...profile.fields, ...role.fields];

/** Labels a path in a document for people: "Work › Nordlicht › Summary (German)". */
@Injectable({ providedIn: 'root' })
export class PathLabels {
  private readonly i18n = inject(I18n);

  of(document: Json, path: Path): string {
    const [top, ...rest] = path;
    const section = typeof top === 'string' && isSection(top) ? top : undefined;
    const own = section ? [...entryType(section).fields, ...fields] : fields;
    const first = section
      ? this.i18n.t(titleOf(section))
      : top === 'basics'
        ? this.i18n.t('section.basics')
        : String(top ?? '');
    const more = rest.map((step, i) =>
      typeof step === 'number' ? this.entry(at(document, path.slice(0, i + 2)), step) : this.key(step, own),
    );
    return [first, ...more].filter((part) => part !== '').join(' › ');
  }

  private entry(entry: Json | undefined, index: number): string {
    if (!isObject(entry)) return String(index + 1);
    // Profiles and roles have none of the keys that name entries.
    const names = [entryName(entry), textAt(entry, ['network']), textAt(entry, ['position'])];
    return names.find((text) => text !== '') ?? String(index + 1);
  }

  private key(key: string, own: readonly Field[]): string {
    const [name = '', mark] = key.split('@');
    if (key === '@for' || mark === 'for')
      return [this.label(name, own), this.i18n.t('restriction.for')].filter((part) => part !== '').join(': ');
    if (key === '@in') return this.i18n.t('restriction.in');
    if (key === 'roles@') return this.i18n.t('section.roles');
    if (key === 'location') return this.i18n.t('section.location');
    if (key === 'profiles') return this.i18n.t('section.profiles');
    return mark ? `${this.label(name, own)} (${this.i18n.nameOfLanguage(mark)})` : this.label(name || key, own);
  }

  private label(name: string, own: readonly Field[]): string {
    const field = own.find((one) => one.key === name);
    return field ? this.i18n.t(field.label) : name;
  }
}
