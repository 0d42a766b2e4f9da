// A proxy in front of DynamoDB that fails in typical ways of a store. The kind of failure can change at any time.

import http from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const modes = {
  pass: 'as if it were not there',
  slow: 'each answer comes two seconds late',
  freeze: 'takes requests and never answers them',
  throttle: 'refuses each request as too many',
  reset: 'resets each connection',
  refuse: 'nobody listens on the port',
  unprocessed: 'BatchGetItem gets the first half of its keys; the others come back as UnprocessedKeys',
};
const late = 2000;

export class FaultProxy {
  /** In front of the HTTP server at `target`; ends with the test. */
  static async start(t, target) {
    const proxy = new FaultProxy();
    proxy.target = target;
    proxy.server = http.createServer((request, response) => proxy.#answer(request, response));
    proxy.server.on('connection', (socket) => proxy.#connected(socket));
    // A connection stays until the other side closes it: no failure except the requested one.
    proxy.server.keepAliveTimeout = 0;
    proxy.server.requestTimeout = 0;
    await new Promise((resolve, reject) => {
      proxy.server.once('error', reject);
      proxy.server.listen(0, '127.0.0.1', resolve);
    });
    proxy.server.removeAllListeners('error');
    proxy.port = proxy.server.address().port;
    proxy.url = `http://127.0.0.1:${proxy.port}`;
    t.after(() => proxy.#stop());
    return proxy;
  }

  /** Received requests, by operation ("GetItem"), and connections that were reset before they sent one. */
  requests = {};
  resets = 0;

  /** All requests so far. Requests sent while it refuses do not reach it. */
  get tries() {
    return Object.values(this.requests).reduce((sum, count) => sum + count, this.resets);
  }

  get mode() {
    return this.#mode;
  }

  set mode(mode) {
    if (!(mode in modes)) throw new Error(`no mode ${mode}: ${Object.keys(modes).join(', ')}`);
    const was = this.#mode;
    this.#mode = mode;
    this.#changed.abort();
    this.#changed = new AbortController();
    if (mode === 'refuse' && was !== 'refuse') this.server.close();
    if (mode === 'refuse' || mode === 'reset') for (const socket of this.#sockets) socket.resetAndDestroy();
    if (was === 'refuse' && mode !== 'refuse') this.#listenAgain();
  }

  #mode = 'pass';
  #changed = new AbortController();
  #sockets = new Set();
  #isStopped = false;

  #connected(socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {}); // the program gives up on connections, as it should
    if (this.#mode !== 'reset') return;
    ++this.resets;
    socket.resetAndDestroy();
  }

  async #answer(request, response) {
    try {
      const body = await text(request);
      const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? 'none';
      this.requests[operation] = (this.requests[operation] ?? 0) + 1;
      if (this.#mode === 'freeze') return;
      if (this.#mode === 'throttle') {
        send(
          response,
          400,
          {},
          JSON.stringify({
            __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException',
            message: 'Rate of requests exceeds the allowed throughput.',
          }),
        );
        return;
      }
      const halved = this.#mode === 'unprocessed' && operation === 'BatchGetItem' ? halve(body) : undefined;
      const answer = await this.#forward(request, halved?.first ?? body);
      // A change of the mode also applies to pending answers: a delay ends, and after `freeze` they never come, not
      // even when it is lifted, as if they were lost.
      if (this.#mode === 'slow') await wait(late, undefined, { signal: this.#changed.signal }).catch(() => {});
      if (this.#mode === 'freeze') return;
      if (halved && answer.status === 200) {
        const whole = JSON.parse(answer.body);
        answer.body = JSON.stringify({ ...whole, UnprocessedKeys: { ...whole.UnprocessedKeys, ...halved.rest } });
        delete answer.headers['x-amz-crc32'];
      }
      send(response, answer.status, answer.headers, answer.body);
    } catch {
      response.destroy(); // the store or the program closed it
    }
  }

  /** On a new connection: the store could close a kept one at that moment. */
  #forward(request, body) {
    return new Promise((resolve, reject) => {
      const headers = { ...request.headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
      delete headers['transfer-encoding'];
      delete headers.expect;
      const forwarded = http.request(this.target, { method: request.method, path: request.url, headers, agent: false });
      forwarded.on('error', reject);
      forwarded.on('response', (answer) =>
        text(answer).then(
          (whole) => resolve({ status: answer.statusCode, headers: answer.headers, body: whole }),
          reject,
        ),
      );
      forwarded.end(body);
    });
  }

  /** Others may take the port meanwhile: retries until it is free. */
  #listenAgain() {
    if (this.#isStopped || this.#mode === 'refuse' || this.server.listening) return;
    this.server.once('error', () => setTimeout(() => this.#listenAgain(), 20));
    this.server.listen(this.port, '127.0.0.1', () => {
      this.server.removeAllListeners('error');
      if (this.#mode === 'refuse' || this.#isStopped) this.server.close();
    });
  }

  #stop() {
    this.#isStopped = true;
    this.#changed.abort();
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

function send(response, status, headers, body) {
  const own = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    ...kept,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** A BatchGetItem for the first half of its keys, at least one; and the rest, in the form of UnprocessedKeys. */
function halve(body) {
  const request = JSON.parse(body);
  const rest = {};
  for (const [table, wanted] of Object.entries(request.RequestItems)) {
    const half = Math.ceil(wanted.Keys.length / 2);
    if (half === wanted.Keys.length) continue;
    rest[table] = { ...wanted, Keys: wanted.Keys.slice(half) };
    wanted.Keys = wanted.Keys.slice(0, half);
  }
  return { first: JSON.stringify(request), rest };
}
