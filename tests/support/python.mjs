// Programs from PyPI for tests; each list of packages has its own virtual environment under build/.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { root } from './vitrine.mjs';

/** The folder of that environment's programs. */
export const pythonBin = (name) => path.join(root, 'build/python', name, 'bin');

/**
 * Sets up the environment `name` with the packages of a list (a path from the root, in pip's form); again if the list
 * has changed. Returns null, or the reason why it is not available.
 */
export function pythonMissing(name, list) {
  const packages = fs.readFileSync(path.join(root, list), 'utf8');
  const home = path.join(root, 'build/python', name);
  const mark = path.join(home, '.installed');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === packages) return null;
  const steps = [
    ['python3', '-m', 'venv', '--clear', home],
    [path.join(home, 'bin/pip'), 'install', '-q', '--disable-pip-version-check', '-r', path.join(root, list)],
  ];
  for (const [command, ...args] of steps) {
    const done = spawnSync(command, args, { encoding: 'utf8' });
    if (done.error) return `${command} cannot be run: ${done.error.code}`;
    if (done.status !== 0) return `${command} failed: ${(done.stderr || done.stdout).trim().split('\n').at(-1)}`;
  }
  fs.writeFileSync(mark, packages);
  return null;
}
