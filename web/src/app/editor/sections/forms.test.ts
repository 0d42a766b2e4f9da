import { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import type { Type } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';

import { entryType, type Field } from '../../document/sections';
import { at, type Path } from '../../document/tree';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { json, stringify, type JsonObject } from '../../json/lossless-json';
import { DateValue } from '../fields/date-value';
import { FieldEditor } from '../fields/field-editor';
import { RestrictionMenu } from '../fields/restriction-menu';
import { Entries } from './entries';

/** A menu is loaded and created when its button is first pressed. */
async function openMenu(loader: HarnessLoader, host: HTMLElement, name: string): Promise<MatMenuHarness> {
  const selector = `[aria-label="${name}"]`;
  host.querySelector<HTMLElement>(selector)?.click();
  return vi.waitFor(() => loader.getHarness(MatMenuHarness.with({ selector })));
}

function make<T>(type: Type<T>, inputs: Record<string, unknown>, document: unknown = {}) {
  TestBed.configureTestingModule({ providers: [Draft, EditorState] });
  const draft = TestBed.inject(Draft);
  draft.document.set(json(document) as JsonObject);
  const fixture: ComponentFixture<T> = TestBed.createComponent(type);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  fixture.detectChanges();
  const host = fixture.nativeElement as HTMLElement;
  const loader: HarnessLoader = TestbedHarnessEnvironment.loader(fixture);
  const find = <E extends HTMLElement>(selector: string): E => {
    const found = host.querySelector<E>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  const type_in = (selector: string, text: string) => {
    const field = find<HTMLInputElement>(selector);
    field.value = text;
    field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'));
    fixture.detectChanges();
  };
  return { fixture, host, loader, draft, find, type_in };
}

const summary: Field = { key: 'summary', label: 'field.summary', kind: 'markdown', isText: true };
const inputs = (field: Field, path: Path = ['basics']) => ({ path, field, order: ['name', 'label', 'summary'] });

test('a field writes what is typed, and takes the key away when emptied', () => {
  const { draft, type_in } = make(
    FieldEditor,
    inputs({ key: 'label', label: 'field.label', kind: 'text', isText: true }),
    {
      basics: { name: 'A', own: 1 },
    },
  );
  type_in('input', 'Engineer');
  expect(stringify(at(draft.document(), ['basics']) ?? null).replace(/\s/g, '')).toBe(
    '{"name":"A","label":"Engineer","own":1}',
  );
  type_in('input', '');
  expect(at(draft.document(), ['basics', 'label'])).toBeUndefined();
});

test('two languages stand beside each other, and what is missing is marked', () => {
  const { fixture, host, draft } = make(FieldEditor, inputs(summary), {
    basics: { summary: 'S' },
    meta: { vitrine: { languages: ['en', 'de'] } },
  });
  TestBed.inject(EditorState).setBeside('de');
  fixture.detectChanges();
  const areas = host.querySelectorAll('textarea');
  expect(areas).toHaveLength(2);
  expect(areas[1]?.closest('[lang]')?.getAttribute('lang')).toBe('de');
  expect(host.textContent).toContain('Missing: German');
  if (areas[1]) areas[1].value = 'Z';
  areas[1]?.dispatchEvent(new Event('input'));
  fixture.detectChanges();
  expect(at(draft.document(), ['basics', 'summary@de'])).toBe('Z');
  expect(host.textContent).not.toContain('Missing');
});

test('words may be typed with their commas', () => {
  const { draft, type_in, find } = make(
    FieldEditor,
    inputs({ key: 'keywords', label: 'field.keywords', kind: 'words' }, ['skills', 0]),
    {
      skills: [{ name: 'C++' }],
    },
  );
  type_in('input', 'templates, ');
  expect(find<HTMLInputElement>('input').value).toBe('templates, ');
  type_in('input', 'templates, concepts');
  expect(at(draft.document(), ['skills', 0, 'keywords'])).toEqual(['templates', 'concepts']);
});

test('skills of a job are ticked among those of the CV', () => {
  const { draft, host, fixture } = make(
    FieldEditor,
    inputs({ key: 'skills@', label: 'field.skills', kind: 'skills' }, ['work', 0]),
    {
      work: [{ 'skills@': ['Old'] }],
      skills: [{ name: 'C++' }],
    },
  );
  const boxes = host.querySelectorAll<HTMLInputElement>('input[type=checkbox]');
  expect(boxes).toHaveLength(2);
  boxes[0]?.click();
  fixture.detectChanges();
  expect(at(draft.document(), ['work', 0, 'skills@'])).toEqual(['Old', 'C++']);
});

test('who sees a field is chosen from the audiences', async () => {
  const { loader, draft, host } = make(
    RestrictionMenu,
    { path: ['basics', 'phone@for'], kind: 'for', what: 'Telephone' },
    { basics: { phone: '1' }, meta: { vitrine: { audiences: ['recruiter', 'client'] } } },
  );
  const menu = await openMenu(loader, host, 'Telephone: Everyone');
  const items = await menu.getItems();
  expect(await Promise.all(items.map((item) => item.getText()))).toEqual(['Everyone', 'recruiter', 'client', 'Nobody']);
  await items[1]?.click();
  expect(at(draft.document(), ['basics', 'phone@for'])).toEqual(['recruiter']);
  expect(await (await menu.host()).getAttribute('aria-label')).toBe('Telephone: Only recruiter');
  await items[0]?.click();
  expect(at(draft.document(), ['basics', 'phone@for'])).toBeUndefined();
});

test('a restriction written as one text is a list of one, and one that cannot be read hides', () => {
  const summary = (restriction: unknown) => {
    const { host } = make(
      RestrictionMenu,
      { path: ['basics', 'phone@for'], kind: 'for', what: 'Telephone' },
      { basics: { phone: '1', 'phone@for': restriction } },
    );
    return host.querySelector('[aria-label]')?.getAttribute('aria-label');
  };
  expect(summary('recruiter')).toBe('Telephone: Only recruiter');
  TestBed.resetTestingModule();
  expect(summary(3)).toBe('Telephone: Nobody');
});

test('a translation is edited under the key that it has', () => {
  const { draft, fixture, host } = make(FieldEditor, inputs(summary), {
    basics: { summary: 'S', 'summary@DE': 'T' },
    meta: { language: 'en', vitrine: { languages: ['en', 'de'] } },
  });
  TestBed.inject(EditorState).setBeside('de');
  fixture.detectChanges();
  const area = host.querySelectorAll('textarea')[1];
  if (!area) throw new Error('no field for the translation');
  expect(area.value).toBe('T');
  area.value = 'U';
  area.dispatchEvent(new Event('input'));
  expect(stringify(at(draft.document(), ['basics']) ?? null).replace(/\s/g, '')).toBe(
    '{"summary":"S","summary@DE":"U"}',
  );
});

test('a date may be a year, a month or a day, and an end may be open', () => {
  const said: string[] = [];
  const { fixture, type_in, find } = make(DateValue, { value: '2020-03', name: 'End', fieldId: 'x', hasPresent: true });
  fixture.componentInstance.changed.subscribe((value) => said.push(value));
  type_in('input[inputmode]', '202');
  type_in('input[inputmode]', '2021');
  type_in('select', '');
  find<HTMLInputElement>('input[type=checkbox]').click();
  expect(said).toEqual(['2021-03', '2021', '']);
});

test('an entry is moved by keys, duplicated, and comes back when its removal is undone', async () => {
  const { fixture, host, draft, loader } = make(
    Entries,
    { path: ['work'], type: entryType('work'), name: 'Work' },
    { work: [{ name: 'One' }, { name: 'Two' }] },
  );
  const names = () => [...host.querySelectorAll('.title strong')].map((title) => title.textContent);
  host.querySelector('.handle')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
  fixture.detectChanges();
  expect(names()).toEqual(['Two', 'One']);
  const menu = await openMenu(loader, host, 'More for Two');
  await menu.clickItem({ text: 'Duplicate' });
  expect(names()).toEqual(['Two', 'Two', 'One']);
  await menu.open();
  await menu.clickItem({ text: 'Remove' });
  expect(names()).toEqual(['Two', 'One']);
  draft.undo();
  fixture.detectChanges();
  expect(names()).toEqual(['Two', 'Two', 'One']);
});

test('a job with one position becomes one with several, and its own stays for other tools', async () => {
  const { fixture, host, draft, find } = make(
    Entries,
    { path: ['work'], type: entryType('work'), name: 'Work' },
    { work: [{ name: 'One', position: 'P', 'position@de': 'D', startDate: '2020' }] },
  );
  find('.title').click();
  fixture.detectChanges();
  [...host.querySelectorAll('button')].find((button) => button.textContent.includes('Several roles'))?.click();
  fixture.detectChanges();
  expect(stringify(at(draft.document(), ['work', 0, 'roles@', 0]) ?? null).replace(/\s/g, '')).toBe(
    '{"position":"P","position@de":"D","startDate":"2020"}',
  );
  expect(at(draft.document(), ['work', 0, 'position'])).toBe('P');
  [...host.querySelectorAll('button')].find((button) => button.textContent.includes('AddRoles'))?.click();
  fixture.detectChanges();
  expect(host.querySelector('[data-path="/work/0/roles@/0/position"]')).not.toBeNull();
});
