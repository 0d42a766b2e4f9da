// The infrastructure and the program agree.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreements, check_agreement, read_program } from './lib/agreements.mjs';
import { load_modules } from './lib/modules.mjs';

const modules = await load_modules();
const program = read_program();

for (const name of Object.keys(agreements)) {
  test(name, (context) => {
    const { problems, pending } = check_agreement(name, modules, program);
    for (const what of pending) context.diagnostic(`not there yet: ${what}`);
    assert.deepEqual(problems, []);
  });
}
