// Prints the lines of PDFs as pdf.js reads them, which browsers and many application websites use. The output is a JSON
// array: for each of the named files a list of lines, each a list of { text, bold, size, page, x, y }.

import fs from 'node:fs';

import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Items of a page; the item's font shows whether it is bold. */
async function linesOf(page, number) {
  await page.getOperatorList(); // this loads the fonts
  const lines = [[]];
  for (const item of (await page.getTextContent()).items) {
    if (item.str !== '') {
      const font = page.commonObjs.has(item.fontName) ? page.commonObjs.get(item.fontName).name : '';
      const [, , , size, x, y] = item.transform;
      lines.at(-1).push({ text: item.str, bold: /bold|black/i.test(font), size, page: number, x, y });
    }
    if (item.hasEOL) lines.push([]);
  }
  return lines.filter((line) => line.length > 0);
}

const out = [];
for (const name of process.argv.slice(2)) {
  const options = { fontExtraProperties: true, verbosity: VerbosityLevel.ERRORS };
  const document = await getDocument({ ...options, data: new Uint8Array(fs.readFileSync(name)) }).promise;
  const lines = [];
  for (let number = 1; number <= document.numPages; ++number)
    lines.push(...(await linesOf(await document.getPage(number), number)));
  out.push(lines);
}
console.log(JSON.stringify(out));
