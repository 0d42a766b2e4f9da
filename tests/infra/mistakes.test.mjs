// Tests that the checks find mistakes: each mistake is made alone, and some check must report it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreements, checkAgreement, readProgram } from './lib/agreements.mjs';
import { checkArguments } from './lib/check_arguments.mjs';
import { checkPolicy, policies } from './lib/check_policies.mjs';
import { checkReferences } from './lib/check_references.mjs';
import { mistakes } from './lib/mistakes.mjs';
import { loadModules, readFiles } from './lib/modules.mjs';

const files = readFiles();
const program = readProgram();

async function problemsOf(changed) {
  let modules;
  try {
    modules = await loadModules(changed);
  } catch (error) {
    return [`cannot be parsed: ${error.message ?? error}`];
  }
  return [
    ...checkArguments(modules),
    ...checkReferences(modules),
    ...Object.keys(policies).flatMap((name) => checkPolicy(name, { modules, files: changed })),
    ...Object.keys(agreements).flatMap((name) => checkAgreement(name, modules, program).problems),
  ];
}

test('without a mistake nothing is found', async () => {
  assert.deepEqual(await problemsOf(files), []);
});

test(`${mistakes.length} mistakes`, async (context) => {
  const missed = [];
  let made = 0;
  for (const [what, file, from, to, needs] of mistakes) {
    if (needs === 'with the image' && !program.dockerfiles.backend) {
      context.diagnostic(`not made, since there is no image yet: ${what}`);
      continue;
    }
    const text = files.get(file);
    const changed = text.replace(from, to);
    assert.notEqual(changed, text, `${what}: ${file} has changed, this mistake cannot be made any more`);
    made++;
    const problems = await problemsOf(new Map(files).set(file, changed));
    if (process.env.SHOW) context.diagnostic(`${what}: ${problems[0]} (${problems.length})`);
    if (problems.length === 0) missed.push(what);
  }
  context.diagnostic(`mutation score: ${made - missed.length} of ${made} mistakes found`);
  assert.deepEqual(missed, []);
});
