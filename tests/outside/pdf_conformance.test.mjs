// Every theme, sample, language and script conforms to PDF/UA-1 and PDF/A-3a, according to veraPDF.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { documents } from '../support/documents.mjs';
import { drawnPhoto } from '../support/drawn_photo.mjs';
import { generated } from '../support/generated_cvs.mjs';
import { dressed, makePdf, themes, veraPdf, veraPdfMissing } from '../support/pdf_tools.mjs';
import { folder, program, sample } from '../support/vitrine.mjs';

const small = (language, name, label, summary, work) => ({
  basics: { name, label, email: 'person@example.com', phone: '+49 40 555 0142', summary },
  work: [{ ...work, startDate: '2019-04', url: 'https://example.com/' }],
  skills: [{ name: 'C++', keywords: ['Linux', 'SQL'] }],
  languages: [{ language: 'English', fluency: 'B2' }],
  meta: { vitrine: { languages: [language] }, language },
});

const scripts = {
  ar: small('ar', 'ليلى المرفأ', 'مهندسة برمجيات', 'أكتب برامج **واضحة** للموانئ، و[أشرحها](https://example.com/).', {
    name: 'مكتب الميناء',
    position: 'مطوّرة أولى',
    highlights: ['بنت نظام C++ للأرصفة', 'درّبت 12 زميلًا'],
  }),
  he: small('he', 'נועה אור־ים', 'מהנדסת תוכנה', 'כותבת תוכנה **ברורה** לנמלים.', {
    name: 'משרד הנמל',
    position: 'מפתחת בכירה',
    highlights: ['בנתה מערכת C++ לרציפים', 'לימדה 12 עמיתים'],
  }),
  ja: small('ja', '港川 しおり', 'ソフトウェアエンジニア', '港のための**わかりやすい**ソフトウェアを書いています。', {
    name: '港湾システム株式会社',
    position: '主任開発者',
    highlights: ['C++で岸壁の予約システムを構築', '同僚12人を指導'],
  }),
  zh: small('zh', '林港生', '软件工程师', '为港口编写**清晰**的软件。', {
    name: '港口系统有限公司',
    position: '高级开发工程师',
    highlights: ['用 C++ 构建泊位系统', '培训了 12 位同事'],
  }),
};

test('veraPDF: PDF/UA-1 and PDF/A-3a', (t) => {
  const reason = veraPdfMissing();
  if (reason) return t.skip(reason);
  const out = folder(t);
  const files = [];
  const add = (name, document, args) => files.push(makePdf(out, name, document, args));
  const rich = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));
  for (const theme of themes) {
    for (const language of ['en', 'de', 'fr', 'ar'])
      add(`rich-${theme}-${language}`, dressed(rich, theme), ['--language', language]);
    for (const [language, document] of Object.entries(scripts)) add(`${language}-${theme}`, dressed(document, theme));
    const shown = dressed(rich, theme);
    shown.basics.image = drawnPhoto();
    add(`photo-${theme}`, shown);
    add(`photo-${theme}-ar`, shown, ['--language', 'ar']);
    add(`minimal-${theme}`, dressed(documents.minimal, theme), ['--page-size', 'Letter']);
  }
  for (const name of ['bare', 'empty']) add(name, documents[name]);
  add('generated', generated(5));
  // Letters that are in no font, marks without a letter, unclosed direction marks.
  add('odd', {
    basics: {
      name: 'A 😀 \uE000 B',
      label: '\u0301\u202Eabc',
      summary: 'אב\u2067 \u0627\u0644 [](https://example.com) ![x](y) `code` \u200B',
    },
  });
  const { isFine, lines } = veraPdf(['3a', 'ua1'], files);
  const bad = lines.filter((line) => !line.startsWith('ok '));
  t.diagnostic(`${files.length} PDFs, ${lines.length - bad.length} checks passed`);
  assert.deepEqual(bad, []);
  assert.equal(lines.length, 2 * files.length);
  assert.ok(isFine);
});

test('poppler, qpdf and veraPDF have nothing to say about random documents', (t) => {
  const helper = path.join(path.dirname(program), 'random_documents');
  const reason = veraPdfMissing() ?? (fs.existsSync(helper) ? null : 'random_documents is not built');
  if (reason) return t.skip(reason);
  const run = (command, args) => spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  for (const [command, flag] of [
    ['pdftotext', '-v'],
    ['qpdf', '--version'],
  ]) {
    if (run(command, [flag]).error) return t.skip(`${command} is not installed`);
  }
  const out = folder(t);
  const documents = run(helper, ['7000', '60'])
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(documents.length, 60);
  // Every second one has a paragraph of the other direction, and an emoji in its line.
  const foreign = ['בניתי מערכת C++ לרציפים 👩‍💻.', 'كتبت برامج للموانئ، 2020.', 'ไทย ชื่น ญี่ปุ่น', 'नमस्ते'];
  const files = documents.map((document, i) => {
    if (i % 2 === 1)
      document.work = [
        ...(document.work ?? []),
        { name: foreign[i % 4], highlights: [foreign[(i + 2) % 4]], summary: `One.\n\n- ${foreign[(i + 1) % 4]}` },
      ];
    return makePdf(
      out,
      `random-${i}`,
      dressed(document, themes[i % themes.length]),
      i % 3 === 0 ? ['--language', 'ar'] : [],
    );
  });
  for (const file of files) {
    assert.equal(run('pdftotext', [file, '-']).stderr, '', file);
    const checked = run('qpdf', ['--check', file]);
    assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  }
  const { isFine, lines } = veraPdf(['3a', 'ua1'], files);
  assert.deepEqual(
    lines.filter((line) => !line.startsWith('ok ')),
    [],
  );
  assert.equal(lines.length, 2 * files.length);
  assert.ok(isFine);
});
