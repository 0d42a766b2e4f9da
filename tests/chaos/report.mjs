// The report of a long run: a page and its plots.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { quantile } from '../support/traffic.mjs';
import { faults } from './faults.mjs';
import { judge } from './judge.mjs';
import { Plot } from './plot.mjs';

const colours = {
  kill: '#d62728',
  stop: '#ff7f0e',
  roll: '#2ca02c',
  slow: '#9467bd',
  freeze: '#1f77b4',
  reset: '#17becf',
  refuse: '#3355aa',
  throttle: '#5b8dd9',
  disk: '#8c564b',
  clock: '#e377c2',
};

/** Writes FOLDER/chaos.md and FOLDER/chaos/*.svg. */
export function writeReport(folder, result) {
  fs.mkdirSync(path.join(folder, 'chaos'), { recursive: true });
  for (const [name, svg] of Object.entries(plots(result)))
    fs.writeFileSync(path.join(folder, 'chaos', `${name}.svg`), svg);
  fs.writeFileSync(path.join(folder, 'chaos.md'), page(result));
}

function bySecond(list, seconds) {
  const buckets = Array.from({ length: Math.ceil(seconds) }, () => []);
  for (const one of list) buckets[Math.floor((one.at + one.took) / 1000)]?.push(one);
  return buckets;
}

function plots({ seconds, faults: happened, answers, saved, failed }) {
  const step = seconds > 300 ? 60 : 10;
  const x = { from: 0, to: seconds, label: 'seconds', ticks: [] };
  for (let at = 0; at <= seconds; at += step) x.ticks.push([at, `${at}`]);
  const bands = (plot) =>
    happened.forEach(({ kind, begin, end }) => plot.band(begin / 1000, end / 1000, colours[kind]));
  const kinds = [...new Set(happened.map(({ kind }) => kind))];
  const legend = kinds.map((kind) => [colours[kind], kind]);

  const milliseconds = [0.1, 1, 10, 100, 1000, 10_000];
  const latency = new Plot({
    title:
      'Readers: time to the whole answer, each second: median, 99th percentile, longest; failed requests as dots at the top',
    height: 360,
    x,
    y: { from: 0.1, to: 10_000, isLog: true, label: 'milliseconds', ticks: milliseconds.map((ms) => [ms, `${ms}`]) },
  });
  bands(latency);
  const buckets = bySecond(answers, seconds);
  for (const [part, colour] of [
    [1, '#999999'],
    [0.99, '#e6994c'],
    [0.5, '#2a78d0'],
  ]) {
    latency.line(
      buckets.flatMap((list, second) =>
        list.length
          ? [
              [
                second + 0.5,
                quantile(
                  list.map(({ took }) => took),
                  part,
                ),
              ],
            ]
          : [],
      ),
      colour,
    );
  }
  latency.dots(
    answers.filter(({ problem }) => problem).map(({ at, took }) => [(at + took) / 1000, 10_000]),
    '#d62728',
    4,
  );

  const most = Math.max(...bySecond([...saved, ...failed], seconds).map((list) => list.length), 1);
  const saves = new Plot({
    title: 'Editors: saves acknowledged (blue) and refused (red), each second',
    height: 260,
    x,
    y: { from: 0, to: most, label: 'saves', ticks: [0, most / 2, most].map((n) => [n, `${round(n)}`]) },
  });
  bands(saves);
  bySecond(saved, seconds).forEach(
    (list, second) => list.length && saves.bar(second, second + 1, 0, list.length, '#2a78d0'),
  );
  bySecond(failed, seconds).forEach(
    (list, second) => list.length && saves.bar(second, second + 1, 0, list.length, '#d62728'),
  );

  const longest = 4 * Math.ceil(Math.max(...happened.map(({ recovered }) => (recovered ?? 0) / 1000)) / 4 + 0.01);
  const recovery = new Plot({
    title: 'Until all is well again: from a kill, stop or roll; from the end of the other faults',
    height: 300,
    x: { from: -0.5, to: kinds.length - 0.5, label: '', ticks: kinds.map((kind, i) => [i, kind]) },
    y: {
      from: 0,
      to: longest,
      label: 'seconds',
      ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => [part * longest, `${part * longest}`]),
    },
  });
  kinds.forEach((kind, i) => {
    const ofKind = happened.filter((one) => one.kind === kind && one.recovered !== undefined);
    recovery.dots(
      ofKind.map(({ recovered }, j) => [i + 0.3 * (((j * 7) % 11) / 11 - 0.5), recovered / 1000]),
      colours[kind],
      4,
    );
  });
  return { readers: latency.svg(legend), saves: saves.svg(legend), recovery: recovery.svg() };
}

