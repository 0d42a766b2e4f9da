import fs from 'node:fs';
import path from 'node:path';

/**
 * Lists the folders from which each folder may import. A folder may always import from itself; app.ts and routes.ts may
 * import everything. A subfolder that is not listed follows the rule of its parent.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  browser: [],
  json: [],
  i18n: ['browser'],
  api: ['json'],
  document: ['api', 'browser', 'i18n', 'json'],
  session: ['api', 'document', 'i18n'],
  ui: ['api', 'browser', 'i18n'],
  draft: ['api', 'document', 'i18n', 'json'],
  preview: ['api', 'document', 'draft', 'i18n', 'json', 'ui'],
  'editor/fields': ['document', 'draft', 'i18n', 'ui'],
  'editor/sections': ['document', 'draft', 'editor/fields', 'i18n', 'json', 'ui'],
  'editor/settings': ['document', 'draft', 'editor/fields', 'editor/sections', 'i18n', 'json', 'ui'],
  'editor/json': ['api', 'document', 'draft', 'i18n', 'json'],
  'editor/advice': ['api', 'document', 'draft', 'i18n', 'session', 'ui'],
  versions: ['api', 'document', 'draft', 'i18n', 'json', 'ui'],
  proposals: ['api', 'document', 'draft', 'i18n', 'json', 'ui'],
  share: ['api', 'browser', 'draft', 'i18n', 'session', 'ui'],
  editor: [
    ...['api', 'browser', 'document', 'draft', 'i18n', 'json', 'preview', 'proposals', 'session', 'share', 'ui'],
    ...['versions', 'editor/advice', 'editor/fields', 'editor/json', 'editor/sections', 'editor/settings'],
  ],
  cvs: ['api', 'browser', 'document', 'i18n', 'json', 'session', 'ui'],
  site: ['api', 'browser', 'i18n', 'session', 'share', 'ui'],
};

type Sources = ReadonlyMap<string, string>;

/** The files that each file imports, by path without ".ts"; including types and lazy imports. */
function importsOf(sources: Sources): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...sources].map(([file, text]) => {
      const specifiers = [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*'(\.[^']*)'/g)].map((match) => match[1] ?? '');
      return [file, specifiers.map((one) => path.posix.join(path.posix.dirname(file), one))];
    }),
  );
}

/** The first import cycle, as a list of its files, or none. */
function circle(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of imports.get(file) ?? []) {
      const found = follow(next, [...way, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const found = follow(file, []);
    if (found.length > 0) return found;
  }
  return [];
}

/** The longest listed folder that contains the file; its own folder if none is listed. */
function folderOf(file: string): string {
  const parts = path.posix.dirname(file).split('/');
  const folders = parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
  return folders.find((folder) => folder in mayImport) ?? folders[0] ?? '.';
}

/** Imports that break the rules, each as "file imports file". */
function forbidden(imports: ReadonlyMap<string, readonly string[]>): string[] {
  return [...imports].flatMap(([file, targets]) => {
    const folder = folderOf(file);
    if (folder === '.') return [];
    const allowed = [folder, ...(mayImport[folder] ?? [])];
    return targets.filter((one) => !allowed.includes(folderOf(one))).map((one) => `${file} imports ${one}`);
  });
}

const root = 'src/app';
const sources: Sources = new Map(
  fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => [file.replace(/\.ts$/, ''), fs.readFileSync(path.join(root, file), 'utf8')]),
);

test('no file imports itself by way of others', () => expect(circle(importsOf(sources))).toEqual([]));

test('each folder imports only from the folders that it may use', () =>
  expect(forbidden(importsOf(sources))).toEqual([]));

test('the rules have no circle either', () => expect(circle(new Map(Object.entries(mayImport)))).toEqual([]));

test('a circle is found, also through types and lazy imports', () => {
  const seeded: Sources = new Map([
    ['ui/a', "import { b } from './b';"],
    ['ui/b', "import type { C } from './sub/c';"],
    ['ui/sub/c', "const load = () => import('../a');"],
    ['ui/d', "import { a } from './a';"],
  ]);
  expect(circle(importsOf(seeded))).toEqual(['ui/a', 'ui/b', 'ui/sub/c', 'ui/a']);
});

test('an import against the rules is found', () => {
  const seeded: Sources = new Map([
    ['ui/menu', "import { Draft } from '../draft/draft';"],
    ['editor/fields/markdown', "import { Editor } from '../editor';"],
    ['new/file', "import { json } from '../json/lossless-json';"],
    ['app', "import { Draft } from './draft/draft';"],
  ]);
  expect(forbidden(importsOf(seeded))).toEqual([
    'ui/menu imports draft/draft',
    'editor/fields/markdown imports editor/editor',
    'new/file imports json/lossless-json',
  ]);
});

test('a folder holds at most 15 files and a file at most 500 lines', () => {
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.\w+$/.test(file));
  const counts = new Map<string, number>();
  for (const file of files) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 15)).toEqual([]);
  const isLong = (file: string) => fs.readFileSync(path.join(root, file), 'utf8').split('\n').length > 501;
  expect(files.filter((file) => file !== 'api/schema.ts' && isLong(file))).toEqual([]);
});
