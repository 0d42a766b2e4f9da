// Computes the resources that the service needs, from one CV to a million, from measured costs. Measures the values
// that docs/performance.md does not have (CPU and memory of a CV that is not in memory). Simulates the memory of an
// instance under Zipf's law. Writes the tables of docs/scaling.md between its markers.
//   bench/capacity.mjs          (VITRINE names the program)
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

import { prices } from './capacity/prices.mjs';
import { leastRecentlyUsed } from './capacity/simulation.mjs';
import { generated } from '../tests/support/generated_cvs.mjs';

const root = path.resolve(import.meta.dirname, '..');
const program = process.env.VITRINE ?? path.join(root, 'build/release/bin/vitrine');
const month = 730 * 3600; // seconds
const polls = 4; // per second, the default of --poll
const counters = 64; // change counters in the table
const round = (value, digits = 2) => Number(value.toPrecision(digits));

// ---- measurements ----

function fromPerformance() {
  const text = fs.readFileSync(path.join(root, 'docs/performance.md'), 'utf8');
  const hot = Number(/\| gzip \|[\s\S]*?\| Vitrine \| \d+ \| ([\d.]+) \|/.exec(text)[1]);
  const page = Number(/kB, ([\d.]+) kB with gzip/.exec(text)[1]) * 1000;
  return { hotCpu: hot / 1e6, page };
}

async function measure() {
  const count = 400;
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-capacity-'));
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITRINE')));
  const env = { ...clean, VITRINE_DATA: data };
  const texts = Array.from({ length: count }, (_, i) => JSON.stringify(generated(i)));
  texts.forEach((text, i) => {
    const done = spawnSync(program, ['import', '--slug', `p-${i}`, '-'], { env, input: text });
    if (done.status !== 0) throw new Error(`${done.stderr}`);
  });
  const service = spawn(
    program,
    ['serve', '--listen', '127.0.0.1:0', '--metrics', '127.0.0.1:0', '--client-rate', '0', '--log-format', 'json'],
    { env },
  );
  try {
    let [out, log] = ['', ''];
    service.stdout.on('data', (chunk) => (out += chunk));
    service.stderr.on('data', (chunk) => (log += chunk));
    while (!/at http\S+/.test(out) || !/\/metrics"/.test(log)) await new Promise((resolve) => setTimeout(resolve, 20));
    const url = /at (http:\S+)\/\n/.exec(out)[1];
    const metrics = /"address":"(http:[^"]+\/metrics)"/.exec(log)[1];
    const cpu = () => {
      const fields = fs.readFileSync(`/proc/${service.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100; // clock ticks (proc(5)) of a hundredth of a second
    };
    const resident = () =>
      Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${service.pid}/status`, 'utf8'))[1]) * 1024;
    const before = { cpu: cpu(), resident: resident() };
    for (let i = 0; i < count; ++i) {
      const answer = await fetch(`${url}/cv/p-${i}`);
      if (answer.status !== 200) throw new Error(`/cv/p-${i}: ${answer.status}`);
      await answer.arrayBuffer();
    }
    const coldCpu = (cpu() - before.cpu) / count;
    const text = await (await fetch(metrics)).text();
    const documents = Number(/^vitrine_cache_documents (\S+)/m.exec(text)[1]);
    const counted = Number(/^vitrine_cache_bytes (\S+)/m.exec(text)[1]) / documents;
    const packed = texts.reduce((sum, one) => sum + zlib.deflateSync(one).length, 0) / count;
    return {
      coldCpu,
      counted,
      resident: (resident() - before.resident) / documents,
      packed,
      plain: texts.reduce((sum, one) => sum + one.length, 0) / count,
    };
  } finally {
    service.kill('SIGTERM');
    fs.rmSync(data, { recursive: true });
  }
}

// ---- the model ----

const sizes = [
  // CVs, requests a second at the busiest hour
  [1, 0.1],
  [100, 1],
  [10_000, 100],
  [100_000, 1_000],
  [1_000_000, 10_000],
  [1_000_000, 100_000],
];
const editsPerCv = 1 / 30 / 24 / 3600; // per second: once a month
const mean = 1 / 3; // of the busiest hour's load, averaged over a month
const use = 0.5; // of the CPU at the busiest hour, since one of two zones may fail
const atEdge = 0.9; // of requests, answered by CloudFront if it may keep pages for a minute
const versions = 20; // kept of each CV
const tasks = [
  [0.25, 0.5],
  [1, 2],
  [2, 8],
  [4, 16],
  [8, 32],
]; // Fargate: vCPU, GB

