// The promises of this infrastructure, as named checks.

import { iam } from './policies_iam.mjs';
import { keep } from './policies_keep.mjs';
import { reach } from './policies_reach.mjs';

export const policies = { ...reach, ...keep, ...iam };

// Problems of one policy. A missing block is a problem too.
export function checkPolicy(name, { modules, files }) {
  const problems = [];
  const all = (kind, type) =>
    [...modules.values()].flatMap((module) => module.blocks.filter((one) => one.kind === kind && one.type === type));
  try {
    policies[name]({ modules, files, all, complain: (what) => problems.push(`${name}: ${what}`) });
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
  return problems;
}
