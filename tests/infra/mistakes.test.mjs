// Do the checks find what is wrong? Each mistake is made alone, and some check must complain.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreements, check_agreement, read_program } from './lib/agreements.mjs';
import { check_arguments } from './lib/check_arguments.mjs';
import { check_policy, policies } from './lib/check_policies.mjs';
import { check_references } from './lib/check_references.mjs';
import { mistakes } from './lib/mistakes.mjs';
import { load_modules, read_files } from './lib/modules.mjs';

const files = read_files();
const program = read_program();

async function problems_of(changed) {
  let modules;
  try {
    modules = await load_modules(changed);
  } catch (error) {
    return [`cannot be parsed: ${error.message ?? error}`];
  }
  return [
    ...check_arguments(modules),
    ...check_references(modules),
    ...Object.keys(policies).flatMap((name) => check_policy(name, { modules, files: changed })),
    ...Object.keys(agreements).flatMap((name) => check_agreement(name, modules, program).problems),
  ];
}

test('without a mistake nothing is found', async () => {
  assert.deepEqual(await problems_of(files), []);
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
    const problems = await problems_of(new Map(files).set(file, changed));
    if (process.env.SHOW) context.diagnostic(`${what}: ${problems[0]} (${problems.length})`);
    if (problems.length === 0) missed.push(what);
  }
  context.diagnostic(`mutation score: ${made - missed.length} of ${made} mistakes found`);
  assert.deepEqual(missed, []);
});
