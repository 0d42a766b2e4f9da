import fs from 'node:fs';
import path from 'node:path';

import { TestBed } from '@angular/core/testing';

import { I18n } from './i18n';
import { loadStrings, matchLanguage } from './language-loader';
import { languages } from './languages';
import { english } from './strings';

const folder = 'src/app';
const files = fs
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|html)$/.test(name) && !/\.test\.ts$|schema\.ts/.test(name));
const source = new Map(files.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));

/** The faults in a file of strings, as "file: key: fault". */
function faultsOf(file: string, text: string): string[] {
  const strings = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const placeholders = (one: string) => [...one.matchAll(/\{\d\}/g)].map(String).sort().join(' ') || 'none';
  const faultOf = (key: string): string | undefined => {
    const [here, there] = [strings[key], (english as Readonly<Record<string, string>>)[key]];
    if (there === undefined) return 'English has no such key';
    if (here === undefined) return 'is missing';
    if (typeof here !== 'string' || here.trim() === '') return 'is no text';
    const [own, needed] = [placeholders(here), placeholders(there)];
    return own === needed ? undefined : `has the placeholders ${own}, and English ${needed}`;
  };
  const written = [...text.matchAll(/^\s*"([^"]+)":/gm)].map((match) => match[1] ?? '');
  const twice = written.filter((key, place) => written.indexOf(key) !== place).map((key) => [key, 'is there twice']);
  const others = [...new Set([...Object.keys(english), ...Object.keys(strings)])].map((key) => [key, faultOf(key)]);
  return [...twice, ...others].flatMap(([key, fault]) => (fault === undefined ? [] : [`${file}: ${key}: ${fault}`]));
}

const stringsFolder = path.join(folder, 'i18n/strings');
const stringFiles = fs.readdirSync(stringsFolder);

test.each(stringFiles)('%s has every text, with the placeholders of English', (file) => {
  expect(faultsOf(file, fs.readFileSync(path.join(stringsFolder, file), 'utf8'))).toEqual([]);
});

test('faults of a language are told with file and key', () => {
  const more = { 'action.undo': undefined, 'share.until': 'le {1}', 'app.menu': ' ', 'app.new': 'x' };
  const text = JSON.stringify({ ...english, ...more }, undefined, 2).replace('{', '{\n  "app.cvs": "CV",');
  expect(faultsOf('fr.json', text).sort()).toEqual([
    'fr.json: action.undo: is missing',
    'fr.json: app.cvs: is there twice',
    'fr.json: app.menu: is no text',
    'fr.json: app.new: English has no such key',
    'fr.json: share.until: has the placeholders {1}, and English {0}',
  ]);
});

test('each file is a language of the Studio, named in itself', () => {
  expect(languages.map(({ tag }) => `${tag}.json`).sort()).toEqual([...stringFiles].sort());
  expect(languages.slice(0, 1)).toEqual([{ tag: 'en', name: 'English' }]);
  expect(languages.find(({ tag }) => tag === 'de')?.name).toBe('Deutsch');
});

test('a text that a language lacks is shown in English', async () => {
  const load = async () => ({ default: { 'action.undo': 'Annuler' } });
  const strings = await loadStrings({ tag: 'fr', name: 'Français', load });
  expect([strings['action.undo'], strings['action.redo']]).toEqual(['Annuler', 'Redo']);
});

test.each([
  ['de', 'de'],
  ['de-CH', 'de'],
  ['PT-br', 'pt-BR'],
  ['pt', 'en'],
  ['', 'en'],
])('for %s the Studio begins in %s', (wanted, tag) => {
  const offered = ['de', 'en', 'pt-BR'].map((one) => ({ tag: one, name: one }));
  expect(matchLanguage(wanted, offered).tag).toBe(tag);
});

test('a chosen language is shown, and comes back at the next visit', async () => {
  localStorage.clear();
  await TestBed.inject(I18n).choose('de');
  TestBed.resetTestingModule();
  const i18n = TestBed.inject(I18n);
  expect(i18n.t('action.undo')).toBe('Undo');
  await i18n.loadFirst();
  TestBed.tick();
  expect([i18n.language(), i18n.t('action.undo'), document.documentElement.lang]).toEqual(['de', 'Rückgängig', 'de']);
  localStorage.clear();
});

test('every text is used somewhere', () => {
  const all = [...source.values()].join('\n');
  const isMade = (key: string) => /^(section|design|advice|audit\.event|app\.theme)\./.test(key);
  const unused = Object.keys(english).filter((key) => !isMade(key) && !all.includes(`'${key}'`));
  expect(unused).toEqual([]);
});

test('templates hold no words of their own', () => {
  const names = ['Word', 'Text', 'Markdown', 'JSON', 'PDF', 'CV', 'English', 'Deutsch'];
  const faults: string[] = [];
  for (const [name, text] of source) {
    const templates = name.endsWith('.html')
      ? [text]
      : [...text.matchAll(/template: `([^`]*)`/g)].map((match) => match[1] ?? '');
    for (const template of templates) {
      const bare = template
        .replace(/\{\{[^}]*\}\}/g, '')
        .replace(/@(if|for|switch|case|else if)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '')
        .replace(/@(else|empty|default)/g, '');
      const words = [...bare.replace(/<[a-zA-Z/!](?:[^<>"]|"[^"]*")*>/g, '\n').matchAll(/\p{L}{3,}/gu)]
        .map(String)
        .filter((word) => !names.includes(word));
      const said = [...template.matchAll(/\s(?:title|alt|placeholder|aria-label)="([^"]*\p{L}{3,}[^"]*)"/gu)]
        .map((match) => match[1] ?? '')
        .filter((word) => !names.includes(word) && !word.startsWith('https'));
      faults.push(...[...words, ...said].map((word) => `${name}: ${word}`));
    }
  }
  expect(faults).toEqual([]);
});

test('no value is untyped', () => {
  const faults = [...source].filter(([, text]) => /(:|<|as) any\b|\$any\(/.test(text)).map(([name]) => name);
  expect(faults).toEqual([]);
});
