// The process behind `vitrine-local up`: starts all parts, keeps them running, and executes commands from a socket.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import { Balancer } from './balancer.mjs';
import { Group } from './group.mjs';
import { startDynamodb, startPrometheus } from './services.mjs';
import { startSignIn } from './sign_in.mjs';
import { birth, root } from './support.mjs';

const options = JSON.parse(process.argv[2]);
const { directory } = options;
const notify = (line) => console.log(`${new Date().toISOString()} ${line}`);
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {}); // the disk may be full
process.on('unhandledRejection', (error) => notify(`fault: ${error.stack}`));

/** The environment of the program: its store, and the caller's additions, but none of the caller's own settings. */
function environment(endpoint) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(VITRINE|AWS)_/.test(name));
  return {
    ...Object.fromEntries(clean),
    VITRINE_STORE: 'dynamodb',
    VITRINE_TABLE: options.table,
    VITRINE_ENDPOINT: endpoint,
    VITRINE_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...options.env,
  };
}

function vitrine(env, ...args) {
  const done = spawnSync(options.program, args, { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`vitrine ${args.join(' ')}: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}

const parts = []; // parts to stop, last first
let isStopping = false;

async function stopAll() {
  if (isStopping) return;
  isStopping = true;
  for (const part of parts.reverse()) await part.stop();
  fs.rmSync(path.join(directory, 'state.json'), { force: true });
}

async function startSignInWhereWanted(balancer) {
  if (options.auth === 'local') return { url: balancer.url, args: [], env: {} };
  const place = await startSignIn({ auth: options.auth, directory, target: balancer.url, port: options.port });
  parts.push(place);
  place.ended.then((how) => isStopping || notify(`the place to sign in has ended: ${how}`));
  return place;
}

async function startAll() {
  for (const folder of ['logs', 'tmp']) fs.mkdirSync(path.join(directory, folder), { recursive: true });
  const dynamodb = options.dynamodb ? { url: options.dynamodb, stop() {} } : startDynamodb();
  parts.push(dynamodb);
  const env = environment(dynamodb.url);
  const listed = spawnSync(options.program, ['list'], { env, encoding: 'utf8' });
  if (listed.status !== 0) vitrine(env, 'store', 'create-table', '--if-missing'); // reports other errors
  if (options.sample && !listed.stdout)
    vitrine(env, 'import', '--slug', 'sample', path.join(root, 'samples/rich.json'));

  // The signing load balancer is in front of nginx and takes its port.
  const balancer = await Balancer.start({
    directory,
    port: options.auth === 'alb' ? 0 : options.port,
    web: options.web,
  });
  parts.push(balancer);
  balancer.ended.then((code) => isStopping || notify(`nginx has ended: ${code}`));

  const signIn = await startSignInWhereWanted(balancer);
  env.VITRINE_PUBLIC_URL = signIn.url;
  const args = ['--trusted-proxy', '127.0.0.0/8', '--drain', '8', ...signIn.args, ...options.args];
  const start = { directory, env: { ...env, ...signIn.env }, args };
  const group = new Group({
    size: options.instances,
    balancer,
    program: options.program,
    start,
    notify,
    ...options.group,
  });
  parts.push(group);
  await group.start();

  const prometheus = options.prometheus ? await startPrometheus(directory) : undefined;
  if (prometheus) {
    parts.push(prometheus);
    const timer = setInterval(() => {
      const found = group.instances.map((one) => ({ number: one.number, target: one.metrics() }));
      prometheus.watch(found.filter(({ target }) => target));
    }, 1000);
    parts.push({ stop: () => clearInterval(timer) });
  }
  return { dynamodb, env, balancer, signIn, group, prometheus };
}

async function status({ dynamodb, balancer, signIn, group, prometheus }) {
  const running = await balancer.running();
  return {
    address: signIn.url,
    signIn: signIn.about ?? { auth: 'local' },
    store: dynamodb.url,
    table: options.table,
    prometheus: prometheus?.url,
    studio: options.web !== undefined,
    version: group.version,
    backEnds: group.instances.map((one) => ({
      number: one.number,
      state: one.state,
      says: one.says,
      pid: one.process.pid,
      port: one.port,
      version: one.version.number,
      seconds: Math.round((Date.now() - one.started) / 1000),
      running: running.get(one.port) ?? 0,
    })),
  };
}

const commands = {
  status: (all) => status(all),
  roll: (all, { program }) => all.group.roll(program),
  kill: (all, { number, signal }) => all.group.kill(number, signal),
  async down() {
    await stopAll();
  },
  environment: (all) => all.env,
};

async function main() {
  const all = await startAll();
  const socket = path.join(directory, 'control.sock');
  const server = http.createServer(async (request, response) => {
    const name = request.url.slice(1);
    try {
      if (!Object.hasOwn(commands, name)) throw new Error(`no command ${name}`);
      const result = await commands[name](all, JSON.parse((await text(request)) || '{}'));
      response.end(JSON.stringify(result ?? {}));
    } catch (error) {
      response.writeHead(500).end(error.message);
    }
    if (name === 'down') server.close();
  });
  server.requestTimeout = 0;
  fs.rmSync(socket, { force: true });
  await new Promise((resolve) => server.listen(socket, resolve));
  fs.writeFileSync(path.join(directory, 'state.json'), JSON.stringify({ pid: process.pid, birth: birth(process.pid) }));
  notify('all parts are there');
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, async () => {
      await stopAll();
      server.close();
      server.closeAllConnections();
    });
  }
}

main().catch(async (error) => {
  notify(`vitrine-local: ${error.message}`);
  await stopAll();
  process.exit(3);
});
