#!/usr/bin/env node
// Measures the speed of serving a page, beside other servers of the same bytes: nginx from files, Express from memory,
// and bare loops that only send them. Each server has one core, the load generator the other.
//   bench/serving.sh          installs the peers, builds, runs this
// Prints Markdown tables: medians over rounds in turn, and ratios of neighbours within a round.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');
const program = process.env.VITRINE ?? path.join(root, 'build/release/bin/vitrine');
const peers = process.env.VITRINE_BENCH_PEERS; // a folder with Express and the compiled helpers
const rounds = Number(process.env.ROUNDS ?? 7);
const seconds = Number(process.env.DURATION ?? 3);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-bench-'));
const started = [];
const [serverCore, loadCore] = ['0', '1'];

const at = (name) => path.join(scratch, name);
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const round = (x, digits = 2) => Number(x.toFixed(digits));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const table = (...head) => {
  console.log();
  row(...head);
  row(...head.map((_, i) => (i === 0 ? '---' : '---:')));
};

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function start(command, args, options = {}) {
  const child = spawn('taskset', ['-c', serverCore, command, ...args], {
    stdio: ['ignore', 'ignore', 'ignore'],
    ...options,
  });
  started.push(child);
  return child;
}

/** A raw answer: fields, and the bytes of its body. */
function fetchRaw(port, headers = {}) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: '/', headers, agent: false }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode,
            headers: answer.headers,
            raw: answer.rawHeaders,
            body: Buffer.concat(chunks),
          }),
        );
      })
      .on('error', reject);
  });
}

async function answering(port) {
  for (let i = 0; i < 2000; ++i) {
    if (
      await fetchRaw(port).then(
        () => true,
        () => false,
      )
    )
      return;
    await wait(5);
  }
  for (const log of ['vitrine.log', 'nginx.err'])
    if (fs.existsSync(at(log))) console.error(fs.readFileSync(at(log), 'utf8').slice(-2000));
  throw new Error(`nothing answers on port ${port}`);
}

