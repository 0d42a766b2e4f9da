// Runs readers and editors on the local topology during faults, in an order that a seed decides.

import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { endpoint } from '../support/dynamodb.mjs';
import { FaultProxy } from '../support/fault_proxy.mjs';
import { Local } from '../support/local.mjs';
import { ApiEditors, Editors, Readers, cv, isAsked, routesOf } from '../support/traffic.mjs';
import { program } from '../support/vitrine.mjs';
import { clockOptions, faults, smallDisk } from './faults.mjs';

const size = 3;
const editedBy = { program: ['one', 'two'], api: ['three', 'four'] };
const slugs = Object.values(editedBy).flat();
const mostRecovery = 40_000; // time for a back end to become ready, and for an editor's store call to end

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The target of faults. */
class Place {
  constructor(random, local, proxy, hasDisk) {
    Object.assign(this, { random, local, proxy, hasDisk });
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  async serving() {
    return (await this.local.status()).backEnds.filter(({ state }) => state === 'serving');
  }

  /** Sends the signal to one of the serving instances; returns which. */
  async signal(name) {
    const victim = this.pick(await this.serving());
    const done = await this.local.command('kill', `${victim.number}`, '--signal', name);
    if (done.code !== 0) throw new Error(done.err);
    this.hit.push(victim.number);
    return victim;
  }

  /** Whether the desired number of back ends serves and reaches the store, without any of `hit`. */
  async isWell(hit) {
    const { backEnds } = await this.local.status();
    if (backEnds.length !== size || backEnds.some(({ number, state }) => state !== 'serving' || hit.includes(number)))
      return false;
    const states = await Promise.all(backEnds.map(({ port }) => readiness(port)));
    return states.every((state) => state === 'ready');
  }
}

/** The current answer of /readyz of the back end at `port`. */
async function readiness(port) {
  try {
    return (await (await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1000) })).json())
      .status;
  } catch {
    return undefined;
  }
}

/**
 * The short form: each fault once, in random order; a stopped back end stays stopped until the balancer gives up on its
 * requests.
 */
export const eachOnce =
  (hold) =>
  ({ random }, kinds) => {
    const order = [...kinds];
    for (let i = order.length - 1; i > 0; --i) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return () => {
      const kind = order.shift();
      return kind && { kind, hold: kind === 'stop' ? 5000 : hold, pause: 200, withKill: false };
    };
  };

/** The long form: any fault, for one to twelve seconds, sometimes with a kill in the middle, until the time is up. */
export const until =
  (milliseconds) =>
  ({ random, pick }, kinds) => {
    const begun = performance.now();
    return () =>
      performance.now() - begun < milliseconds && {
        kind: pick(kinds),
        hold: 1000 + 11_000 * random(),
        pause: 500 + 2500 * random(),
        withKill: random() < 0.2,
      };
  };

/**
 * Runs the test to its end. Returns {seconds, faults: [{kind, detail, begin, end, recovered}], skipped, answers, saved,
 * failed, lost, unasked, stale}; times are milliseconds since the beginning. `t` ends everything that was started.
 */
