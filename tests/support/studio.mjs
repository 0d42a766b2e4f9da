// The Studio in a browser, against its own service.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { launch, open } from './browser.mjs';
import { settings, skip } from './dynamodb.mjs';
import { folder, root, run, Service } from './vitrine.mjs';

export const built = path.join(root, 'web/dist/studio/browser');
export const owner = 'owner@localhost';

/** A service with the Studio, and a browser without a session. */
export async function studio(t, args = [], env = {}) {
  assert.ok(
    fs.existsSync(path.join(built, 'index.html')),
    'the Studio is not built: cd web && npm ci && npm run build',
  );
  const data = folder(t);
  const service = await Service.start(t, data, ['--web-root', built, ...args], env);
  const browser = await launch(t);
  return { data, env, service, browser, studio: `${service.url}/studio` };
}

/** Like studio(), with its own table in DynamoDB Local. */
async function studioOnDynamodb(t, args) {
  const env = settings();
  const made = run(folder(t), ['store', 'create-table'], { env });
  assert.equal(made.code, 0, made.err);
  return studio(t, args, env);
}

/** A user journey on either store: `take(t, studio)` runs with each. */
export function onEachStore(name, take) {
  test(`${name} (SQLite)`, (t) => take(t, studio));
  test(`${name} (DynamoDB)`, { skip }, (t) => take(t, studioOnDynamodb));
}

/** A one-time link for that person. */
export function signInLink({ data, env, service }, { email = owner, role = 'owner' } = {}) {
  const done = run(data, ['sign-in-link', '--email', email, '--role', role, '--public-url', service.url], { env });
  assert.equal(done.code, 0, done.err);
  return done.out.trim();
}

/** A new browser window in which that person is signed in; the Studio is open at `at`. */
export async function signedIn(place, { at = '/', whom = {}, ...options } = {}) {
  const opened = await open(place.browser, signInLink(place, whom), {
    viewport: { width: 1500, height: 900 },
    locale: 'en-GB',
    ...options,
  });
  opened.page.setDefaultTimeout(15_000);
  await opened.page.getByRole('button').click();
  await opened.page.waitForURL((url) => url.pathname !== '/sign-in');
  await opened.page.goto(place.studio + at);
  return opened;
}

/** Stores a document; returns its slug. */
export function imported({ data, env }, document, slug) {
  const done = run(data, ['import', '--slug', slug, '-'], { input: JSON.stringify(document), env });
  assert.equal(done.code, 0, done.err);
  return slug;
}

/** The stored document, from the program. */
export const stored = ({ data, env }, slug) => JSON.parse(run(data, ['export', '--slug', slug], { env }).out);

export const preview = (page) => page.frameLocator('studio-preview iframe').first();
export const publish = (page) => page.getByRole('button', { name: 'Publish', exact: true }).click();
export const said = (page, text) => page.locator('.notice').getByText(text).waitFor();

/** The CV that tests use; an invented person. */
export const cv = {
  basics: {
    name: 'Jana Beispiel',
    label: 'Bridge engineer',
    'label@de': 'Brückenbauingenieurin',
    email: 'jana@example.com',
    phone: '+49 30 555 0100',
    'phone@for': ['recruiter'],
    summary: 'Bridges that stay.',
  },
  work: [
    { name: 'Stahlwerk Nord', position: 'Engineer', startDate: '2020-02', highlights: ['Built one', 'Built another'] },
    { name: 'Pontonbau', position: 'Student', startDate: '2017-10', endDate: '2020-01' },
  ],
  skills: [{ name: 'Statics', keywords: ['steel'] }],
  'x-own': { kept: [1.5, '2'] },
  meta: { language: 'en', vitrine: { languages: ['en', 'de'], audiences: ['recruiter'] } },
};