/** The process and its descendants. */
function family(pid) {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

/** Nanoseconds of CPU that a server has used, user and system. */
function cpu(pid) {
  let sum = 0;
  for (const one of family(pid)) {
    for (const task of fs.readdirSync(`/proc/${one}/task`)) {
      sum += Number(fs.readFileSync(`/proc/${one}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    }
  }
  return sum;
}

const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

function load(server, headers, time = seconds) {
  const before = cpu(server.pid);
  const out = execFileSync('taskset', [
    '-c',
    loadCore,
    'wrk',
    '-t1',
    '-c64',
    `-d${time}s`,
    ...headers.flatMap((line) => ['-H', line]),
    `http://127.0.0.1:${server.port}/`,
  ]).toString();
  const requests = Number(/(\d+) requests in/.exec(out)[1]);
  const length = Number(/requests in ([\d.]+)s/.exec(out)[1]);
  const wrong = /Socket errors: (.*)/.exec(out)?.[1];
  if (wrong) console.error(`${server.name}: socket errors ${wrong}`);
  return { rate: requests / length, us: (cpu(server.pid) - before) / 1000 / requests };
}

/** The cookie of a signed-in person. */
async function signIn(port, env) {
  const link = execFileSync(program, ['sign-in-link', '--email', 'reader@example.com', '--role', 'viewer'], {
    env,
  }).toString();
  const answer = await fetch(`http://127.0.0.1:${port}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ token: new URL(link.trim()).searchParams.get('token') }),
    headers: { origin: `http://127.0.0.1:${port}` },
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`signing in: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('set-cookie').split(';')[0];
}

async function startAll() {
  const vitrineData = at('data');
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITRINE')));
  const env = { ...clean, VITRINE_DATA: vitrineData };
  execFileSync(program, ['import', path.join(root, 'samples/rich.json')], { env, stdio: 'ignore' });
  const servers = {};

  let port = await freePort();
  const metrics = await freePort();
  const log = fs.openSync(at('vitrine.log'), 'a');
  const child = start(
    program,
    [
      'serve',
      '--listen',
      `127.0.0.1:${port}`,
      '--threads',
      '1',
      '--log-format',
      'json',
      '--metrics',
      `127.0.0.1:${metrics}`,
    ],
    { env, stdio: ['ignore', 'ignore', log] },
  );
  await answering(port);
  servers.vitrine = { name: 'Vitrine', port, pid: child.pid, child };
  servers.session = await signIn(port, env);

  const identity = await fetchRaw(port);
  const gzip = await fetchRaw(port, { 'Accept-Encoding': 'gzip' });
  fs.mkdirSync(at('www'));
  fs.writeFileSync(at('www/index.html'), identity.body);
  fs.writeFileSync(at('www/index.html.gz'), gzip.body);

  port = await freePort();
  fs.writeFileSync(
    at('nginx.conf'),
    `daemon off; worker_processes 1; pid ${at('nginx.pid')}; error_log ${at('nginx.err')};
events { worker_connections 4096; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; gzip_static on; open_file_cache max=100;
  client_body_temp_path ${at('t1')}; proxy_temp_path ${at('t2')}; fastcgi_temp_path ${at('t3')}; uwsgi_temp_path ${at('t4')}; scgi_temp_path ${at('t5')};
  types { text/html html; }
  server { listen 127.0.0.1:${port}; root ${at('www')}; } }`,
  );
  if (process.getuid() === 0) execFileSync('chmod', ['-R', 'a+rX', scratch]);
  servers.nginx = { name: 'nginx', port, pid: start('/usr/sbin/nginx', ['-c', at('nginx.conf')]).pid };
  await answering(port);

  for (const [name, label, way] of [
    ['express', 'Express, compressed beforehand', 'ready'],
    ['middleware', 'Express, compression()', 'middleware'],
  ]) {
    port = await freePort();
    servers[name] = {
      name: label,
      port,
      pid: start(
        process.execPath,
        [path.join(root, 'bench/serving/express.mjs'), port, at('www/index.html'), at('www/index.html.gz'), way],
        { cwd: peers, env: { ...process.env, NODE_ENV: 'production' } },
      ).pid,
    };
    await answering(port);
  }

  for (const [name, answer] of [
    ['plain', identity],
    ['gzip', gzip],
  ]) {
    let head = 'HTTP/1.1 200 OK\r\n';
    for (let i = 0; i < answer.raw.length; i += 2) {
      if (answer.raw[i] !== 'Connection') head += `${answer.raw[i]}: ${answer.raw[i + 1]}\r\n`;
    }
    fs.writeFileSync(at(name), Buffer.concat([Buffer.from(`${head}\r\n`), answer.body]));
    for (const [kind, label] of [
      ['loop', 'bare loop'],
      ['ring', 'bare loop with io_uring'],
    ]) {
      port = await freePort();
      const child = start(path.join(peers, `bare_${kind}`), [port, at(name)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const hasEnded = new Promise((resolve) => child.once('exit', () => resolve(true)));
      if (await Promise.race([answering(port), hasEnded])) console.log(`${label} left out: it ended`);
      else servers[name + kind] = { name: label, port, pid: child.pid };
    }
  }
  servers.etag = gzip.headers.etag;
  servers.sizes = `${identity.body.length} bytes, ${gzip.body.length} with gzip`;
  return servers;
}

function compare(title, headers, named) {
  const servers = Object.fromEntries(Object.entries(named).filter(([, server]) => server)); // without those left out
  const seen = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let i = 0; i < rounds; ++i) {
    for (const [name, server] of Object.entries(servers)) seen[name].push(load(server, headers));
  }
  table(title, 'requests/s', 'CPU µs/request', 'requests/s of Vitrine, ratio', 'CPU of Vitrine, ratio');
  for (const [name, server] of Object.entries(servers)) {
    const of = (what) => seen[name].map((one) => one[what]);
    const ratio = (what) => median(seen[name].map((one, i) => seen.vitrine[i][what] / one[what]));
    row(server.name, Math.round(median(of('rate'))), round(median(of('us'))), round(ratio('rate')), round(ratio('us')));
  }
  return median(seen.vitrine.map((one) => one.rate));
}

/** Counts only the busy servers: otherwise it would show both halves of the load generator's core. */
function latency(servers, rate, header) {
  const run = (server) =>
    execFileSync('taskset', [
      '-c',
      loadCore,
      path.join(peers, 'open_loop'),
      server.port,
      64,
      Math.round(rate),
      seconds,
      header,
    ])
      .toString()
      .trim()
      .split(' ')
      .map(Number);
  const seen = { vitrine: [], gziploop: [], nginx: [] };
  for (let i = 0; i < rounds; ++i) {
    for (const name of Object.keys(seen)) seen[name].push(run(servers[name]));
  }
  table(`${Math.round(rate)} requests/s, open loop, gzip`, 'p50 µs', 'p99 µs', 'p99.9 µs', 'failures');
  for (const [name, list] of Object.entries(seen)) {
    row(
      servers[name].name,
      ...[2, 4, 5].map((at) => median(list.map((one) => one[at]))),
      list.reduce((sum, one) => sum + one[1], 0),
    );
  }
}

async function idle(server, count) {
  const before = resident(server.pid);
  const sockets = [];
  for (let i = 0; i < count; i += 250) {
    const some = Array.from(
      { length: Math.min(250, count - i) },
      () =>
        new Promise((resolve, reject) => {
          const socket = net.connect(server.port, '127.0.0.1');
          socket.on('error', reject);
          socket.once('data', () => resolve(socket));
          socket.write('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
        }),
    );
    sockets.push(...(await Promise.all(some)));
  }
  await wait(1000);
  const after = resident(server.pid);
  for (const socket of sockets) socket.destroy();
  return [before, after];
}

async function readiness() {
  const env = { ...process.env, VITRINE_DATA: at('data') };
  const times = [];
  for (let i = 0; i < 15; ++i) {
    const begin = performance.now();
    const child = spawn(program, ['serve', '--listen', '127.0.0.1:0'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    times.push(performance.now() - begin);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  return median(times);
}

try {
  const servers = await startAll();
  const { vitrine, nginx, express, middleware } = servers;
  console.log(
    `${new Date().toISOString().slice(0, 10)}; ${os.cpus().length} cores, ${os.cpus()[0].model.trim()}; ` +
      `${rounds} rounds of ${seconds} s; the page has ${servers.sizes}; 64 keep-alive connections.`,
  );
  compare('plain', [], { vitrine, nginx, loop: servers.plainloop, ring: servers.plainring, express });
  const peak = compare('gzip', ['Accept-Encoding: gzip'], {
    vitrine,
    nginx,
    loop: servers.gziploop,
    ring: servers.gzipring,
    express,
    middleware,
  });
  compare('gzip, with a session cookie', ['Accept-Encoding: gzip', `Cookie: ${servers.session}`], {
    vitrine,
    loop: servers.gziploop,
  });
  compare('304', ['Accept-Encoding: gzip', `If-None-Match: ${servers.etag}`], { vitrine, nginx });
  latency(servers, peak / 2, 'Accept-Encoding: gzip');
  const underLoad = resident(vitrine.pid);
  const [before, after] = await idle(vitrine, 10_000);
  table('Vitrine', '');
  row('resident memory after the load above, MiB', round(underLoad, 1));
  row('resident memory with 10,000 idle connections, MiB', round(after, 1));
  row('of which for the connections, MiB', round(after - before, 1));
  row('ms from start to ready (SQLite), median of 15', round(await readiness(), 1));
} finally {
  for (const child of started) child.kill('SIGTERM');
  await wait(300);
  fs.rmSync(scratch, { recursive: true, force: true });
}
