// CVs for scoring how well programs read a PDF, with invented but difficult names, employers and dates.

const given = ['Ada', 'Björn', 'Çelik', 'Dorothea', 'Élodie', 'Fiona-Maye', 'Göran', 'Halfdan', 'İpek', 'Jürgen'];
const family = [
  'Affleck-Fjord',
  'Öztürk',
  'Müller-Lüdenscheidt',
  'O’Flaherty',
  'Szczęsny',
  'Nguyễn',
  'van der Effling',
  'Sørensen',
  'Fifield',
  'Łukasiewicz',
];
const employers = [
  'Waffle & Sons Ltd.',
  'Official Ferry Office',
  'Nordlicht Hafensysteme',
  'Fjordkraft – Netz',
  'Kontor & Kai',
  'Brasserie Éclair',
  'Flussfahrt GmbH & Co. KG',
  'Effizienz AG',
  'Affinity Fluid Dynamics',
  'Tide|Works',
  'C++ Workshop',
  'Institute for Difficult Office Affairs',
  'Straßenbahn Süd',
  'Łódź Textiles',
  '7th Floor Café',
];
const positions = [
  'Chief fluffiness officer',
  'Senior engineer, first shift',
  'Office fellow',
  'Software engineer (C++/C#)',
  'Head of R&D',
  'Affiliate for difficult filings',
  'Working student',
  'Full-stack developer',
  'Product owner – flotilla',
  'Configuration specialist',
];
const themes = ['quiet', 'sidebar', 'compact', 'classic', 'bold'];
const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

const slug = (text) =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase() || 'x';

/** The CV with that number, the same for every call. */
export function generated(number) {
  const pick = (list, at) => list[(number * 7 + at * 3 + Math.floor(number / list.length)) % list.length];
  const name = `${pick(given, 0)} ${pick(family, 1)}`;
  const jobs = 2 + (number % 6);
  const work = Array.from({ length: jobs }, (_, i) => {
    const end = 2025 - i * 3;
    const item = {
      name: employers[(number + i * 4) % employers.length],
      position: positions[(number * 3 + i) % positions.length],
      startDate: `${end - 3}-${months[(number + i) % 12]}`,
      endDate: `${end}-${months[(number + i * 5) % 12]}`,
      location: 'Flensburg',
      summary: 'Fulfilled the difficult office of a first officer, efficiently and affably. '.repeat(
        1 + ((number + i) % 4),
      ),
      highlights: Array.from(
        { length: (number + i) % 6 },
        (_, k) => `Reaffirmed ${k + 2} offline workflows in configuration files`,
      ),
    };
    if (i === 0 && number % 2 === 0) delete item.endDate;
    return item;
  });
  return {
    basics: {
      name,
      label: pick(positions, 2),
      email: `${slug(name)}.${number}@mail-fluff.example.com`,
      phone: `+49 (0)${40 + number} 555-01${10 + number}`,
      url: 'https://www.example.com/',
      summary: 'An officer of fine filings.',
      location: { city: 'Flensburg', countryCode: 'DE' },
    },
    work,
    education: [
      {
        institution: 'Universität Effingen',
        area: 'Fluid mechanics',
        studyType: 'Diplom',
        startDate: '1999-10',
        endDate: '2004-09',
      },
    ],
    skills: [
      { name: 'Filing', keywords: ['offset', 'affix', 'flow'] },
      { name: 'Fluency', keywords: ['fjord', 'waffle'] },
    ],
    meta: { vitrine: { theme: { name: themes[number % themes.length] } } },
  };
}
