// The environment and the configuration file set settings, and never trigger actions.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { folder, run, sample } from '../support/vitrine.mjs';

test('the environment and a file do nothing', (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'one', sample('rich.json')]).code, 0);
  assert.equal(run(data, ['share', 'one', '--label', 'a']).code, 0);
  const id = run(data, ['share', 'one', '--list']).out.split(' ')[0];
  const text = path.join(data, 'about.md');
  fs.writeFileSync(text, '# Mine\n');
  assert.equal(run(data, ['about', 'en', '--set', text]).code, 0);
  const env = {
    VITRINE_REVOKE: id,
    VITRINE_RESET: 'true',
    VITRINE_LIST: 'true',
    VITRINE_YES: 'true',
    VITRINE_SET: text,
    VITRINE_AUDIENCE: 'recruiter',
    VITRINE_LINKS: 'true',
    VITRINE_DAYS: '1',
    VITRINE_ROLE: 'owner',
    VITRINE_REVISION: '1',
  };
  const shared = run(data, ['share', 'one', '--label', 'b'], { env });
  assert.match(shared.out, /\/s\//);
  assert.match(shared.err, /VITRINE_REVOKE.*command line/);
  assert.equal(run(data, ['about', 'en'], { env }).out, '# Mine\n');
  assert.notEqual(run(data, ['delete', '--slug', 'one'], { env }).code, 0);
  const links = run(data, ['share', 'one', '--list']).out;
  assert.equal(links.trim().split('\n').length, 2);
  assert.doesNotMatch(links, /recruiter/);
  assert.match(links, new RegExp(id));
  for (const line of ['revoke = "x"', 'reset = true', 'audience = "recruiter"', 'links = true']) {
    const config = path.join(data, 'config');
    fs.writeFileSync(config, `${line}\n`);
    const done = run(data, ['--config', config, 'about', 'en']);
    assert.equal(done.code, 2);
    assert.match(done.err, /there is no setting/);
  }
});

test('a misspelt setting is told, the variables of others are not', (t) => {
  const data = folder(t);
  const done = run(data, ['list'], {
    env: {
      VITRINE_LISTN: '1',
      VITRINE_LOGLEVEL: 'debug',
      VITRINE_SERVICE_HOST: '10.0.0.1',
      VITRINE_PORT_8080_TCP: 'x',
      VITRINEX: '1',
    },
  });
  assert.equal(done.code, 0, done.err);
  assert.match(done.err, /VITRINE_LISTN.*did you mean VITRINE_LISTEN\?/);
  assert.match(done.err, /VITRINE_LOGLEVEL.*VITRINE_LOG_LEVEL/);
  assert.doesNotMatch(done.err, /SERVICE_HOST|8080_TCP|VITRINEX/);
});
