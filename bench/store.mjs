// Measures the cost of many CVs. Fills a SQLite store and DynamoDB Local with invented CVs. Then measures the served
// page cold and hot, memory under a limited cache and a Zipf load, listing, copying, and the delay until an edit shows.
//   bench/store.mjs [COUNT]          (default 100000; VITRINE names the program, VITRINE_TEST_DYNAMODB a server:
//                                     DYNAMODB_MEMORY=4g tests/dynamodb/start.sh starts one that holds so many)
// Prints Markdown tables. All its files are in one temporary folder; servers listen on loopback only.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const count = Number(process.argv[2] ?? 100_000);
const program = process.env.VITRINE ?? path.resolve(import.meta.dirname, '../build/release/bin/vitrine');
const endpoint = process.env.VITRINE_TEST_DYNAMODB;
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-bench-'));
const data = path.join(base, 'data');
const table = `vitrine-bench-${randomUUID()}`;
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITRINE')));
const environments = {
  SQLite: { ...clean, VITRINE_DATA: data },
  'DynamoDB Local': {
    ...clean,
    VITRINE_DATA: data,
    VITRINE_STORE: 'dynamodb',
    VITRINE_TABLE: table,
    VITRINE_ENDPOINT: endpoint,
    VITRINE_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  },
};
const stores = endpoint ? ['SQLite', 'DynamoDB Local'] : ['SQLite'];

const seconds = (begin) => (performance.now() - begin) / 1000;
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
const slug = (i) => `person-${i}`;
const round = (x, digits = 2) => Number(x.toFixed(digits));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

function run(env, ...args) {
  const done = spawnSync(program, args, { env, maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`vitrine ${args[0]}: ${done.stderr}`);
  return done.stdout.toString();
}

/** Its own random number generator, so that every run requests the same CVs (xorshift32). */
function generator(seed) {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

/** An invented CV of about 4 KiB. */
function invented(i) {
  const next = generator(i + 1);
  const words = [
    'measured',
    'built',
    'the',
    'pump',
    'of',
    'bridges',
    'with',
    'care',
    'and',
    'taught',
    'others',
    'how',
    'rivers',
  ];
  const text = (n) => Array.from({ length: n }, () => words[Math.floor(next() * words.length)]).join(' ');
  return {
    basics: { name: `Person ${i}`, label: text(3), email: `person${i}@example.org`, summary: text(60) },
    work: Array.from({ length: 5 }, (_, n) => ({
      name: text(2),
      position: text(2),
      startDate: `${2005 + 3 * n}-02`,
      endDate: `${2007 + 3 * n}-11`,
      summary: text(25),
      highlights: [text(12), text(10), text(14)],
    })),
    education: [{ institution: text(3), area: text(2), studyType: 'MSc', startDate: '2000', endDate: '2004' }],
    skills: Array.from({ length: 6 }, () => ({ name: text(1), keywords: [text(1), text(1), text(2)] })),
  };
}

function fill() {
  const folder = path.join(base, 'files');
  const batch = 1000;
  let imported = 0;
  for (let from = 0; from < count; from += batch) {
    fs.mkdirSync(folder);
    const files = [];
    for (let i = from; i < Math.min(count, from + batch); ++i) {
      files.push(path.join(folder, `${i}.json`));
      fs.writeFileSync(files.at(-1), JSON.stringify(invented(i)));
    }
    const begin = performance.now();
    run(environments.SQLite, 'import', ...files);
    imported += seconds(begin);
    fs.rmSync(folder, { recursive: true });
  }
  return imported;
}

class Service {
  static async start(env, ...args) {
    const service = new Service();
    service.process = spawn(
      program,
      ['serve', '--listen', '127.0.0.1:0', '--log-level', 'error', '--client-rate', '0', ...args],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    service.port = await new Promise((resolve) => {
      let out = '';
      service.process.stdout.on('data', (chunk) => {
        out += chunk;
        const line = /:(\d+)\/\n/.exec(out);
        if (line) resolve(Number(line[1]));
      });
    });
    service.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    return service;
  }
  /** Milliseconds until the whole answer has arrived. */
  get(route) {
    const begin = performance.now();
    return new Promise((resolve, reject) => {
      const options = {
        port: this.port,
        host: '127.0.0.1',
        path: route,
        agent: this.agent,
        headers: { 'Accept-Encoding': 'gzip' },
      };
      http
        .get(options, (answer) => {
          answer.resume();
          answer.on('end', () =>
            answer.statusCode === 200
              ? resolve(performance.now() - begin)
              : reject(new Error(`${route}: ${answer.statusCode}`)),
          );
        })
        .on('error', reject);
    });
  }
  /** Resident memory in MiB. */
  memory() {
    return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]) / 1024;
  }
  /** CPU time of the process so far, in milliseconds (user and system). */
  cpu() {
    const fields = fs.readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10; // clock ticks of 10 ms
  }
  stop() {
    this.agent.destroy();
    this.process.kill('SIGTERM');
    return new Promise((resolve) => this.process.on('exit', resolve));
  }
}

async function pages(name) {
  const service = await Service.start(environments[name]);
  const next = generator(7);
  await service.get(`/cv/${slug(0)}`);
  const cold = [];
  for (let i = 0; i < 500; ++i) cold.push(await service.get(`/cv/${slug(1 + Math.floor(next() * (count - 1)))}`));
  const hot = [];
  for (let i = 0; i < 5000; ++i) hot.push(await service.get(`/cv/${slug(0)}`));
  await service.stop();
  for (const [kind, times] of [
    ['cold', cold],
    ['hot', hot],
  ]) {
    times.sort((a, b) => a - b);
    row(name, kind, round(quantile(times, 0.5)), round(quantile(times, 0.99)), times.length);
  }
}

/** CVs by Zipf's law (exponent 1): the k-th most read is read 1/k as often as the first. */
function zipf() {
  const sums = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < count; ++i) sums[i] = total += 1 / (i + 1);
  const next = generator(11);
  return () => {
    const at = next() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < at) low = middle + 1;
      else high = middle;
    }
    return (low * 7919) % count; // the most read are not the first in the list
  };
}

