import fs from 'node:fs';
import path from 'node:path';

import { strings } from './strings';

const folder = 'src/app';
const files = fs
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|html)$/.test(name) && !/\.test\.ts$|strings|schema\.ts/.test(name));
const source = new Map(files.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));

test('every text is there in every language, with the same places to fill in', () => {
  for (const [key, text] of Object.entries(strings)) {
    expect(Object.keys(text).sort(), key).toEqual(['de', 'en']);
    const places = Object.values(text).map((one) => [...one.matchAll(/\{\d\}/g)].map(String).sort().join());
    expect(places[0], key).toBe(places[1]);
    for (const one of Object.values(text)) expect(one.trim(), key).not.toBe('');
  }
});

test('every text is used somewhere', () => {
  const all = [...source.values()].join('\n');
  const isMade = (key: string) => /^(section|design|advice|audit\.event|app\.theme)\./.test(key);
  const unused = Object.keys(strings).filter((key) => !isMade(key) && !all.includes(`'${key}'`));
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
