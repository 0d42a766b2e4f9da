// Documents for testing pages.

import fs from 'node:fs';

import { sample } from './vitrine.mjs';

const rich = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));

/** A CV in which every text is `text`. */
function filled(text) {
  const period = { startDate: '2020-01', endDate: '2021' };
  return {
    basics: {
      name: text,
      label: text,
      image: text,
      email: text,
      phone: text,
      url: text,
      summary: text,
      location: { address: text, postalCode: text, city: text, countryCode: text, region: text },
      profiles: [{ network: text, username: text, url: text }],
    },
    work: [
      {
        name: text,
        location: text,
        description: text,
        position: text,
        url: text,
        summary: text,
        highlights: [text, text],
        ...period,
      },
      { name: text, position: text, summary: text, ...period },
      { name: 'Other', position: text },
    ],
    volunteer: [{ organization: text, position: text, url: text, summary: text, highlights: [text], ...period }],
    education: [
      { institution: text, url: text, area: text, studyType: text, score: text, courses: [text, text], ...period },
    ],
    awards: [{ title: text, awarder: text, summary: text, date: '2020-01-01' }],
    certificates: [{ name: text, url: text, issuer: text, date: '2020' }],
    publications: [{ name: text, publisher: text, url: text, summary: text, releaseDate: '2020' }],
    skills: [{ name: text, level: text, keywords: [text, text] }],
    languages: [{ language: text, fluency: text }],
    interests: [{ name: text, keywords: [text] }],
    references: [{ name: text, reference: text }],
    projects: [
      {
        name: text,
        description: text,
        highlights: [text],
        keywords: [text],
        url: text,
        roles: [text],
        entity: text,
        type: text,
        ...period,
      },
    ],
  };
}

export const documents = {
  rich,
  minimal: JSON.parse(fs.readFileSync(sample('minimal.json'), 'utf8')),
  bare: { basics: { name: 'Ida Kvist' } },
  empty: {},
  markup: filled(
    '</style></script><script>alert(1)</script><img src=x onerror=alert(2)> "quoted\' & \u0000\u0007\ufffe <b>bold</b> [x](javascript:alert(3))',
  ),
  words: filled(`${'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4)} ${'x'.repeat(200)}`),
  arabic: {
    ...filled('مهندسة برمجيات Software من القاهرة'),
    meta: { language: 'ar' },
  },
  japanese: { ...filled('分散システムを設計するソフトウェア技術者です。'), meta: { language: 'ja' } },
  many: {
    basics: { name: 'Many Entries' },
    work: Array.from({ length: 200 }, (_, i) => ({
      name: `Employer ${i}`,
      position: 'Position',
      startDate: `${1800 + i}`,
      endDate: `${1801 + i}`,
      summary: 'What was done there, in a sentence.',
    })),
  },
};

/** The rich sample in another theme. */
export const themed = (theme) => ({ ...rich, meta: { ...rich.meta, vitrine: { ...rich.meta.vitrine, theme } } });
