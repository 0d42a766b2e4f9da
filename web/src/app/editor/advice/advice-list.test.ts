import { TestBed } from '@angular/core/testing';

import { Api, type CheckedLinks } from '../../api/api';
import { ProblemError } from '../../api/problem';
import { Draft } from '../../draft/draft';
import { EditorState } from '../../draft/editor-state';
import { json, type JsonObject } from '../../json/lossless-json';
import { SessionStore } from '../../session/session';
import { Notices } from '../../ui/notices';
import { AdviceList } from './advice-list';
import { Advisor } from './advisor';
import { LinkChecker } from './link-checker';

const dead: CheckedLinks = {
  links: [
    { url: 'http://a.example/', state: 'unsafe', location: 'https://a.example/', pointers: ['/basics/url'] },
    { url: 'https://b.example/', state: 'dead', status: 404, pointers: ['/basics/summary@de'] },
  ],
  left_out: 2,
};

async function make(answer: () => Promise<CheckedLinks>, mayCheck = true) {
  const document = json({
    basics: { label: 'L', url: 'http://a.example/', summary: 'S', 'summary@de': '[b](https://b.example/)' },
  }) as JsonObject;
  const checkLinks = vi.fn(answer);
  const api = {
    checkLinks,
    check: () => Promise.resolve({ problems: [] }),
    cv: () => Promise.resolve({ document, etag: '"1"' }),
  };
  TestBed.configureTestingModule({
    providers: [Draft, EditorState, LinkChecker, Advisor, { provide: Api, useValue: api }],
  });
  TestBed.inject(SessionStore).session.set({
    signed_in: true,
    auth: 'local',
    access: 'public',
    can_create: true,
    can_check_links: mayCheck,
    sign_in: '/sign-in',
  });
  await TestBed.inject(Draft).open('a');
  const fixture = TestBed.createComponent(AdviceList);
  fixture.detectChanges();
  const host = fixture.nativeElement as HTMLElement;
  const button = () => [...host.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Check links');
  const settle = async () => {
    await fixture.whenStable();
    fixture.detectChanges();
  };
  const text = () => host.textContent.replace(/\s+/g, ' ');
  return { host, button, settle, text, checkLinks };
}
beforeEach(() => localStorage.clear());

test('links are checked when asked for, told with their fields, and kept', async () => {
  let answer: (found: CheckedLinks) => void = () => undefined;
  const { host, button, settle, text, checkLinks } = await make(() => new Promise((resolve) => (answer = resolve)));
  expect(text()).toContain('The address is not https.');
  button()?.click();
  await settle();
  expect(host.querySelector('[role=status]')?.textContent).toContain('Asking the servers');
  expect(button()?.getAttribute('aria-disabled')).toBe('true');
  button()?.click();
  answer(dead);
  await settle();
  expect(checkLinks).toHaveBeenCalledTimes(1);
  expect(host.querySelector('[role=status]')?.textContent).toMatch(/2 links checked.*2\.\s+2 more were not checked/s);
  expect(text()).toContain('https://b.example/ leads nowhere any more: its server says 404.');
  expect(text()).toContain('http://a.example/ is not encrypted; https://a.example/ works, too.');
  expect(text()).not.toContain('The address is not https.');
  const item = [...host.querySelectorAll<HTMLElement>('.card')].find((one) => one.textContent.includes('404'));
  expect(item?.textContent).toContain('Summary (German)');
  item?.click();
  expect(TestBed.inject(EditorState).target()).toEqual(['basics', 'summary']);
  expect(TestBed.inject(EditorState).beside()).toBe('de');
  TestBed.resetTestingModule();
  expect((await make(() => Promise.resolve(dead))).text()).toContain('its server says 404');
});

test('what goes wrong is said, and it can be tried again', async () => {
  const busy = new ProblemError({ title: 'Busy', status: 503, detail: 'Please try again in a little while.' });
  const { button, settle } = await make(() => Promise.reject(busy));
  button()?.click();
  await settle();
  expect(TestBed.inject(Notices).current()?.text).toContain('try again in a little while');
  expect(button()?.getAttribute('aria-disabled')).not.toBe('true');
});

test('where links are not checked there is no button', async () => {
  expect((await make(() => Promise.resolve(dead), false)).button()).toBeUndefined();
});
