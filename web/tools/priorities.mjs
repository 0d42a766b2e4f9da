// Makes browsers fetch the program after the style. On a slow network the two would share the bandwidth, and the frame
// of the page would appear only with the program. Angular has no option for this.
import fs from 'node:fs';

const index = 'dist/studio/browser/index.html';
const html = fs.readFileSync(index, 'utf8');
const later = html.replaceAll(/<(?=link rel="modulepreload"|script src=)(\w+)/g, '<$1 fetchpriority="low"');
if (!/<script fetchpriority="low" src="main-/.test(later)) throw new Error(`${index} has no program that can be found`);
fs.writeFileSync(index, later);
