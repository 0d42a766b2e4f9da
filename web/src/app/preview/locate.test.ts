import { entryType } from '../document/sections';
import { json, type JsonObject } from '../json/lossless-json';
import { locate } from './locate';

const cv = json({
  basics: { name: 'A', email: 'a@example.com', profiles: [{ network: 'GitHub', username: 'aa' }] },
  work: [
    { name: 'Secret', '@for': ['x'] },
    { name: 'One', position: 'P', 'roles@': [{ position: 'P' }, { position: 'Q' }] },
    { name: 'Two', position: 'P' },
  ],
  skills: [{ name: 'C++', keywords: ['templates'] }],
  meta: { vitrine: { variants: { web: { 'title@de': 'W', theme: 'bold' }, plain: { 'title@for': ['x'] } } } },
}) as JsonObject;

const page = new DOMParser().parseFromString(
  `<main><header class="masthead"><h1 class="name" data-at="/basics/name">A</h1><p class="label" data-at="/basics/label">W</p><ul class="contacts"><li data-at="/basics/email">E-mail</li><li data-at="/basics/profiles/0">GitHub: aa</li></ul></header>
   <section class="section work"><h2 id="work">Work</h2><ul class="entries">
     <li class="entry group" data-at="/work/1/roles@/0"><p class="when" id="whole">2020</p><div class="what"><h3 class="organization">One</h3><ul class="roles"><li class="role" data-at="/work/1/roles@/0"><h4>P</h4></li><li class="role" data-at="/work/1/roles@/1"><h4 id="q">Q</h4><p class="role-when">2020</p><ul class="highlights"><li>h</li></ul></li></ul></div></li>
     <li class="entry" data-at="/work/2"><p class="when" id="then">2019</p><div class="what"><h3 id="p">P</h3><p class="organization" id="two">Two</p><div class="summary" id="s">…</div></div></li></ul></section>
   <section class="section skills"><h2 id="skills">Skills</h2><ul class="terms"><li class="term" data-at="/skills/0"><span class="term-name">C++</span><ul class="words"><li>templates</li></ul></li></ul></section>
   <footer>de</footer></main>`,
  'text/html',
);
const where = (selector: string) => locate(page.querySelector(selector) ?? page.body, cv)?.join('.');

test.each([
  ['.name', 'basics.name'],
  ['.contacts li', 'basics.email'],
  ['.contacts li:last-child', 'basics.profiles.0.network'],
  ['.group h3', 'work.1.@1'],
  ['#q', 'work.1.roles@.1.position'],
  ['.role-when', 'work.1.roles@.1.startDate'],
  ['.highlights li', 'work.1.roles@.1.highlights'],
  ['#then', 'work.2.startDate'],
  ['#p', 'work.2.@0'],
  ['#two', 'work.2.@1'],
  ['#s', 'work.2.summary'],
  ['#work', 'work'],
  ['.words li', 'skills.0.keywords'],
  ['footer', undefined],
])('%s is %s', (selector, path) => {
  const named = path?.replace(/@(\d)$/, (_, place: string) => entryType('work').names[Number(place)] ?? '');
  expect(where(selector)).toBe(named);
});

test.each([
  ['web', '.label', 'meta.vitrine.variants.web.title'],
  ['web', '.name', 'basics.name'],
  ['plain', '.label', 'basics.label'],
  ['', '.label', 'basics.label'],
])('in the variant "%s", %s is %s', (variant, selector, path) => {
  expect(locate(page.querySelector(selector) ?? page.body, cv, variant)?.join('.')).toBe(path);
});
