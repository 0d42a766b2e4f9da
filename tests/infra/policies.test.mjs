// The infrastructure keeps its promises to readers and to its owner.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPolicy, policies } from './lib/check_policies.mjs';
import { loadModules, readFiles } from './lib/modules.mjs';

const files = readFiles();
const modules = await loadModules(files);

for (const name of Object.keys(policies)) {
  test(name, () => assert.deepEqual(checkPolicy(name, { modules, files }), []));
}
