import { TestBed } from '@angular/core/testing';

import { Api, type Stored } from '../api/api';
import { OfflineError, ProblemError } from '../api/problem';
import { hasDraft, storeDraft, type StoredDraft } from '../document/drafts';
import { at, textAt } from '../document/tree';
import { json, type JsonObject } from '../json/lossless-json';
import { Draft } from './draft';

/** A service that holds one CV. */
class Service {
  document = json({ basics: { name: 'A', label: 'L' } }) as JsonObject;
  version = 1;
  isAway = false;

  cv = async (): Promise<Stored> => {
    if (this.isAway) throw new OfflineError('away');
    return { document: this.document, etag: `"${this.version}"` };
  };
  save = async (_slug: string, { document, etag }: Stored): Promise<{ etag: string }> => {
    if (this.isAway) throw new OfflineError('away');
    if (etag !== `"${this.version}"`) throw new ProblemError({ title: 'Conflict', status: 412 });
    this.document = document;
    this.version++;
    return { etag: `"${this.version}"` };
  };
}

function open(service: Service) {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [Draft, { provide: Api, useValue: service }] });
  return TestBed.inject(Draft);
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const label = (draft: Draft) => textAt(draft.document(), ['basics', 'label']);

test('typing in one field is undone at once, another field on its own', async () => {
  const draft = open(new Service());
  await draft.open('a');
  for (const text of ['M', 'Mo', 'Mor']) draft.put(['basics', 'label'], text);
  draft.put(['basics', 'name'], 'B');
  draft.undo();
  expect([textAt(draft.document(), ['basics', 'name']), label(draft)]).toEqual(['A', 'Mor']);
  draft.undo();
  expect(label(draft)).toBe('L');
  expect(draft.canUndo()).toBe(false);
  draft.redo();
  draft.redo();
  expect(textAt(draft.document(), ['basics', 'name'])).toBe('B');
});

test('a draft outlives its tab, and goes when it is published', async () => {
  const service = new Service();
  const first = open(service);
  await first.open('a');
  first.put(['basics', 'label'], 'Draft');
  TestBed.tick();
  vi.advanceTimersByTime(300);
  expect(hasDraft('a')).toBe(true);

  const second = open(service);
  await second.open('a');
  expect(label(second)).toBe('Draft');
  expect(await second.publish()).toBe(true);
  TestBed.tick();
  vi.advanceTimersByTime(300);
  expect(hasDraft('a')).toBe(false);
  expect(textAt(service.document, ['basics', 'label'])).toBe('Draft');
});

test('what is typed right before the tab closes is kept as well', async () => {
  const draft = open(new Service());
  await draft.open('a');
  draft.put(['basics', 'label'], 'Last word');
  globalThis.dispatchEvent(new Event('pagehide'));
  expect(hasDraft('a')).toBe(true);
});

test('without a network the draft is there, and is published when the network is back', async () => {
  const service = new Service();
  const first = open(service);
  await first.open('a');
  first.put(['basics', 'label'], 'Kept');
  globalThis.dispatchEvent(new Event('pagehide'));
  service.isAway = true;
  const second = open(service);
  await second.open('a');
  expect(label(second)).toBe('Kept');
  await expect(second.publish()).rejects.toBeInstanceOf(OfflineError);
  expect(second.isChanged()).toBe(true);
  service.isAway = false;
  expect(await second.publish()).toBe(true);
});

test('somebody else’s version meets the draft, and nothing is lost', async () => {
  const service = new Service();
  const draft = open(service);
  await draft.open('a');
  draft.put(['basics', 'label'], 'Mine');
  service.document = json({ basics: { name: 'Theirs', label: 'Theirs' } }) as JsonObject;
  service.version = 2;
  expect(await draft.publish()).toBe(false);
  const pendingMerge = draft.pendingMerge();
  expect(pendingMerge?.conflicts.map((one) => one.path.join('.'))).toEqual(['basics.label']);
  expect(textAt(pendingMerge?.merged, ['basics', 'name'])).toBe('Theirs');
  draft.acceptMerge(pendingMerge?.merged ?? new Map());
  expect(await draft.publish()).toBe(true);
  expect(service.version).toBe(3);
  expect([...(at(service.document, ['basics']) as JsonObject)]).toEqual([
    ['name', 'Theirs'],
    ['label', 'Mine'],
  ]);
});

test('a draft of an old version meets the new one when it is opened', async () => {
  const service = new Service();
  const first = open(service);
  await first.open('a');
  first.put(['basics', 'label'], 'Mine');
  globalThis.dispatchEvent(new Event('pagehide'));
  service.document = json({ basics: { name: 'New', label: 'L' } }) as JsonObject;
  service.version = 2;
  const second = open(service);
  await second.open('a');
  expect(second.pendingMerge()?.conflicts).toEqual([]);
  expect([label(second), textAt(second.pendingMerge()?.merged, ['basics', 'name'])]).toEqual(['Mine', 'New']);
});

test('what is emptied leaves no empty objects behind, but entries stay', async () => {
  const draft = open(new Service());
  await draft.open('a');
  draft.put(['basics', 'location', 'city'], 'Kiel');
  draft.put(['basics', 'location', 'city'], undefined);
  expect(at(draft.document(), ['basics', 'location'])).toBeUndefined();
  draft.insert(['work'], 0, new Map([['name', 'W']]));
  draft.put(['work', 0, 'name'], undefined);
  expect(at(draft.document(), ['work', 0])).toEqual(new Map());
});

test('lists of texts move together with their translations', async () => {
  const draft = open(new Service());
  await draft.open('a');
  draft.put(
    ['work'],
    [
      new Map([
        ['highlights', ['one', 'two']],
        ['highlights@de', ['eins', 'zwei']],
      ]),
    ],
  );
  draft.inEveryLanguage(['work', 0], 'highlights', (list) => [...list].reverse());
  expect(at(draft.document(), ['work', 0, 'highlights'])).toEqual(['two', 'one']);
  expect(at(draft.document(), ['work', 0, 'highlights@de'])).toEqual(['zwei', 'eins']);
});

test('what another tab keeps comes in, and what was typed here stays', async () => {
  const service = new Service();
  const mine = open(service);
  await mine.open('a');
  const other = { etag: '"1"', base: service.document, document: json({ basics: { name: 'A', label: 'Theirs' } }) };
  mine.put(['basics', 'name'], 'Mine');
  storeDraft('a', other as StoredDraft);
  globalThis.dispatchEvent(new StorageEvent('storage', { key: 'vitrine.draft.a' }));
  await vi.advanceTimersByTimeAsync(1);
  expect(textAt(mine.document(), ['basics', 'label'])).toBe('Theirs');
  expect(textAt(mine.document(), ['basics', 'name'])).toBe('Mine');
  expect(mine.hasOtherTabEdits()).toBe(true);
});
