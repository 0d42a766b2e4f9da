// The local topology as users run it: through the command vitrine-local.

import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { ask } from '../../infra/local/control.mjs';
import { endpoint, settings, skip } from './dynamodb.mjs';
import { environment, program, root } from './vitrine.mjs';

/** The reason why it cannot run here; false if it can. */
export function cannotRun() {
  if (skip) return skip;
  if (!fs.existsSync('/usr/lib/nginx/modules/ngx_http_lua_module.so'))
    return 'nginx with Lua is not installed: scripts/install.sh local';
  return false;
}

export class Local {
  /**
   * Starts it with its own table and these CVs; stops it when the test ends. `dynamodb` is the address for the back
   * ends, if it differs from the usual one; `prepare(directory)` is called before anything starts.
   */
  static async start(t, { options = [], dynamodb = endpoint, cvs = {}, prometheus = false, prepare = () => {} } = {}) {
    const local = new Local();
    local.directory = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-local-'));
    t.after(() => local.#stop());
    prepare(local.directory);
    const store = settings();
    local.env = environment(local.directory, store);
    await local.#run(program, ['store', 'create-table', '--if-missing']);
    for (const [slug, text] of Object.entries(cvs)) await local.#run(program, ['import', '--slug', slug, '-'], text);
    const up = await local.command(
      'up',
      '--port',
      '0',
      ...(prometheus ? [] : ['--no-prometheus']),
      '--no-sample',
      '--dynamodb',
      dynamodb,
      '--table',
      store.VITRINE_TABLE,
      '--program',
      program,
      '--env',
      'VITRINE_OWNER=owner@localhost',
      ...options,
    );
    if (up.code !== 0) throw new Error(up.err);
    local.printed = up.out;
    local.port = Number(/^Vitrine is at http:\/\/127\.0\.0\.1:(\d+)\/$/m.exec(up.out)[1]);
    local.url = `http://127.0.0.1:${local.port}`;
    return local;
  }

  /** The printed password of a person, if there is a sign-in service. */
  printedPassword(name) {
    return new RegExp(`^ +${name} +password (\\S+)`, 'm').exec(this.printed)[1];
  }

  command(...args) {
    const [name, ...rest] = args;
    return this.#call(path.join(root, 'infra/local/vitrine-local'), [name, '--dir', this.directory, ...rest], {
      NODE: process.execPath,
    });
  }

  /** Runs the program on the topology's store. */
  vitrine(...args) {
    const env = { NODE: process.execPath, VITRINE_LOCAL_DIR: this.directory };
    return this.#call(path.join(root, 'infra/local/vitrine-local'), ['vitrine', ...args], env);
  }

  /** The running parts and their state. */
  status() {
    return ask(this.directory, 'status');
  }

  /** The logs of all back ends so far: {name, text}. */
  logs() {
    const names = fs.readdirSync(path.join(this.directory, 'logs')).filter((name) => name.startsWith('back-end-'));
    return names.map((name) => ({ name, text: fs.readFileSync(path.join(this.directory, 'logs', name), 'utf8') }));
  }

  /** Events: lines of {at, text}, `at` in milliseconds since 1970. */
  events() {
    const lines = fs.readFileSync(path.join(this.directory, 'logs/events.log'), 'utf8').trim().split('\n');
    return lines.map((line) => ({ at: Date.parse(line.slice(0, 24)), text: line.slice(25) }));
  }

  async #stop() {
    await this.command('down');
    spawnSync('umount', [path.join(this.directory, 'logs')], { stdio: 'ignore' }); // if a test mounted a disk there
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  async #run(...args) {
    const done = await this.#call(args[0], args[1], {}, args[2]);
    if (done.code !== 0) throw new Error(`${args[1].join(' ')}: ${done.err}`);
  }

  #call(file, args, env, input = '') {
    return new Promise((resolve) => {
      const child = execFile(file, args, { env: { ...this.env, ...env } }, (_, out, err) =>
        resolve({ code: child.exitCode, out, err }),
      );
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  }
}
