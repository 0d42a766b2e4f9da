// The service while its store is slow, silent, busy or gone. Readers of known CVs must not notice, people who save must
// be told, and everything works again soon after. Each test has its own table and proxy, so all run at once.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { endpoint, settings, skip } from '../support/dynamodb.mjs';
import { FaultProxy } from '../support/fault_proxy.mjs';
import { Service, environment, folder, program, root, soon } from '../support/vitrine.mjs';

// In milliseconds. The program's own limits: one call to the store ends after 8 s, the breaker tries again after 2 s.
const atOnce = 300; // for an answer from memory, on a slow and busy machine
const call = 8000;
const outage = 6000;
const recovery = 5000;

/** Not spawnSync, as in run() of support: the proxy and the readers live in this process. */
function command(file, args, { env, input = '', timeout = 60000 } = {}) {
  return new Promise((resolve) => {
    const begin = performance.now();
    const child = execFile(file, args, { env, timeout, killSignal: 'SIGKILL' }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err, took: performance.now() - begin }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function cv(name, label) {
  return JSON.stringify({
    basics: { name, label },
    work: [{ name: 'Early Bread', position: 'Baker', startDate: '2022-09' }],
  });
}

/** A table with the CVs `one` and `two`, reachable directly, and through a proxy. */
async function table(t, store = endpoint) {
  const data = folder(t);
  const proxy = await FaultProxy.start(t, store);
  const straight = { ...settings(), VITRINE_ENDPOINT: store };
  const proxied = { ...straight, VITRINE_ENDPOINT: proxy.url };
  const vitrine = (env, args, options) => command(program, args, { ...options, env: environment(data, env) });
  const save = async (slug, label, env = straight) =>
    vitrine(env, ['import', '--slug', slug, '-'], { input: cv(`Person ${slug}`, label) });
  const place = { data, proxy, straight, proxied, vitrine, save };
  const made = [
    await vitrine(straight, ['store', 'create-table']),
    await save('one', 'first'),
    await save('two', 'first'),
  ];
  for (const { code, err } of made) assert.equal(code, 0, err);
  return place;
}

const routes = ['/', '/cv/one', '/cv/one.json', '/cv/two', '/cv/two.json'];

async function read(service, route) {
  const begin = performance.now();
  try {
    const answer = await service.get(route, {}, { signal: AbortSignal.timeout(4 * call) });
    const text = await answer.text();
    return { route, status: answer.status, text, headers: answer.headers, took: performance.now() - begin };
  } catch (error) {
    return { route, status: String(error.cause ?? error), text: '', took: performance.now() - begin };
  }
}

/** A service on which every route has been read once. */
async function serve(t, place, env) {
  const service = await Service.start(t, place.data, [], env);
  for (const route of routes) assert.equal((await read(service, route)).status, 200, route);
  return service;
}

/** Readers who request the known CVs, until end(), which fails if one was refused or had to wait. */
function readers(t, service) {
  const pause = 50;
  let going = true;
  let count = 0;
  let slowest = { took: 0 };
  const wrong = [];
  const reader = async (first) => {
    for (let i = first; going; ++i) {
      const { text, headers, ...answer } = await read(service, routes[i % routes.length]);
      ++count;
      if (answer.took > slowest.took) slowest = answer;
      if (answer.status !== 200 || !text.includes('Person')) wrong.push(answer);
      await wait(pause);
    }
  };
  const all = [0, 1, 2].map(reader);
  return async () => {
    going = false;
    await Promise.all(all);
    t.diagnostic(`${count} reads, the slowest ${Math.round(slowest.took)} ms (${slowest.route})`);
    assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${count} reads failed`);
    assert.ok(slowest.took < atOnce, `${slowest.route} took ${Math.round(slowest.took)} ms`);
  };
}

const readiness = async (service) => JSON.parse((await read(service, '/readyz')).text || '{}').status;

async function becomes(service, state, milliseconds) {
  await soon(async () => (await readiness(service)) === state, milliseconds).catch((error) => {
    throw new Error(`/readyz does not say ${state}: ${error.message}`);
  });
}

async function shows(service, slug, label, milliseconds) {
  const begin = performance.now();
  const shown = async () => (await read(service, `/cv/${slug}.json`)).text.includes(label);
  await soon(shown, milliseconds).catch(() => assert.fail(`'${label}' is not shown after ${milliseconds} ms`));
  return Math.round(performance.now() - begin);
}

/** The conditions after each outage. */
async function recovers(t, service, place) {
  const saved = await place.save('one', 'after');
  assert.equal(saved.code, 0, saved.err);
  const took = await shows(service, 'one', 'after', recovery);
  t.diagnostic(`a save after the outage was shown ${took} ms later`);
  await becomes(service, 'ready', recovery);
}

/** An unknown CV cannot be told from one that does not exist. */
async function cannotSay(service, route) {
  const answer = await read(service, route);
  assert.equal(answer.status, 503, `${route} after ${Math.round(answer.took)} ms`);
  assert.match(answer.headers.get('retry-after') ?? 'none', /^\d+$/);
  assert.ok(answer.took < call * 1.5, `${route} took ${Math.round(answer.took)} ms`);
}

describe('the store fails', { skip, concurrency: 12, timeout: 120000 }, () => {
  for (const mode of ['freeze', 'throttle', 'reset', 'refuse']) {
    test(`readers do not notice: ${mode}`, async (t) => {
      const place = await table(t);
      const service = await serve(t, place, place.proxied);
      assert.equal(await readiness(service), 'ready');
      const end = readers(t, service);
      const degraded = wait(0).then(() => becomes(service, 'degraded', call * 1.5));
      const tries = place.proxy.tries;
      place.proxy.mode = mode;
      await wait(outage);
      const sent = place.proxy.tries - tries;

      // More of these than the service's store threads: they must not delay a known CV, not even in a format that
      // nobody has requested yet.
      const unknown = Array.from({ length: 12 }, (_, number) => cannotSay(service, `/cv/nobody-${number}`));
      const form = wait(100).then(() => read(service, '/cv/two.txt'));
      const saved = await place.save('one', 'lost', place.proxied);
      const results = await Promise.allSettled([degraded, form, ...unknown]);
      place.proxy.mode = 'pass';
      results.push(...(await Promise.allSettled([recovers(t, service, place)])));
      results.push(...(await Promise.allSettled([end()])));

      t.diagnostic(
        `${sent} tries in ${outage} ms; the save failed after ${Math.round(saved.took)} ms: ${saved.err.trim()}`,
      );
      const failed = results.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message);
      if (sent > 30) failed.push(`${sent} tries in ${outage} ms`);
      const { status, took } = results[1].value;
      if (status !== 200 || took > 2 * atOnce) failed.push(`/cv/two.txt: ${status} after ${Math.round(took)} ms`);
      if (saved.code !== 3 || !/^vitrine: .*DynamoDB/.test(saved.err)) failed.push(`exit ${saved.code}: ${saved.err}`);
      if (saved.took > call + 4000) failed.push(`the save took ${Math.round(saved.took)} ms`);
      assert.deepEqual(failed, []);
    });
  }

  test('readers do not notice: slow', async (t) => {
    const place = await table(t);
    const service = await serve(t, place, place.proxied);
    const end = readers(t, service);
    place.proxy.mode = 'slow';
    const [saved] = await Promise.all([place.save('one', 'meanwhile'), wait(outage / 2)]);
    assert.equal(saved.code, 0, saved.err);
    // A running poll, the next one, and the read after it: each is two seconds late.
    const took = await shows(service, 'one', 'meanwhile', 1.5 * outage);
    t.diagnostic(`a save during it was shown ${took + outage / 2} ms later`);
    const unknown = await read(service, '/cv/nobody');
    assert.ok([404, 503].includes(unknown.status), `${unknown.status}`);
    assert.ok(unknown.took < call * 1.5);
    const late = await place.save('two', 'late', place.proxied);
    assert.equal(late.code, 0, late.err);
    place.proxy.mode = 'pass';
    await recovers(t, service, place);
    await end();
  });

  test('readers do not notice: DynamoDB itself stops, goes on, dies', async (t) => {
    const started = await command(path.join(root, 'tests/dynamodb/start.sh'), [], { env: process.env });
    const [url, pid] = started.out.trim().split(' ');
    assert.ok(Number(pid) > 1, started.err);
    const signal = (name) => process.kill(Number(pid), name);
    let lives = true;
    t.after(() => lives && signal('SIGKILL'));
    const place = await table(t, url);
    const service = await serve(t, place, place.straight);

    let end = readers(t, service);
    signal('SIGSTOP');
    await wait(outage);
    await becomes(service, 'degraded', call);
    await cannotSay(service, '/cv/nobody');
    signal('SIGCONT');
    await recovers(t, service, place);
    await end();

    // Its memory is lost with it, so it cannot continue from there.
    end = readers(t, service);
    signal('SIGKILL');
    lives = false;
    await wait(outage / 2);
    await end();
  });

  test('a part of a batch that comes back is asked for again', async (t) => {
    const place = await table(t);
    place.proxy.mode = 'unprocessed';
    const service = await serve(t, place, place.proxied);
    for (const slug of ['one', 'two']) {
      const saved = await place.save(slug, 'next');
      assert.equal(saved.code, 0, saved.err);
    }
    for (const slug of ['one', 'two']) await shows(service, slug, 'next', recovery);
    t.diagnostic(`requests: ${JSON.stringify(place.proxy.requests)}`);
  });

  for (const mode of ['freeze', 'refuse']) {
    test(`an instance starts while the store is away: ${mode}`, async (t) => {
      const place = await table(t);
      place.proxy.mode = mode;
      const begin = performance.now();
      const service = await Service.start(t, place.data, [], place.proxied);
      const took = Math.round(performance.now() - begin);
      t.diagnostic(`started after ${took} ms`);
      assert.ok(took < call * 1.5, `started after ${took} ms`);
      assert.equal((await read(service, '/healthz')).status, 200);
      assert.equal((await read(service, '/readyz')).status, 503, 'there is nothing that it could answer with');
      await becomes(service, 'waiting for the store', 1000);
      await cannotSay(service, '/cv/one');
      place.proxy.mode = 'pass';
      await soon(async () => (await read(service, '/cv/one')).status === 200, recovery);
      await recovers(t, service, place);
    });
  }

  test('an instance does not start without its table', async (t) => {
    const place = await table(t);
    const wrong = { ...place.proxied, VITRINE_TABLE: 'vitrine-test-nothing' };
    const done = await place.vitrine(wrong, ['serve', '--listen', '127.0.0.1:0'], { timeout: 20000 });
    assert.equal(done.code, 1, done.err);
    assert.match(done.err, /there is no table .*vitrine store create-table/);
  });
});
