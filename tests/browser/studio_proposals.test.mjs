import assert from 'node:assert/strict';

import { axe } from '../support/browser.mjs';
import { cv, imported, onEachStore, said, signedIn, stored } from '../support/studio.mjs';
import { run } from '../support/vitrine.mjs';

/** Proposes a change, as an assistant does. */
function propose({ data, env }, slug, patch, note) {
  const call = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'propose_change', arguments: { slug, base_version: 1, patch, note } },
  };
  const done = run(data, ['mcp'], { env, input: `${JSON.stringify(call)}\n` });
  assert.equal(JSON.parse(done.out).result.isError, false, done.out);
}

onEachStore('each change of a proposal is taken or left', async (t, studio) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const label = { op: 'replace', path: '/basics/label', value: 'Head of bridges' };
  propose(place, slug, [label, { op: 'add', path: '/interests', value: [{ name: 'Kayaks' }] }], 'Your new title');
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}` });
  await page.getByRole('link', { name: 'Proposals: 1' }).click();
  await page.getByText('Your new title').waitFor();
  await page.getByText('Head of bridges').waitFor();
  await page.reload(); // without the colours of a link that was just clicked
  await page.getByText('Head of bridges').waitFor();
  assert.deepEqual(await axe(page), []);
  const boxes = page.locator('studio-proposals input[type=checkbox]');
  assert.equal(await boxes.count(), 2);
  await boxes.nth(1).uncheck();
  await page.getByRole('button', { name: 'Take what is ticked' }).click();
  await said(page, 'This is version 2');
  const now = stored(place, slug);
  assert.deepEqual([now.basics.label, now.interests], ['Head of bridges', undefined]);
  await page.getByText('No proposals at the moment').waitFor();
  assert.equal(await page.getByRole('link', { name: /^Proposals/ }).count(), 0);
  assert.deepEqual(faults, []);
});