/** Resources for `cvs` read `rate` times a second, on instances of `vcpu` and `gb`. */
function needs(cvs, rate, [vcpu, gb], cost, simulate) {
  const usable = gb * 1e9 - 100e6; // minus the program itself and a reserve
  const kept = Math.min(cvs, Math.floor((usable * 0.8) / cost.resident));
  const missed = kept >= cvs ? 0 : simulate(cvs, kept);
  const cpu = rate * (cost.hotCpu + missed * cost.coldCpu);
  const instances = Math.max(2, Math.ceil(cpu / (vcpu * use)));
  const edits = cvs * editsPerCv;
  // Reads: polls; CVs that are not in memory; after an edit, the CVs that share its counter, and the changed one.
  const looks = instances * polls;
  const misses = rate * mean * missed * Math.ceil(cost.packed / 4096);
  const checks = instances * edits * (kept / counters + kept / cvs);
  // Writes: current version, history, list, counter, in a transaction, which costs twice the units of a plain write.
  const write = 2 * (2 * Math.ceil(cost.packed / 1024) + 2);
  const bytes = rate * mean * (cost.page + 400);
  const gigabytes = (bytes * month) / 1e9;
  const stored = (cvs * cost.packed * (versions + 1)) / 1e9;
  const dollars = {
    instances: instances * (vcpu * prices.vcpuHour + gb * prices.gbHour) * 730,
    balancer: 730 * (prices.balancerHour + prices.lcuHour * Math.max((bytes * 3600) / 1e9, (rate * mean) / 5 / 25)),
    reads: ((looks + misses + checks) * month * prices.readMillion) / 1e6,
    writes: (edits * write * month * prices.writeMillion) / 1e6,
    stored: stored * prices.storedGb,
    traffic: prices.traffic(gigabytes),
  };
  // The used share of each limit that does not grow with the instances.
  const ends = {
    'reads of the partition SITE (3,000 units a second)': (looks + instances * edits * (kept / counters)) / 3000,
    'writes of the partition SITE (1,000 units a second)': (edits * 4) / 1000,
    'reads of the table (40,000 units a second, a quota)': (looks + checks + misses / mean) / 40_000,
    'one address of the balancer (LCUs, about 10,000)': ((bytes / mean) * 3600) / 1e9 / 10_000,
  };
  return {
    cvs,
    rate,
    vcpu,
    gb,
    kept,
    missed,
    instances,
    cpu,
    looks,
    misses,
    checks,
    edits,
    dollars,
    gigabytes,
    stored,
    ends,
    total: Object.values(dollars).reduce((sum, one) => sum + one),
  };
}

const big = (value) =>
  value >= 1e9
    ? `${round(value / 1e9)} bn`
    : value >= 1e6
      ? `${round(value / 1e6)} m`
      : value >= 1000
        ? `${round(value / 1000)} k`
        : value > 0 && value < 0.01
          ? '< 0.01'
          : `${round(value)}`;
const percent = (value) => (value === 0 ? '0' : `${round(value * 100)} %`);
const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function pages(cost, rows) {
  const measured = table(
    ['measured', 'value'],
    [
      ['CPU for a page in memory', `${round(cost.hotCpu * 1e6, 3)} µs`],
      ['CPU for a page that is not: read, made, coded four times', `${round(cost.coldCpu * 1e3)} ms`],
      ['memory for a CV with its page, as the process takes it', `${round(cost.resident / 1000)} kB`],
      ['the same as `cache` counts it', `${round(cost.counted / 1000)} kB`],
      ['a page with gzip, sent', `${round(cost.page / 1000)} kB`],
      [
        'a document, plain and as it lies in the table',
        `${round(cost.plain / 1000)} and ${round(cost.packed / 1000)} kB`,
      ],
    ],
  );
  const need = table(
    [
      'CVs',
      'requests/s',
      'instances',
      'CVs in memory',
      'not in memory, of requests',
      'CPU, cores',
      'read units/s: looks',
      'not in memory',
      'after edits',
      'sent GB/month',
    ],
    rows.map((one) => [
      big(one.cvs),
      big(one.rate),
      `${one.instances} × ${one.vcpu} vCPU, ${one.gb} GB`,
      big(one.kept),
      percent(one.missed),
      big(one.cpu),
      big(one.looks),
      big(one.misses),
      big(one.checks),
      big(one.gigabytes),
    ]),
  );
  const money = table(
    ['CVs', 'requests/s', 'instances', 'balancer', 'reads', 'writes', 'stored', 'traffic', 'dollars/month'],
    rows.map((one) => [
      big(one.cvs),
      big(one.rate),
      ...Object.values(one.dollars).map((value) => big(value)),
      `**${big(one.total)}**`,
    ]),
  );
  const ends = table(
    ['CVs', 'requests/s', 'nearest end', 'used of it', 'most of the cost'],
    rows.map((one) => {
      const [name, share] = Object.entries(one.ends).sort((a, b) => b[1] - a[1])[0];
      const [most] = Object.entries(one.dollars).sort((a, b) => b[1] - a[1])[0];
      return [big(one.cvs), big(one.rate), name, share > 1 ? `**${percent(share)}**` : percent(share), most];
    }),
  );
  const edge = table(
    ['CVs', 'requests/s', 'without', 'requests at the edge', 'traffic from the edge', 'the rest', 'with'],
    rows.slice(2).map((one) => {
      const requests = one.rate * mean * month * prices.edgeRequest;
      const traffic = prices.edgeTraffic(one.gigabytes);
      const { instances, balancer, reads, writes, stored } = one.dollars;
      const rest = instances + (balancer + reads) * (1 - atEdge) + writes + stored;
      return [
        big(one.cvs),
        big(one.rate),
        big(one.total),
        big(requests),
        big(traffic),
        big(rest),
        `**${big(requests + traffic + rest)}**`,
      ];
    }),
  );
  return { measured, need, money, ends, edge };
}

const cost = { ...fromPerformance(), ...(await measure()) };
const known = new Map();
const simulate = (cvs, kept) => {
  const key = `${cvs} ${kept}`;
  if (!known.has(key)) known.set(key, leastRecentlyUsed(cvs, kept));
  return known.get(key);
};
const rows = sizes.map(
  ([cvs, rate]) => tasks.map((task) => needs(cvs, rate, task, cost, simulate)).sort((a, b) => a.total - b.total)[0],
);
const file = path.join(root, 'docs/scaling.md');
let text = fs.readFileSync(file, 'utf8');
for (const [name, part] of Object.entries(pages(cost, rows))) {
  const marks = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!marks.test(text)) throw new Error(`docs/scaling.md has no place for ${name}`);
  text = text.replace(marks, (_, begin, end) => `${begin}${part}\n${end}`);
}
fs.writeFileSync(file, text);