const round = (number) => Math.round(number * 10) / 10;

function tableOfFaults({ faults: happened, answers }) {
  const rows = [
    '| fault | times | well again after, median s | at most s | requests until then | failed | p99 ms | at most ms |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
  ];
  for (const [kind, { title }] of Object.entries(faults)) {
    const ofKind = happened.filter((one) => one.kind === kind);
    if (ofKind.length === 0) continue;
    const recovered = ofKind.map((one) => one.recovered / 1000);
    const spans = ofKind.map((one) => [one.begin, Math.max(one.end, one.begin + one.recovered)]); // until recovery
    const meanwhile = answers.filter(({ at }) => spans.some(([begin, end]) => at >= begin && at < end));
    const took = meanwhile.map((one) => one.took);
    const bad = meanwhile.filter(({ problem }) => problem).length;
    rows.push(
      `| ${title} | ${ofKind.length} | ${round(quantile(recovered, 0.5))} | ${round(Math.max(...recovered))} | ${meanwhile.length} | ${bad} | ${round(quantile(took, 0.99))} | ${Math.round(quantile(took, 1))} |`,
    );
  }
  return rows.join('\n');
}

function page(result) {
  const { seed, rate, seconds, faults: happened, skipped, answers, failed } = result;
  const { lines, wrong } = judge(result);
  const bad = answers.filter(({ problem }) => problem);
  const reasons = new Map();
  for (const { message, by } of failed) {
    const text = message
      .replace(/^((vitrine|-): )+/, '')
      .replace(/https?:\/\/\S+/g, 'DynamoDB')
      .replace(/(?<!status \d*)\d+/g, 'N');
    const reason = `${by}: ${text}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return `# Chaos

<!-- Made by tests/chaos.sh from one run; change tests/chaos/report.mjs instead. -->

    tests/chaos.sh --minutes ${Math.round(seconds / 60)} --seed ${seed} --report docs

Three back ends run behind nginx, as \`infra/local/vitrine-local\` starts them, on DynamoDB Local. Readers send ${rate} requests
per second on kept connections (pages, JSON, text, PDF). Four editors save one text after the other, two through the
program and two through the API behind nginx. Faults come in random order, some with a \`kill -9\` in the middle. Readers
and editors retry nothing: one failure counts. nginx gives a request that one back end did not answer to another one,
once; the store's clients retry as always. The faults are in \`tests/chaos/faults.mjs\`. \`./test.sh\` runs each fault once.

Made on ${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} cores, Linux ${os.release().split(/[-+]/)[0]}; other work ran on the machine.

${lines.map((line) => `- ${line}`).join('\n')}
- ${happened.filter(({ detail }) => / ?kill -9/.test(detail)).length} of the faults had a \`kill -9\` in the middle
${skipped.map((reason) => `- not run: ${reason}\n`).join('')}${wrong.length > 0 ? `\n**What should not be:**\n\n${wrong.map((line) => `- ${line}`).join('\n')}\n` : ''}
${tableOfFaults(result)}

![Time that readers waited, over the run](chaos/readers.svg)

![Saves acknowledged and refused, over the run](chaos/saves.svg)

![Time until all is well again, by fault](chaos/recovery.svg)

## What readers saw

${
  bad.length === 0
    ? 'No request failed.'
    : bad
        .slice(0, 20)
        .map(({ at, route, problem }) => `- at ${(at / 1000).toFixed(1)} s, ${route}: ${problem}`)
        .join('\n')
}

A killed process loses the requests that it has not answered. nginx gives them to another back end if no byte of the
answer came; a reader would see only an answer that was cut in the middle. A stopped process answers nothing: its
requests wait three seconds (nginx's \`proxy_read_timeout\`) and go to another back end. After two health checks without an
answer it gets no more requests, and is replaced. While the store is unavailable every page comes from memory.

## What editors saw

${
  reasons.size === 0
    ? 'No save was refused.'
    : `${failed.length} saves were refused:\n\n${[...reasons]
        .sort(([, a], [, b]) => b - a)
        .map(([reason, count]) => `- ${count} times: ${reason}`)
        .join('\n')}`
}

A refused save may still have been made, if the store did it and its answer was lost. nginx, too, gives up on an answer
after three seconds and asks another back end, once. A save names the version that it edits, so it is not made twice: if
the first try succeeded, the second answer is 412. nginx answers 504 if no answer came at all. Editors then read the CV
again, as the Studio does. A back end whose clock is a year ahead takes the editors' token for expired, and says 401.

Every acknowledged save is in the history, under its number, byte for byte.
`;
}
