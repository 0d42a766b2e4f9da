import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { have, textOfDocx, textOfQr, vcardProperties } from '../support/tools.mjs';
import { folder, root, run, sample, Service } from '../support/vitrine.mjs';

const types = {
  pdf: 'application/pdf',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  vcf: 'text/vcard; charset=utf-8',
  'qr.svg': 'image/svg+xml',
};

function withSample(t) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  return data;
}

/** Every text of a projected CV that a reader should see, without Markdown marks. */
function textsOf(value, key = '') {
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, key));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, one]) =>
      name === 'meta' || name === '$schema' ? [] : textsOf(one, name),
    );
  }
  if (/date$|^url$|^image$|^countryCode$/i.test(key)) return [];
  return value
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]/g, '')
    .split('\n')
    .map((line) => line.replace(/^- /, '').trim())
    .filter(Boolean);
}

test('each format has an address, a media type and a link on the page', async (t) => {
  const service = await Service.start(t, withSample(t));
  const page = await (await service.get('/cv/rich/de')).text();
  for (const [suffix, type] of Object.entries(types)) {
    for (const route of [
      `/resume.${suffix}`,
      `/de.${suffix}`,
      `/cv/rich.${suffix}`,
      `/cv/rich/de.${suffix}`,
      `/v/lead.${suffix}`,
      `/cv/rich/v/lead/de.${suffix}`,
    ]) {
      const answer = await service.get(route);
      assert.equal(answer.status, 200, route);
      assert.equal(answer.headers.get('content-type'), type, route);
    }
    const accepted = await service.get('/cv/rich', { accept: type.split(';')[0] });
    assert.equal(accepted.headers.get('content-type'), type);
    assert.ok(page.includes(`de.${suffix}" rel="alternate"`), suffix);
  }
});

test('an unknown format is told, with those that there are', async (t) => {
  const service = await Service.start(t, withSample(t));
  for (const route of ['/resume.odt', '/de.odt', '/cv/rich.odt', '/cv/rich/de.odt', '/v/lead.odt', '/v/lead/de.odt']) {
    const answer = await service.get(route);
    assert.equal(answer.status, 406, route);
    const { detail } = await answer.json();
    for (const suffix of Object.keys(types)) assert.ok(detail.includes(`(.${suffix})`), `${route}: ${detail}`);
  }
  assert.equal((await service.get('/cv/rich', { accept: 'application/pdf-x' })).status, 406);
  for (const route of ['/favicon.ico', '/xx.odt', '/cv/nobody.odt', '/v/none.odt'])
    assert.equal((await service.get(route)).status, 404, route);
});

