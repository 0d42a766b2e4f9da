// Small things that the parts of the local topology share.

import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const root = path.resolve(import.meta.dirname, '../..');

/** A port that nobody had a moment ago. */
export async function free_port() {
  const server = net.createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A file descriptor to append to DIRECTORY/logs/NAME.log; where the disk is full, one that keeps nothing. */
export function log_file(directory, name) {
  try {
    return fs.openSync(path.join(directory, 'logs', `${name}.log`), 'a');
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
    return fs.openSync('/dev/null', 'a');
  }
}

/** Tries until `check` neither throws nor gives something false. */
export async function soon(what, milliseconds, check) {
  const end = Date.now() + milliseconds;
  let reason = '';
  while (Date.now() < end) {
    try {
      const result = await check();
      if (result) return result;
    } catch (error) {
      reason = `: ${error.message}`;
    }
    await wait(50);
  }
  throw new Error(`${what} is not there after ${milliseconds / 1000} s${reason}`);
}

/** What makes a process this one and no later one of the same number; undefined where there is none. */
export function birth(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
