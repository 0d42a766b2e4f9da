// Compares pictures with the references in tests/references, with a tolerance.

import fs from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { root } from './vitrine.mjs';

const references = path.join(root, 'tests/references');
const differences = path.join(root, 'build/pictures');

/**
 * The share of the pixels that may differ, how much each may differ, and whether edges of letters count: browser
 * versions draw fonts slightly differently.
 */
const usual = { tolerance: 0.002, threshold: 0.15, includeAA: false };

/**
 * Nothing if `bytes` (a PNG) looks like the reference `name`; else a description of the difference and its place. With
 * VITRINE_RENEW_REFERENCES set, the picture becomes the reference.
 */
export function difference(name, bytes, { tolerance, threshold, includeAA } = usual) {
  const file = path.join(references, `${name}.png`);
  if (process.env.VITRINE_RENEW_REFERENCES) {
    fs.mkdirSync(references, { recursive: true });
    fs.writeFileSync(file, bytes);
    return undefined;
  }
  const keep = (which, data) => {
    fs.mkdirSync(differences, { recursive: true });
    fs.writeFileSync(path.join(differences, `${name}-${which}.png`), data);
  };
  const hint = `look at build/pictures/${name}-*.png; where it is right, run the test with VITRINE_RENEW_REFERENCES=1`;
  if (!fs.existsSync(file)) {
    keep('actual', bytes);
    return `${name} has no reference; ${hint}`;
  }
  const [expected, actual] = [PNG.sync.read(fs.readFileSync(file)), PNG.sync.read(bytes)];
  if (expected.width !== actual.width || expected.height !== actual.height) {
    keep('actual', bytes);
    return `${name} is ${actual.width}×${actual.height}, not ${expected.width}×${expected.height}; ${hint}`;
  }
  const diff = new PNG({ width: actual.width, height: actual.height });
  const count = pixelmatch(expected.data, actual.data, diff.data, actual.width, actual.height, {
    threshold,
    includeAA,
  });
  const share = count / (actual.width * actual.height);
  if (share <= tolerance) return undefined;
  keep('actual', bytes);
  keep('difference', PNG.sync.write(diff));
  return `${name} differs in ${(share * 100).toFixed(2)} % of its pixels; ${hint}`;
}
