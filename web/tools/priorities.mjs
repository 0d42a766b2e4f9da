// Asks browsers to fetch the program after the style: on a slow network the two would share its width, and the frame
// that the page itself brings would be shown when the program has come. Angular has no switch for it.
import fs from 'node:fs';

const index = 'dist/studio/browser/index.html';
const html = fs.readFileSync(index, 'utf8');
const later = html.replaceAll(/<(?=link rel="modulepreload"|script src=)(\w+)/g, '<$1 fetchpriority="low"');
if (!/<script fetchpriority="low" src="main-/.test(later)) throw new Error(`${index} has no program that can be found`);
fs.writeFileSync(index, later);
