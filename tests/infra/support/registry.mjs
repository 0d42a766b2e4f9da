// An image registry on loopback that requires a password.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// The reason why images cannot be built here; undefined if they can.
export function whyNot() {
  for (const program of ['buildah', 'skopeo', 'docker-registry', 'perl']) {
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return `no ${program} on this machine`;
  }
  return process.getuid() === 0 ? undefined : 'building images in a chroot is for root';
}

// A free port on loopback.
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() && true));
    socket.on('error', () => resolve(false));
  });

// Starts one that keeps its images under `folder`; returns {host, stop}.
export async function startRegistry(folder, password) {
  const port = await freePort();
  mkdirSync(join(folder, 'registry'));
  const hash = execFileSync('perl', ['-e', 'print crypt($ARGV[0], q($2b$04$abcdefghijklmnopqrstuu))', password], {
    encoding: 'utf8',
  });
  writeFileSync(join(folder, 'htpasswd'), `AWS:${hash}\n`);
  const settings = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'registry') } },
    http: { addr: `127.0.0.1:${port}` },
    auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } },
  };
  writeFileSync(join(folder, 'registry.yml'), JSON.stringify(settings)); // JSON is YAML
  const server = spawn('docker-registry', ['serve', join(folder, 'registry.yml')], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !(await answers(port)); i++) await sleep(50);
  return { host: `127.0.0.1:${port}`, stop: () => server.kill() };
}
