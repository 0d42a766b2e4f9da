// The command line of vitrine-local: starts the supervisor, or sends it commands.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { ask } from './control.mjs';
import { birth, here, members, root } from './support.mjs';

const help = `vitrine-local: the whole service on this machine: nginx, three back ends on DynamoDB Local, Prometheus

  up [OPTION...] [-- OPTION...]   start it; options behind -- go to vitrine serve
    --port N           of the balancer (8080)          --instances N    back ends (3)
    --program FILE     vitrine (build/release/bin)     --no-prometheus  without it
    --dynamodb URL     a DynamoDB that runs already    --table NAME     its table (vitrine)
    --auth HOW         how people sign in: local (by links), oidc (with an OpenID provider), alb (with a stand-in of
                       an AWS load balancer with Cognito, in front); local is the default
    --no-sample        leave an empty store empty      --env NAME=VALUE for the back ends; {n} is the number
    --patience S       until a new back end must be ready (30)
    --attempts N       to start one of a new version, until a roll is given up (3)
    --web FOLDER       the built Studio (web/dist/studio/browser, where that is there)
  status [--json]                 what runs
  roll [--program FILE]           replace the back ends one by one, by that program or the same; no reader notices
  kill N [--signal NAME]          a signal to back end N (SIGKILL)
  logs [NAME]                     back-end-N, nginx, sign-in, prometheus; without a name what happened
  vitrine ARGUMENT...             run the program on the service's store, as in: vitrine import resume.json
  down                            stop it; what DynamoDB Local kept in memory is gone

All commands take --dir FOLDER (build/local, or VITRINE_LOCAL_DIR), where logs and sockets are.`;

const settings = {
  dir: { type: 'string', default: process.env.VITRINE_LOCAL_DIR ?? path.join(root, 'build/local') },
  port: { type: 'string', default: '8080' },
  instances: { type: 'string', default: '3' },
  program: { type: 'string' },
  dynamodb: { type: 'string' },
  table: { type: 'string', default: 'vitrine' },
  auth: { type: 'string', default: 'local' },
  env: { type: 'string', multiple: true, default: [] },
  patience: { type: 'string', default: '30' },
  attempts: { type: 'string', default: '3' },
  web: { type: 'string' },
  signal: { type: 'string', default: 'SIGKILL' },
  json: { type: 'boolean', default: false },
  'no-prometheus': { type: 'boolean', default: false },
  'no-sample': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};

class Wrong extends Error {}

const number = (name, value) => {
  if (!/^\d+$/.test(value)) throw new Wrong(`--${name} ${value}: expected a number`);
  return Number(value);
};

function programFile(name) {
  const file = path.resolve(name ?? path.join(root, 'build/release/bin/vitrine'));
  if (!fs.existsSync(file))
    throw new Wrong(`there is no ${file}; build it: cmake --preset release && cmake --build --preset release`);
  return file;
}

function howToSignIn(name) {
  const known = ['local', 'oidc', 'alb'];
  if (!known.includes(name)) throw new Wrong(`--auth ${name}: expected ${known.join(', ')}`);
  return name;
}

function webFolder(name) {
  const folder = path.resolve(name ?? path.join(root, 'web/dist/studio/browser'));
  if (fs.existsSync(path.join(folder, 'index.html'))) return folder;
  if (name) throw new Wrong(`there is no ${folder}/index.html`);
  return undefined;
}