export async function chaos(t, { seed, schedule, rate = 200, busy = 0, say = () => {} }) {
  const random = randomNumbers(seed);
  const proxy = await FaultProxy.start(t, endpoint);
  let hasDisk = false;
  const options = [];
  const local = await Local.start(t, {
    dynamodb: proxy.url,
    options,
    cvs: Object.fromEntries(slugs.map((slug) => [slug, cv(slug, 'first')])),
    prepare(directory) {
      hasDisk = smallDisk(path.join(directory, 'logs'), 64);
      options.push(...clockOptions(directory));
    },
  });
  const place = new Place(random, local, proxy, hasDisk);
  const kinds = [];
  const skipped = [];
  for (const [kind, { cannot }] of Object.entries(faults)) {
    const reason = cannot?.(place);
    if (reason) skipped.push(`${kind}: ${reason}`);
    else kinds.push(kind);
  }

  const token = await local.vitrine('token', '--scope', 'edit');
  if (token.code !== 0) throw new Error(token.err);

  await warm(await place.serving());

  const begun = performance.now();
  const now = () => performance.now() - begun;
  const readers = new Readers(t, {
    port: local.port,
    routes: slugs.flatMap(routesOf),
    rate,
    busy,
    good: isAsked,
    begun,
  });
  const ofEditors = { program, env: { ...local.env, VITRINE_ENDPOINT: proxy.url }, begun };
  const all = [
    new Editors(t, { ...ofEditors, slugs: editedBy.program }),
    new ApiEditors(t, { ...ofEditors, slugs: editedBy.api, url: local.url, token: token.out.trim() }),
  ];

  const happened = [];
  const next = schedule({ random, pick: (list) => place.pick(list) }, kinds);
  for (let step = next(); step; step = next()) {
    await wait(step.pause);
    const event = await cause(place, step, now);
    happened.push(event);
    say(
      `${(event.begin / 1000).toFixed(1)} s: ${faults[step.kind].title} (${event.detail}), well again ${event.recovered === undefined ? 'never' : `after ${(event.recovered / 1000).toFixed(1)} s`}`,
    );
    if (event.recovered === undefined) break;
  }
  await wait(1000);
  await Promise.all(all.map((editors) => editors.stop()));
  const answers = await readers.stop();
  const seconds = now() / 1000;
  const audits = await Promise.all(all.map((editors) => editors.audit()));
  const stale = [];
  for (const editors of all) if (editors.saved.length > 0) stale.push(...(await notShown(place, editors)));
  const marked = (name) => all.flatMap((editors) => editors[name].map((one) => ({ ...one, by: editors.by })));
  return {
    seed,
    rate,
    seconds,
    faults: happened,
    skipped,
    answers,
    stale,
    saved: marked('saved'),
    failed: marked('failed'),
    lost: audits.flatMap(({ lost }) => lost),
    unasked: audits.flatMap(({ unasked }) => unasked),
  };
}

/**
 * Makes each back end show every page once: a new one has nothing in memory, which is not the usual state when a fault
 * happens.
 */
async function warm(backEnds) {
  for (const { port } of backEnds) {
    for (const route of slugs.flatMap(routesOf)) await (await fetch(`http://127.0.0.1:${port}${route}`)).arrayBuffer();
  }
}

async function cause(place, { kind, hold, withKill }, now) {
  const { isSudden, begin, end } = faults[kind];
  const event = { kind, begin: now() };
  place.hit = [];
  event.detail = await begin(place);
  let well = isSudden && kind !== 'roll' ? recovery(place, now) : undefined; // while the fault may still be active
  if (end) {
    await wait(hold / 2);
    if (withKill)
      event.detail += `${event.detail && ', '}kill -9 of back end ${(await place.signal('SIGKILL')).number}`;
    await wait(hold / 2);
  }
  const ends = now();
  await end?.(place);
  event.end = now();
  if (kind === 'stop') place.hit.shift(); // it continues, unless it was replaced
  well ??= recovery(place, now);
  const when = await well;
  if (when !== undefined) event.recovered = when - (isSudden ? event.begin : ends);
  return event;
}

/** The time of recovery; undefined on timeout. */
async function recovery(place, now) {
  const limit = now() + mostRecovery;
  while (now() < limit) {
    if (await place.isWell(place.hit)) return now();
    await wait(50);
  }
  return undefined;
}

/** The CVs whose last version some back end does not show. */
async function notShown(place, editors) {
  const stale = [];
  const { backEnds } = await place.local.status();
  for (const { slug, text } of await editors.current()) {
    for (const { port, number } of backEnds) {
      const shown = await (await fetch(`http://127.0.0.1:${port}/cv/${slug}.json`)).text();
      if (!shown.includes(JSON.parse(text).basics.label))
        stale.push(`back end ${number} does not show the last version of ${slug}`);
    }
  }
  return stale;
}
