// Small helpers for the parts of the local topology.

import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const here = path.dirname(fileURLToPath(import.meta.url)); // Node 18 has no import.meta.dirname
export const root = path.resolve(here, '../..');

/** A port that was free a moment ago. */
export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A file descriptor that appends to DIRECTORY/logs/NAME.log; if the disk is full, one that discards everything. */
export function logFile(directory, name) {
  try {
    return fs.openSync(path.join(directory, 'logs', `${name}.log`), 'a');
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
    return fs.openSync('/dev/null', 'a');
  }
}

/** Retries until `check` neither throws nor returns a false value. */
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

/** The system's fields of a living process (proc(5)), from its state on; undefined for one that has ended. */
function statOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields;
  } catch {
    return undefined;
  }
}

/** Identifies a process, so that a later one with the same number differs; undefined if there is none. */
export const birth = (pid) => statOf(pid)?.[19];

/** The processes of a group. */
export function members(group) {
  const pids = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => statOf(pid)?.[2] === String(group));
}
