// The long form of the chaos test; started by tests/chaos.sh.

import { parseArgs } from 'node:util';

import { cannotRun } from '../support/local.mjs';
import { judge } from './judge.mjs';
import { writeReport } from './report.mjs';
import { chaos, until } from './run.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    report: { type: 'string' },
  },
});
const reason = cannotRun();
if (reason) throw new Error(reason);
const minutes = Math.min(60, Number(values.minutes));
if (!(minutes > 0)) throw new Error('--minutes: expected a number');

const ends = [];
const t = { after: (end) => ends.push(end) }; // like a test's context
try {
  const result = await chaos(t, {
    seed: Number(values.seed),
    schedule: until(minutes * 60_000),
    say: (line) => console.log(line),
  });
  const { lines, wrong } = judge(result);
  for (const one of [
    ...lines,
    ...result.skipped.map((line) => `not run: ${line}`),
    ...wrong.map((line) => `WRONG: ${line}`),
  ])
    console.log(one);
  if (values.report) writeReport(values.report, result);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  for (const end of ends.reverse()) await end();
}
