// The faults, each with a begin and an end.

import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

import { soon } from '../support/vitrine.mjs';

export const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/**
 * Each has `begin(place, hold)`, which returns a description of its target, and `end(place)` if something must be
 * ended. `isSudden`: the damage happens at the beginning, so recovery is measured from there. `place` is a Place.
 */
export const faults = {
  kill: {
    title: 'kill -9 of a back end',
    isSudden: true,
    begin: async (place) => `back end ${(await place.signal('SIGKILL')).number}`,
  },
  stop: {
    title: 'SIGSTOP of a back end',
    isSudden: true,
    async begin(place) {
      place.stopped = await place.signal('SIGSTOP');
      return `back end ${place.stopped.number}`;
    },
    async end(place) {
      // unless it was already replaced
      await place.local.command('kill', `${place.stopped.number}`, '--signal', 'SIGCONT');
    },
  },
  roll: {
    title: 'a roll of all back ends',
    isSudden: true,
    async begin(place) {
      place.rolling = place.local.command('roll');
      return 'same program';
    },
    async end(place) {
      const done = await place.rolling;
      if (done.code !== 0) throw new Error(`the roll failed: ${done.err}`);
    },
  },
  slow: store('slow', 'network to the store two seconds slow'),
  freeze: store('freeze', 'store takes requests and never answers'),
  reset: store('reset', 'store resets connections'),
  refuse: store('refuse', 'store is away'),
  throttle: store('throttle', 'store throttles'),
  disk: {
    title: 'disk of the logs is full',
    cannot: (place) => (place.hasDisk ? false : 'mounting a small tmpfs is not permitted here'),
    async begin(place) {
      return `${fill(path.join(place.local.directory, 'logs'))} KiB taken`;
    },
    async end(place) {
      fs.rmSync(path.join(place.local.directory, 'logs', 'filler'));
    },
  },
  clock: {
    title: 'clock of a back end jumps',
    cannot: () => (fs.existsSync(library) ? false : 'libfaketime is not installed: scripts/install.sh local'),
    async begin(place) {
      const { number, port } = place.pick(await place.serving());
      const by = place.pick(['-2d', '-1h', '+90s', '+1h', '+400d']);
      place.jumped = number;
      setClock(place, by);
      await soon(async () => {
        // check that it has an effect
        const { headers } = await fetch(`http://127.0.0.1:${port}/healthz`);
        return Math.abs(Date.parse(headers.get('date')) - Date.now()) > 60_000;
      }, 4000);
      return `back end ${number} by ${by}`;
    },
    async end(place) {
      setClock(place, '+0');
    },
  },
};

function store(mode, title) {
  return {
    title,
    async begin(place) {
      place.proxy.mode = mode;
      return '';
    },
    async end(place) {
      place.proxy.mode = 'pass';
    },
  };
}

const clockFile = (directory, number) => path.join(directory, `clock-${number}`);

function setClock(place, by) {
  const file = clockFile(place.local.directory, place.jumped);
  fs.writeFileSync(`${file}.new`, by);
  fs.renameSync(`${file}.new`, file);
}

/**
 * Options of vitrine-local that make the clock of each back end jump. Timers use another clock, as with a real clock
 * jump.
 */
export function clockOptions(directory) {
  if (!fs.existsSync(library)) return [];
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clockFile(directory, '{n}'),
    FAKETIME_CACHE_DURATION: '1',
    DONT_FAKE_MONOTONIC: '1',
  };
  return Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
}

/** A small disk in memory, mounted at `folder`; false if that is not permitted. */
export function smallDisk(folder, megabytes) {
  fs.mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
}

/** Fills the disk at `folder` to the last byte; returns the amount in KiB. */
export function fill(folder) {
  const file = fs.openSync(path.join(folder, 'filler'), 'w');
  let written = 0;
  for (let size = 1 << 16; size > 0;) {
    try {
      written += fs.writeSync(file, Buffer.alloc(size));
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
      size >>= 4;
    }
  }
  fs.closeSync(file);
  return Math.round(written / 1024);
}
