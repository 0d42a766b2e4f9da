import { json, type JsonObject } from '../document/json';
import { locate } from './locate';

const cv = json({
  basics: { name: 'A', email: 'a@example.com', profiles: [{ network: 'GitHub', username: 'aa' }] },
  work: [
    { name: 'Secret', '@for': ['x'] },
    { name: 'One', position: 'P', 'roles@': [{ position: 'P' }, { position: 'Q' }] },
    { name: 'Two', position: 'P' },
  ],
  skills: [{ name: 'C++', keywords: ['templates'] }],
}) as JsonObject;

const page = new DOMParser().parseFromString(
  `<main><header class="masthead"><h1 class="name">A</h1><ul class="contacts"><li>E-mail: a@example.com</li><li>GitHub: aa</li></ul></header>
   <section class="section work"><h2 id="work">Work</h2><ul class="entries">
     <li class="entry group"><div class="when">2020</div><div class="what"><h3>One</h3><ul class="roles"><li class="role"><h4>P</h4></li><li class="role"><h4>Q</h4><ul class="highlights"><li>h</li></ul></li></ul></div></li>
     <li class="entry"><div class="what"><h3>P</h3><p class="organization">Two</p><div class="summary" id="s">…</div></div></li></ul></section>
   <section class="section skills"><h2 id="skills">Skills</h2><ul class="terms"><li class="term"><span class="term-name">C++</span><ul class="words"><li>templates</li></ul></li></ul></section>
   <p data-at="/work/0/name" id="said">Secret</p></main>`,
  'text/html',
);
const where = (selector: string) => locate(page.querySelector(selector) ?? page.body, cv)?.join('.');

test.each([
  ['.name', 'basics.name'],
  ['.contacts li', 'basics.email'],
  ['.contacts li:last-child', 'basics.profiles.0.network'],
  ['.entry h3', 'work.1.name'],
  ['.entry .when', 'work.1.startDate'],
  ['.highlights li', 'work.1.roles@.1.highlights'],
  ['#s', 'work.2.summary'],
  ['#work', 'work'],
  ['.words li', 'skills.0.keywords'],
  ['#said', 'work.0.name'],
])('%s is %s', (selector, path) => expect(where(selector)).toBe(path));