async function up(directory, values, rest) {
  if (await ask(directory, 'status').catch(() => undefined))
    throw new Wrong('it runs already; see: vitrine-local status');
  const options = {
    directory,
    args: rest,
    program: programFile(values.program),
    port: number('port', values.port),
    instances: number('instances', values.instances),
    dynamodb: values.dynamodb,
    table: values.table,
    auth: howToSignIn(values.auth),
    prometheus: !values['no-prometheus'],
    web: webFolder(values.web),
    sample: !values['no-sample'],
    env: Object.fromEntries(values.env.map((one) => /^([^=]+)=(.*)$/s.exec(one).slice(1))),
    group: { patience: number('patience', values.patience) * 1000, attempts: number('attempts', values.attempts) },
  };
  fs.mkdirSync(path.join(directory, 'logs'), { recursive: true });
  fs.rmSync(path.join(directory, 'control.sock'), { force: true });
  const file = path.join(directory, 'logs/events.log');
  const log = fs.openSync(file, 'w');
  const child = spawn(process.execPath, [path.join(here, 'supervisor.mjs'), JSON.stringify(options)], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let isOver = false;
  ended.then(() => (isOver = true));
  while (!isOver) {
    const said = await ask(directory, 'status').catch(() => undefined);
    if (said) return show(said);
    await wait(100);
  }
  throw new Error(`it did not start:\n${fs.readFileSync(file, 'utf8').split('\n').slice(-6).join('\n')}`);
}

function showSignIn(address, { auth, provider, people = [] }) {
  if (auth === 'local') return console.log('  sign in     with a link: vitrine-local vitrine sign-in-link');
  console.log(
    `  sign in     ${address}/sign-in, ${auth === 'alb' ? 'a load balancer with Cognito' : 'an OpenID provider'} at ${provider}, as`,
  );
  for (const { name, password, role } of people)
    console.log(`              ${name.padEnd(8)} password ${password}   role ${role}`);
}

function show({ address, signIn, store, table, prometheus, studio, backEnds }) {
  console.log(`Vitrine is at ${address}/\n  store       ${store}, table ${table}`);
  console.log(`  Prometheus  ${prometheus ?? 'none (not installed, or not wanted)'}`);
  console.log(`  Studio      ${studio ? `${address}/studio/` : 'none: it is not built'}`);
  showSignIn(address, signIn);
  console.log('  back end  state      says      version  port   pid      seconds  requests running');
  for (const one of backEnds) {
    const cells = [
      [one.number, 8],
      [one.state, 9],
      [one.says ?? '-', 8],
      [one.version, 7],
      [one.port ?? '-', 5],
      [one.pid, 7],
      [one.seconds, 7],
      [one.running, 0],
    ];
    console.log(`  ${cells.map(([value, width]) => String(value).padEnd(width)).join('  ')}`);
  }
}

/** Asks a process to end; one that has already ended is fine. */
function end(pid) {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** If the supervisor was killed, its parts are the rest of its process group. */
async function down(directory) {
  const file = path.join(directory, 'state.json');
  const state = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  const left = state && birth(state.pid) === undefined ? members(state.pid) : [];
  if (left.length === 0) await ask(directory, 'down');
  for (const pid of left) end(pid);
  while (state && (birth(state.pid) === state.birth || left.some((pid) => birth(pid) !== undefined))) await wait(50);
  fs.rmSync(file, { force: true });
}

const commands = {
  async status(directory, values) {
    const said = await ask(directory, 'status');
    if (values.json) console.log(JSON.stringify(said));
    else show(said);
  },
  async roll(directory, values) {
    const said = await ask(directory, 'roll', values.program ? { program: programFile(values.program) } : {});
    if (!said.done) throw new Error(`the new version was given up, the old one serves: ${said.problem}`);
    console.log(`done in ${said.seconds.toFixed(1)} s`);
  },
  async kill(directory, values, [which]) {
    await ask(directory, 'kill', { number: number('', which ?? ''), signal: values.signal });
  },
  async logs(directory, _, [name = 'events']) {
    const file = path.join(directory, 'logs', `${path.basename(name)}.log`);
    if (!fs.existsSync(file))
      throw new Wrong(`no log ${name}: ${fs.readdirSync(path.join(directory, 'logs')).join(' ')}`);
    process.stdout.write(fs.readFileSync(file));
  },
  down,
};

async function main(argv) {
  if (argv[0] === 'vitrine') {
    // all following arguments are the program's
    const env = await ask(settings.dir.default, 'environment');
    process.exitCode = spawnSync(programFile(), argv.slice(1), { env, stdio: 'inherit' }).status;
    return;
  }
  const { values, positionals } = parseArgs({ args: argv, options: settings, allowPositionals: true });
  const [command, ...rest] = positionals;
  if (values.help || command === 'help') return console.log(help);
  const directory = path.resolve(values.dir);
  if (command === 'up') return up(directory, values, rest);
  if (!Object.hasOwn(commands, command ?? '')) throw new Wrong(command ? `no command ${command}` : 'which command?');
  return commands[command](directory, values, rest);
}

main(process.argv.slice(2)).catch((error) => {
  const isUsage = error instanceof Wrong || error.code?.startsWith('ERR_PARSE_ARGS');
  console.error(`vitrine-local: ${error.message}${isUsage ? '\nSee: vitrine-local help' : ''}`);
  process.exitCode = isUsage ? 2 : 3;
});
