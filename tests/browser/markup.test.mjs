import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { documents } from '../support/documents.mjs';
import { folder, root, run, Service } from '../support/vitrine.mjs';

test('every page passes the Nu HTML checker', async (t) => {
  const data = folder(t);
  const out = folder(t);
  const save = async (service, name, route) => {
    const answer = await service.get(route, { accept: 'text/html' });
    fs.writeFileSync(path.join(out, `${name}.html`), await answer.text());
  };
  const service = await Service.start(t, data);
  await save(service, 'welcome', '/');
  await save(service, 'missing', '/cv/nobody');
  for (const [name, document] of Object.entries(documents)) {
    run(data, ['import', '--slug', name, '-'], { input: JSON.stringify(document) });
    await save(service, name, `/cv/${name}`);
  }
  await save(service, 'rich-de', '/cv/rich/de');
  const files = fs.readdirSync(out).map((name) => path.join(out, name));
  assert.ok(files.length > 10);
  const jar = path.join(root, 'tests/node_modules/vnu-jar/build/dist/vnu.jar');
  const done = spawnSync('java', ['-Xss4m', '-jar', jar, '--format', 'json', '--stdout', ...files], {
    maxBuffer: 1 << 26,
  });
  assert.equal(done.error, undefined);
  const isGuess = ({ message }) => message.startsWith('This document appears to be written in'); // nonsense words
  const messages = JSON.parse(done.stdout.toString()).messages.filter((message) => !isGuess(message));
  assert.deepEqual(
    messages.map(({ url, type, message, extract }) => `${path.basename(url)}: ${type}: ${message}: ${extract}`),
    [],
  );
});