test('export gives the bytes that are served', async (t) => {
  const data = withSample(t);
  const service = await Service.start(t, data);
  for (const suffix of Object.keys(types)) {
    const format = suffix === 'qr.svg' ? 'qr' : suffix;
    const served = Buffer.from(await (await service.get(`/cv/rich/v/lead/de.${suffix}`)).arrayBuffer());
    const done = run(data, [
      'export',
      '--slug',
      'rich',
      '--format',
      format,
      '--language',
      'de',
      '--variant',
      'lead',
      '--public-url',
      service.url,
    ]);
    assert.equal(done.code, 0, done.err);
    // The only CV of the site is at "/" too; formats that contain their address differ in it.
    if (format !== 'qr' && format !== 'vcf') assert.ok(served.equals(done.bytes), format);
  }
  const html = run(data, ['export', '--slug', 'rich', '--format', 'html', '--language', 'de']).out;
  assert.match(html, /^<!doctype html>/);
  assert.doesNotMatch(html, /<link rel="stylesheet"|<script src|@import|url\((?!data:)/);
});

test('export without a format gives what was stored, and says what it cannot do', (t) => {
  const data = withSample(t);
  const stored = fs.readFileSync(sample('rich.json'));
  assert.ok(run(data, ['export', '--slug', 'rich']).bytes.equals(stored));
  assert.equal(run(data, ['export', '--slug', 'rich', '--language', 'de']).code, 2);
  assert.equal(run(data, ['export', '--slug', 'rich', '--format', 'qr']).code, 2);
  assert.equal(run(data, ['export', '--slug', 'rich', '--format', 'md', '--public-url', 'ftp://x']).code, 2);
  for (const [option, value, known] of [
    ['--language', 'xx', 'en, de'],
    ['--variant', 'none', 'lead'],
    ['--audience', 'nobody', 'public'],
  ]) {
    const done = run(data, ['export', '--slug', 'rich', '--format', 'txt', option, value]);
    assert.equal(done.code, 1);
    assert.ok(done.err.includes(value) && done.err.includes(known), done.err);
  }
  assert.doesNotMatch(run(data, ['export', '--slug', 'rich', '--format', 'txt']).out, /555 0142/);
  assert.match(run(data, ['export', '--slug', 'rich', '--format', 'txt', '--audience', 'recruiter']).out, /555 0142/);
});

test('an address book reads the vCard', (t) => {
  const data = withSample(t);
  const card = run(data, [
    'export',
    '--slug',
    'rich',
    '--format',
    'vcf',
    '--audience',
    'recruiter',
    '--language',
    'de',
  ]).out;
  for (const line of card.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  const properties = vcardProperties(card);
  const value = (name) => properties.find((one) => one.name === name)?.value;
  assert.deepEqual(
    properties.slice(0, 2).map((one) => `${one.name}:${one.value}`),
    ['BEGIN:VCARD', 'VERSION:4.0'],
  );
  assert.equal(properties.at(-1).name, 'END');
  assert.equal(value('FN'), 'Mira Halvorsen-Okafor');
  assert.equal(value('N'), 'Halvorsen-Okafor;Mira;;;');
  assert.equal(value('EMAIL'), 'mira@example.com');
  assert.equal(value('TEL'), 'tel:+49405550142');
  assert.equal(value('ORG'), 'Nordlicht Hafensysteme');
  assert.equal(value('TITLE'), 'Softwareingenieurin für Systeme, die nicht stehen bleiben dürfen');
  assert.equal(value('ADR'), ';;;Hamburg;;;Deutschland');
});

test('a reader of QR codes finds the page', async (t) => {
  if (!have(t, 'rsvg-convert', 'zbarimg')) return;
  const service = await Service.start(t, withSample(t), ['--public-url', 'https://cv.example.org']);
  const svg = await (await service.get('/cv/rich/v/lead/de.qr.svg')).text();
  assert.match(svg, /<title id="title">Mira Halvorsen-Okafor – https:/);
  assert.equal(textOfQr(svg, folder(t)), 'https://cv.example.org/v/lead/de');
});

test('LibreOffice finds all the text in the DOCX', (t) => {
  if (!have(t, 'libreoffice')) return;
  const data = withSample(t);
  const work = folder(t);
  for (const language of ['en', 'de', 'ar']) {
    const file = path.join(work, `${language}.docx`);
    assert.equal(
      run(data, ['export', '--slug', 'rich', '--format', 'docx', '--language', language, '-o', file]).code,
      0,
    );
    const text = textOfDocx(file, work).replaceAll('\u200e', '').replace(/\s+/g, ' ');
    const wanted = textsOf(
      JSON.parse(run(data, ['export', '--slug', 'rich', '--format', 'json', '--language', language]).out),
    );
    assert.ok(wanted.length > 60);
    for (const one of wanted) assert.ok(text.includes(one.replace(/\s+/g, ' ')), `${language}: ${one}`);
  }
});

const filesOf = (dir) =>
  fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.relative(dir, path.join(one.parentPath ?? one.path, one.name)));

test('a built site is whole: every link within it leads to a file of it', (t) => {
  const site = path.join(folder(t), 'site');
  const done = run(folder(t), ['build', sample('rich.json'), '--out', site]);
  assert.equal(done.code, 0, done.err);
  const files = filesOf(site);
  for (const name of ['index.html', 'resume.json', 'de.html', 'ar.docx', 'fr.md', 'v/lead/index.html', 'v/lead/en.vcf'])
    assert.ok(files.includes(name), name);
  let followed = 0;
  for (const name of files.filter((one) => one.endsWith('.html'))) {
    const html = fs.readFileSync(path.join(site, name), 'utf8');
    assert.doesNotMatch(html, /555 0142/);
    for (const [, url] of html.matchAll(/(?:href|src)="([^"#][^"]*)"/g)) {
      if (/^(https?|mailto|tel|data):/.test(url)) continue;
      assert.ok(fs.existsSync(path.join(site, path.dirname(name), decodeURIComponent(url))), `${name} → ${url}`);
      ++followed;
    }
  }
  assert.ok(followed > 100);
});

test('a build again takes away what is no longer there, and nothing else', (t) => {
  const data = folder(t);
  const site = path.join(folder(t), 'site');
  assert.equal(run(data, ['build', sample('rich.json'), '--out', site]).code, 0);
  fs.writeFileSync(path.join(site, 'CNAME'), 'cv.example.org\n');
  assert.equal(
    run(data, ['build', sample('minimal.json'), '--out', site, '--public-url', 'https://cv.example.org']).code,
    0,
  );
  assert.deepEqual(filesOf(site).sort(), [
    '.vitrine-files',
    'CNAME',
    'index.html',
    'resume.docx',
    'resume.json',
    'resume.md',
    'resume.pdf',
    'resume.qr.svg',
    'resume.txt',
    'resume.vcf',
  ]);
});

test('a build refuses a folder of somebody else, and a bad document', (t) => {
  const data = folder(t);
  const other = folder(t);
  fs.writeFileSync(path.join(other, 'thesis.txt'), 'mine');
  const refused = run(data, ['build', sample('minimal.json'), '--out', other]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /holds files that no earlier build made/);
  assert.deepEqual(fs.readdirSync(other), ['thesis.txt']);
  const site = path.join(other, 'site');
  const bad = path.join(folder(t), 'bad.json');
  fs.writeFileSync(bad, '{"work":[{"startDate":"last year"}]}');
  const failed = run(data, ['build', bad, '--out', site]);
  assert.equal(failed.code, 1);
  assert.match(failed.err, /\/work\/0\/startDate/);
  assert.ok(!fs.existsSync(site));
  assert.equal(run(data, ['build', sample('minimal.json'), '--out', path.join(other, 'thesis.txt')]).code, 1);
  assert.equal(run(data, ['build', sample('minimal.json'), '--out', site]).code, 0);
  fs.writeFileSync(path.join(site, 'de.html'), 'mine');
  const clash = run(data, ['build', sample('rich.json'), '--out', site]);
  assert.equal(clash.code, 1);
  assert.match(clash.err, /de\.html is not of an earlier build/);
  assert.equal(fs.readFileSync(path.join(site, 'de.html'), 'utf8'), 'mine');
  assert.equal(run(data, ['build', sample('minimal.json')]).code, 2);
});

const foreign = {
  'rendercv.yaml': {
    name: 'RenderCV',
    slug: 'liv-aasheim',
    lost: [
      '/cv/email/1',
      '/cv/photo',
      '/cv/sections/experience/0/revenue',
      '/cv/sections/experience/2/date',
      '/cv/sections/education/0/location',
      '/cv/sections/education/0/highlights/2',
      '/cv/sections/projects/0/location',
      '/cv/sections/invited talks',
      '/design',
    ],
  },
  'yamlresume.yaml': {
    name: 'YAMLResume',
    slug: 'odile-marchetti',
    lost: [
      '/content/education/0/summary',
      '/content/work/0/keywords',
      '/content/work/1/endDate',
      '/content/languages/1/keywords',
      '/content/references/0/phone',
      '/content/references/0/email',
      '/content/references/0/relationship',
      '/layouts',
    ],
  },
  'reactive-resume.json': {
    name: 'Reactive Resume',
    slug: 'samir-delacroix-boateng',
    lost: [
      '/basics/customFields',
      '/sections/experience/items/2',
      '/sections/experience/items/3/period',
      '/sections/education/items/0/location',
      '/sections/skills/items/1/level',
      '/sections/references/items/0/position',
      '/sections/references/items/0/phone',
      '/customSections/0',
      '/metadata/template',
      '/metadata/page/format',
    ],
  },
};

test('files of other programs come in, and what could not be carried is told', (t) => {
  const data = folder(t);
  for (const [file, { name, slug, lost }] of Object.entries(foreign)) {
    const done = run(data, ['import', path.join(root, 'samples/import', file)]);
    assert.equal(done.code, 0, done.err);
    assert.ok(done.out.includes(`/cv/${slug} (version 1)`), done.out);
    assert.ok(done.err.includes(`converted from ${name}; not carried over:`), done.err);
    assert.deepEqual(
      done.err
        .split('\n')
        .slice(1, -1)
        .map((line) => line.trim().replace(/: .*/, '')),
      lost,
    );
    const resume = JSON.parse(run(data, ['export', '--slug', slug]).out);
    assert.ok(resume.work.length >= 2 && resume.basics.summary && resume.basics.profiles.length >= 1);
    assert.equal(run(data, ['export', '--slug', slug, '--format', 'docx']).code, 0);
  }
});

test('import says where a file of another program is wrong', (t) => {
  const data = folder(t);
  const write = (name, text) => {
    const file = path.join(data, name);
    fs.writeFileSync(file, text);
    return file;
  };
  for (const [file, expected] of [
    [write('a.yaml', 'cv:\n  name: [x\n'), /a\.yaml: line \d+, column \d+: /],
    [
      write('b.yaml', 'list: [1, 2]\n'),
      /neither JSON Resume nor of RenderCV, YAMLResume, Reactive Resume, FRESH, LinkedIn, Europass/,
    ],
    [write('c.yaml', 'cv: {}\n'), /nothing in it is as RenderCV writes it/],
  ]) {
    const done = run(data, ['import', file]);
    assert.equal(done.code, 1);
    assert.match(done.err, expected);
    assert.equal(done.out, '');
  }
  assert.match(
    run(data, ['import', '--from', 'yamlresume', path.join(root, 'samples/import/rendercv.yaml')]).err,
    /nothing in it is as YAMLResume writes it/,
  );
  assert.equal(run(data, ['import', '--from', 'word', sample('minimal.json')]).code, 2);
});
