// One back end: a process and its state.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { logFile } from './support.mjs';

export class Instance {
  /** @type {'starting' | 'serving' | 'unhealthy' | 'draining' | 'stopping' | 'ended'} */
  state = 'starting';
  failures = 0; // of health checks in a row
  started = Date.now();

  /** Starts `program serve` on a free port; `env` may contain `{n}`, which becomes the number. */
  constructor({ number, version, directory, env, args }) {
    this.number = number;
    this.version = version;
    this.log = path.join(directory, 'logs', `back-end-${number}.log`);
    const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll('{n}', number)]));
    const log = logFile(directory, `back-end-${number}`);
    const options = ['serve', '--listen', '127.0.0.1:0', '--metrics', '127.0.0.1:0', '--log-format', 'json', ...args];
    this.process = spawn(version.program, options, { env: own, stdio: ['ignore', 'pipe', log] });
    fs.closeSync(log);
    this.ended = new Promise((resolve) => {
      const end = (how) => {
        this.state = 'ended';
        resolve(how);
      };
      this.process.on('exit', (code, signal) => end(signal ?? `exit code ${code}`));
      this.process.on('error', (error) => end(error.message));
    });
    let out = '';
    this.process.stdout.on('data', (chunk) => {
      if (this.port) return;
      out += chunk;
      this.port = Number(/^Vitrine is at http:\/\/127\.0\.0\.1:(\d+)\/\n/m.exec(out)?.[1]) || undefined;
    });
  }

  /** The answer of /readyz: "ready", "degraded", "draining"; undefined without a good answer in time. */
  health(milliseconds = 1000) {
    if (!this.port || this.state === 'ended') return undefined;
    return new Promise((resolve) => {
      const request = http.get(
        {
          host: '127.0.0.1',
          port: this.port,
          path: '/readyz',
          agent: false,
          signal: AbortSignal.timeout(milliseconds),
        },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => (text += chunk));
          answer.on('error', () => resolve(undefined));
          answer.on('end', () => {
            try {
              resolve(answer.statusCode === 200 ? JSON.parse(text).status : undefined);
            } catch {
              resolve(undefined);
            }
          });
        },
      );
      request.on('error', () => resolve(undefined));
    });
  }

  /** The address of its metrics, from its log; undefined until the log has it. */
  metrics() {
    if (!this.metricsTarget && fs.existsSync(this.log)) {
      this.metricsTarget = /"address":"http:\/\/(127\.0\.0\.1:\d+)\/metrics"/.exec(
        fs.readFileSync(this.log, 'utf8'),
      )?.[1];
    }
    return this.metricsTarget;
  }

  /** SIGTERM, and SIGKILL if that does not end it in time. */
  async stop(milliseconds = 12_000) {
    if (this.state === 'ended') return this.ended;
    this.state = 'stopping';
    this.process.kill('SIGTERM');
    const killer = setTimeout(() => this.process.kill('SIGKILL'), milliseconds);
    const how = await this.ended;
    clearTimeout(killer);
    return how;
  }
}
