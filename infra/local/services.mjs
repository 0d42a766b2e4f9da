// The services beside the back ends: the store, and Prometheus.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { birth, freePort, logFile, root, soon } from './support.mjs';

/** DynamoDB Local, in memory; the first start fetches it. */
export function startDynamodb() {
  const started = spawnSync(path.join(root, 'tests/dynamodb/start.sh'), {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const [url, pid] = started.stdout.trim().split(' ');
  if (!url) throw new Error(`DynamoDB Local did not start: ${started.stderr}`);
  const born = birth(pid);
  return { url, pid: Number(pid), stop: () => birth(pid) === born && process.kill(Number(pid), 'SIGTERM') };
}

/** Prometheus, which reads the back ends' metrics; undefined if it is not installed. */
export async function startPrometheus(directory) {
  const program = '/usr/bin/prometheus';
  if (!fs.existsSync(program)) return undefined;
  const port = await freePort();
  const targets = path.join(directory, 'targets.json');
  const file = path.join(directory, 'prometheus.yml');
  fs.writeFileSync(targets, '[]');
  fs.writeFileSync(
    file,
    `global: {scrape_interval: 2s}
scrape_configs:
  - job_name: vitrine
    file_sd_configs: [{files: [${targets}], refresh_interval: 2s}]
`,
  );
  const log = logFile(directory, 'prometheus');
  const child = spawn(
    program,
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${path.join(directory, 'prometheus')}`,
      '--storage.tsdb.retention.time=1d',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ['ignore', log, log] },
  );
  fs.closeSync(log);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  await soon('Prometheus', 20_000, async () => (await fetch(`${url}/-/ready`)).ok);
  let written = '';
  return {
    url,
    /** Sets the addresses to read from; `targets` is a list of {number, target}. */
    watch(list) {
      const text = JSON.stringify(
        list.map(({ number, target }) => ({ targets: [target], labels: { back_end: String(number) } })),
      );
      if (text === written) return;
      fs.writeFileSync(`${targets}.new`, text);
      fs.renameSync(`${targets}.new`, targets);
      written = text;
    },
    stop: () => (child.kill('SIGTERM'), ended),
  };
}
