// The infrastructure and the program agree.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreements, checkAgreement, readProgram } from './lib/agreements.mjs';
import { loadModules } from './lib/modules.mjs';

const modules = await loadModules();
const program = readProgram();

for (const name of Object.keys(agreements)) {
  test(name, (context) => {
    const { problems, pending } = checkAgreement(name, modules, program);
    for (const what of pending) context.diagnostic(`not there yet: ${what}`);
    assert.deepEqual(problems, []);
  });
}
