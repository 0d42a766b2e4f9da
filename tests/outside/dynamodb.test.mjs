// The program with the DynamoDB store, against the DynamoDB Local in VITRINE_TEST_DYNAMODB.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { settings, skip } from '../support/dynamodb.mjs';
import { Service, folder, run, sample, soon } from '../support/vitrine.mjs';

test('a CV is kept in DynamoDB from import to delete', { skip }, async (t) => {
  const data = folder(t);
  const env = settings();
  const vitrine = (...args) => run(data, args, { env });

  const early = vitrine('list');
  assert.equal(early.code, 1);
  assert.match(early.err, /there is no table .*vitrine store create-table/);
  assert.equal(vitrine('store', 'create-table').code, 0);
  const again = vitrine('store', 'create-table');
  assert.equal(again.code, 1);
  assert.match(again.err, /there is a table/);
  assert.equal(vitrine('store', 'create-table', '--if-missing').code, 0);

  assert.equal(vitrine('import', '--slug', 'jane', sample('minimal.json')).code, 0);
  assert.match(vitrine('list').out, /^jane\t1\t/);

  const service = await Service.start(t, data, [], env);
  assert.equal((await service.get('/cv/jane')).status, 200);
  assert.equal(vitrine('import', '--slug', 'jane', sample('rich.json')).code, 0);
  const before = vitrine('export', '--slug', 'jane', '--revision', '1');
  assert.equal(before.code, 0, before.err);
  await soon(async () => (await (await service.get('/cv/jane.json')).text()) !== before.out, 2000);

  assert.equal(vitrine('history', '--slug', 'jane').out.trim().split('\n').length, 2);
  const deleted = vitrine('delete', '--slug', 'jane', '--yes');
  assert.equal(deleted.code, 0, deleted.err);
  assert.equal(vitrine('list').out, '');
  await soon(async () => (await service.get('/cv/jane')).status === 404, 2000);
  const end = await service.stop();
  assert.equal(end.code, 0);
  assert.doesNotMatch(service.log, /a-secret/);
});

test('a store that is away is exit code 3', (t) => {
  const env = { ...settings(), VITRINE_ENDPOINT: 'http://127.0.0.1:1' };
  const done = run(folder(t), ['list'], { env });
  assert.equal(done.code, 3);
  assert.match(done.err, /no answer from http:\/\/127\.0\.0\.1:1/);
  assert.doesNotMatch(done.err, /a-secret/);
});

test('settings of the DynamoDB store are checked', (t) => {
  const wrong = [
    [{ VITRINE_TABLE: '' }, /--table/],
    [{ VITRINE_REGION: '', AWS_REGION: '', AWS_DEFAULT_REGION: '' }, /--region/],
    [{ VITRINE_ENDPOINT: 'ftp://x' }, /not of the form/],
    [{ AWS_SECRET_ACCESS_KEY: '' }, /set both AWS_ACCESS_KEY_ID/],
  ];
  for (const [more, message] of wrong) {
    const done = run(folder(t), ['list'], { env: { ...settings(), ...more } });
    assert.equal(done.code, 1, done.err);
    assert.match(done.err, message);
  }
});

test('what the store does is counted', { skip }, async (t) => {
  const data = folder(t);
  const env = settings();
  assert.equal(run(data, ['store', 'create-table'], { env }).code, 0);
  assert.equal(run(data, ['import', '--slug', 'jane', sample('minimal.json')], { env }).code, 0);
  const service = await Service.start(t, data, ['--metrics', '127.0.0.1:0'], env);
  assert.equal((await service.get('/cv/jane')).status, 200);
  const address = await soon(() => /address=(http:\S+\/metrics)/.exec(service.log)?.[1], 3000);
  const text = await (await fetch(address)).text();
  const tries = /^vitrine_dynamodb_tries_total\{operation="GetItem",outcome="done"\} (\d+)$/m.exec(text);
  assert.ok(Number(tries?.[1]) >= 1, text);
  assert.match(text, /^vitrine_dynamodb_try_seconds_count\{operation="Query"\} [1-9]/m);
  const value = (name) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  assert.ok(
    value('vitrine_outgoing_calls_total') > value('vitrine_outgoing_connections_total'),
    'connections are used again',
  );
});
