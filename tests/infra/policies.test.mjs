// What the infrastructure promises to readers and to its owner.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check_policy, policies } from './lib/check_policies.mjs';
import { load_modules, read_files } from './lib/modules.mjs';

const files = read_files();
const modules = await load_modules(files);

for (const name of Object.keys(policies)) {
  test(name, () => assert.deepEqual(check_policy(name, { modules, files }), []));
}
