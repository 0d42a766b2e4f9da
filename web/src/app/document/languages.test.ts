import fs from 'node:fs';

import { languagesOffered } from './languages';

test('menus offer the languages whose section titles the service knows', () => {
  const known = fs.readdirSync('../src/render/assets/words').map((name) => name.replace('.json', ''));
  expect([...languagesOffered].sort()).toEqual(known.sort());
});
