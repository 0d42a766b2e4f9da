// PATCH of a CV: JSON Patch and JSON Merge Patch, against the running program.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Service, folder, run } from '../support/vitrine.mjs';

const text = `{
  "meta": {"language": "en"},
  "basics": {"name": "Ada Example", "label": "Baker"},
  "work": [{"name": "Early Bread", "position": "Baker"}]
}
`;

async function start(t) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'ada', '-'], { input: text }).code, 0);
  const token = (...scopes) =>
    run(data, ['token', ...scopes.flatMap((scope) => ['--scope', scope])])
      .out.trim()
      .split('\n')
      .at(-1);
  const service = await Service.start(t, data, ['--owner', 'owner@localhost']);
  const editor = token('read', 'edit');
  const patch = (body, headers = {}, slug = 'ada', secret = editor) =>
    fetch(`${service.url}/api/v1/cvs/${slug}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json-patch+json',
        'if-match': '"1"',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { data, service, token, patch, stored: () => run(data, ['export', '--slug', 'ada']).out };
}

const label = (value) => [{ op: 'replace', path: '/basics/label', value }];

test('a JSON Patch changes what it names, and keeps order and indentation', async (t) => {
  const { patch, stored, data } = await start(t);
  const answer = await patch([
    { op: 'test', path: '/basics/name', value: 'Ada Example' },
    ...label('Master baker'),
    { op: 'add', path: '/work/-', value: { name: 'Late Bread' } },
  ]);
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.equal(answer.headers.get('etag'), '"2"');
  assert.equal((await answer.json()).version, 2);
  const document = JSON.parse(stored());
  assert.deepEqual(Object.keys(document), ['meta', 'basics', 'work']);
  assert.equal(document.basics.label, 'Master baker');
  assert.equal(document.work[1].name, 'Late Bread');
  assert.match(stored(), /^\{\n {2}"meta"/);
  assert.match(run(data, ['history', '--slug', 'ada']).out, /^2\t/m);
});

test('a merge patch changes and removes', async (t) => {
  const { patch, stored } = await start(t);
  const type = { 'content-type': 'application/merge-patch+json; charset=utf-8' };
  assert.equal((await patch({ basics: { label: null, email: 'ada@example.org' } }, type)).status, 200);
  assert.equal((await patch('"text"', { ...type, 'if-match': '"2"' })).status, 400);
  assert.deepEqual(JSON.parse(stored()).basics, { name: 'Ada Example', email: 'ada@example.org' });
});

test('a fault names its operation, and nothing is stored', async (t) => {
  const { patch, stored } = await start(t);
  const fault = async (body, headers) => {
    const answer = await patch(body, headers);
    return { status: answer.status, ...(await answer.json()) };
  };
  const missing = await fault([...label('x'), { op: 'remove', path: '/basics/nme' }]);
  assert.equal(missing.status, 409);
  assert.deepEqual(missing.operation, {
    index: 1,
    op: 'remove',
    path: '/basics/nme',
    pointer: '/1/path',
    reason: "nothing is at '/basics/nme'",
  });
  const german = await fault([{ op: 'remove', path: '/x' }], { 'accept-language': 'de' });
  assert.match(german.detail, /Schritt 0 \(remove \/x\): bei „\/x“ steht nichts/);
  assert.equal((await fault('[{"op":"add"')).status, 400);
  assert.equal((await fault('')).status, 400);
  assert.equal((await fault([{ op: 'spam', path: '' }])).operation.pointer, '/0/op');
  assert.equal((await fault(Array.from({ length: 1001 }, () => label('x')[0]))).status, 413);
  const doubling = Array.from({ length: 40 }, (_, i) => ({ op: 'copy', from: '', path: `/x${i}` }));
  assert.ok([409, 413, 422].includes((await fault(doubling)).status));
  const wrong = await fault([{ op: 'replace', path: '/basics/name', value: 7 }]);
  assert.equal(wrong.status, 422);
  assert.equal(wrong.problems[0].pointer, '/basics/name');
  assert.equal((await fault([{ op: 'replace', path: '', value: 'no CV' }])).status, 422);
  assert.equal(stored(), text);
});

test('the version, the media type and the rights count as for PUT', async (t) => {
  const { patch, stored, token, data } = await start(t);
  assert.equal((await patch(label('x'), { 'if-match': '"7"' })).status, 412);
  assert.equal((await patch(label('x'), { 'if-match': '' })).status, 428);
  assert.equal((await patch('no JSON', { 'if-match': '"7"' })).status, 400, 'whatever the version is');
  for (const type of ['application/json', 'text/plain', '']) {
    const answer = await patch(label('x'), { 'content-type': type });
    assert.equal(answer.status, 415, type);
    assert.match(answer.headers.get('accept-patch'), /^application\/json-patch\+json, application\/merge-patch\+json$/);
  }
  assert.equal((await patch(label('x'), {}, 'nobody')).status, 404);
  assert.equal((await patch(label('x'), {}, 'ada', token('read'))).status, 403);
  assert.equal((await patch(label('x'), {}, 'ada', 'vitrine_guessed')).status, 401);
  assert.equal((await patch(' '.repeat(1_100_000))).status, 413);
  assert.equal(run(data, ['history', '--slug', 'ada']).out.trim().split('\n').length, 1);
  assert.equal(stored(), text);
});

test('of two patches of one version, one is stored', async (t) => {
  const { patch } = await start(t);
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => patch(label(`label ${i}`))));
  const statuses = all.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [200, ...Array.from({ length: 7 }, () => 412)]);
});