async function load(name, mib) {
  const service = await Service.start(environments[name], '--cache', String(mib));
  const before = service.memory();
  const pick = zipf();
  const requests = 60_000;
  const times = [];
  let peak = 0;
  let left = requests;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) {
        times.push(await service.get(`/cv/${slug(pick())}`));
        if (left % 500 === 0) peak = Math.max(peak, service.memory());
      }
    }),
  );
  const took = seconds(begin);
  const cpu = service.cpu();
  await service.stop();
  times.sort((a, b) => a - b);
  row(
    name,
    mib,
    requests,
    Math.round(requests / took),
    round(cpu / requests, 3),
    round(quantile(times, 0.5)),
    round(quantile(times, 0.99)),
    round(before, 0),
    round(peak, 0),
  );
}

/** Four instances: time from an edit by a command until each instance shows it. */
async function edits(name, rounds) {
  const env = environments[name];
  const services = await Promise.all(Array.from({ length: 4 }, () => Service.start(env)));
  const text = (service) =>
    new Promise((resolve, reject) => {
      http
        .get({ port: service.port, host: '127.0.0.1', path: `/cv/${slug(1)}.txt`, agent: service.agent }, (answer) => {
          let body = '';
          answer.on('data', (chunk) => (body += chunk));
          answer.on('end', () => resolve(body));
        })
        .on('error', reject);
    });
  const times = [];
  const file = path.join(base, 'edit.json');
  for (let i = 0; i < rounds; ++i) {
    const mark = `edit${i}of${randomUUID().slice(0, 8)}`;
    const resume = invented(1);
    resume.basics.label = mark;
    fs.writeFileSync(file, JSON.stringify(resume));
    run(env, 'import', '--slug', slug(1), file);
    const begin = performance.now();
    await Promise.all(
      services.map(async (service) => {
        while (!(await text(service)).includes(mark)) await new Promise((resolve) => setTimeout(resolve, 5));
        times.push(performance.now() - begin);
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 250)); // out of step with the polls
  }
  await Promise.all(services.map((service) => service.stop()));
  times.sort((a, b) => a - b);
  row(name, rounds, round(quantile(times, 0.5), 0), round(quantile(times, 0.99), 0), round(times.at(-1), 0));
}

try {
  console.log(
    `${os.cpus()[0].model}, ${os.cpus().length} cores, ${os.release()}; ${count} CVs of about ${JSON.stringify(invented(0)).length} bytes\n`,
  );
  const imported = fill();
  const size = fs.statSync(path.join(data, 'vitrine.sqlite')).size / 2 ** 20;
  console.log('| what | seconds | per second |\n|---|---|---|');
  row('import into SQLite', round(imported, 1), Math.round(count / imported));
  if (endpoint) {
    run(environments['DynamoDB Local'], 'store', 'create-table');
    const begin = performance.now();
    run(environments['DynamoDB Local'], 'copy', '--from', `sqlite:${data}`, '--to', `dynamodb:${table}`);
    row('copy to DynamoDB Local, compared', round(seconds(begin), 1), Math.round(count / seconds(begin)));
  }
  const begin = performance.now();
  run(environments.SQLite, 'backup', path.join(base, 'backup'));
  row('backup of the SQLite store, compared', round(seconds(begin), 1), Math.round(count / seconds(begin)));
  for (const name of stores) {
    const from = performance.now();
    const lines = run(environments[name], 'list').split('\n').length - 1;
    row(
      `list, ${name}, ${Math.ceil(lines / 1000)} pages of 1000`,
      round(seconds(from)),
      Math.round(lines / seconds(from)),
    );
  }
  console.log(`\nThe SQLite file has ${round(size, 0)} MiB.\n`);
  console.log('| store | page | p50 ms | p99 ms | requests |\n|---|---|---|---|---|');
  for (const name of stores) await pages(name);
  console.log(
    '\n| store | cache MiB | requests | per second | CPU ms each | p50 ms | p99 ms | MiB at start | MiB at most |\n|---|---|---|---|---|---|---|---|---|',
  );
  for (const name of stores) for (const mib of [8, 64]) await load(name, mib);
  const rounds = Number(process.env.VITRINE_EDITS ?? 500);
  console.log('\n| store | edits, seen at 4 instances | p50 ms | p99 ms | most ms |\n|---|---|---|---|---|');
  for (const name of stores) await edits(name, rounds);
} finally {
  fs.rmSync(base, { recursive: true, force: true });
}
