// Checks how a page prints: through Chromium's own printing, read back by poppler.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const squeeze = (text) => text.replace(/\s+/g, '');

/**
 * Prints to `file`. Checks that all the text is there, that no page is empty or ends with a heading, and that every
 * entry that fits on a page is on one page. Returns the number of pages.
 */
export async function print(page, file, name) {
  const headings = await page.locator('h2, h3, h4').allInnerTexts();
  const entries = await page.locator('.entry').evaluateAll((all) =>
    all.map((entry) => {
      const words = entry.innerText.trim().split(/\n+/);
      return { first: words[0], last: words.at(-1), height: entry.getBoundingClientRect().height };
    }),
  );
  fs.writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const read = (order) => spawnSync('pdftotext', [order, file, '-']).stdout.toString().split('\f').slice(0, -1);
  const pages = read('-layout'); // lines in visual order
  const squeezed = read('-raw').map(squeeze); // continuous texts, if there are columns
  const all = squeezed.join('');
  for (const heading of headings) assert.ok(all.includes(squeeze(heading)), `${name} prints ${heading}`);
  pages.forEach((text, i) => {
    const last = squeeze(text.trimEnd().split('\n').at(-1));
    const isHeading = headings.some((heading) => squeeze(heading) === last);
    assert.ok(i === pages.length - 1 || !isHeading, `${name} ends page ${i + 1} with the heading ${last}`);
    assert.notEqual(squeezed[i], '', `${name} has an empty page`);
  });
  const pagesWith = (text) =>
    squeezed.flatMap((one, i) => (one.split(squeeze(text).slice(-24)).length === 2 ? [i] : []));
  let compared = 0;
  for (const { first, last, height } of entries) {
    const [begin, end] = [pagesWith(first), pagesWith(last)];
    if (height > 500 || begin.length !== 1 || end.length !== 1) continue; // too tall, or its words also occur elsewhere
    assert.equal(begin[0], end[0], `${name}: the entry ${first} is torn`);
    ++compared;
  }
  return { pages: pages.length, compared };
}
