// Runs the real program: commands, and a service with its own port and data folder.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const program = process.env.VITRINE ?? path.resolve(import.meta.dirname, '../../build/dev/bin/vitrine');
export const root = path.resolve(import.meta.dirname, '../..');
export const sample = (name) => path.join(root, 'samples', name);

/** A fresh folder, removed when the test ends. */
export function folder(t) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-test-'));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Settings in the environment of the test's user must not reach the program. */
export function environment(data, more = {}) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITRINE')));
  return { ...clean, VITRINE_DATA: data, ...more };
}

/** Runs a command to its end; `out` and `err` are text. */
export function run(data, args, { input, env } = {}) {
  const done = spawnSync(program, args, { input, env: environment(data, env), maxBuffer: 1 << 26 });
  return { code: done.status, out: done.stdout.toString(), err: done.stderr.toString(), bytes: done.stdout };
}

/** A running service: `vitrine serve`, or another command that serves. */
export class Service {
  static async start(t, data, args = [], env = {}, command = ['serve'], file = program) {
    const service = new Service();
    const listen = args.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
    service.process = spawn(file, [...command, ...listen, ...args], { env: environment(data, env) });
    service.log = '';
    service.process.stderr.on('data', (chunk) => (service.log += chunk));
    service.ended = new Promise((resolve) => service.process.on('exit', (code, signal) => resolve({ code, signal })));
    t.after(() => service.process.kill('SIGKILL'));
    service.url = await new Promise((resolve, reject) => {
      service.out = '';
      service.process.stdout.on('data', (chunk) => {
        service.out += chunk;
        const line = /^Vitrine is at (http:\/\/\S+)\/\n/m.exec(service.out);
        if (line) resolve(line[1]);
      });
      service.ended.then((end) => reject(new Error(`ended with ${JSON.stringify(end)}: ${service.log}`)));
    });
    service.port = Number(new URL(service.url).port);
    return service;
  }

  get(route, headers = {}, options = {}) {
    return fetch(this.url + route, { headers, redirect: 'manual', ...options });
  }

  /** Sends bytes on a separate connection; returns the received bytes once the other side closed. */
  raw(bytes, { timeout = 5000 } = {}) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.port, '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.setTimeout(timeout, () => socket.destroy(new Error(`no close; got: ${text}`)));
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('close', () => resolve(text));
      socket.on('error', (error) => (error.code === 'ECONNRESET' ? resolve(text) : reject(error)));
    });
  }

  async stop(signal = 'SIGTERM') {
    this.process.kill(signal);
    return this.ended;
  }
}

/** Retries until `check` returns a true value; fails after `milliseconds`. */
export async function soon(check, milliseconds = 1000) {
  const end = Date.now() + milliseconds;
  while (true) {
    const result = await check();
    if (result) return result;
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
