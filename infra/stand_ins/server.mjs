// Shared by the stand-in servers: a port, and ways to be slow or unavailable.

import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** The answer modes of a stand-in. They can change at any time. */
export const moods = {
  up: 'at once',
  slow: 'five seconds late',
  frozen: 'never, on connections that stay open',
  failing: 'with status 503',
  away: 'not at all: connections are reset',
};
const late = 5000;

/**
 * Starts an HTTP server, by default on a free port of this machine; it ends when `t` runs the callbacks given to
 * `after`, as tests do. `answer` gets request and response.
 */
export async function listen(t, answer, { host = '127.0.0.1', port = 0 } = {}) {
  const sockets = new Set();
  const server = http.createServer(async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else send(response, 500, { 'content-type': 'text/plain' }, `${error.stack}\n`);
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // the tested program may give up, as it should
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { server, port: server.address().port, url: `http://127.0.0.1:${server.address().port}` };
}

/** Waits or refuses according to the mood; returns whether an answer is still needed. */
export async function bear(mood, response) {
  if (!(mood in moods)) throw new Error(`no mood ${mood}: ${Object.keys(moods).join(', ')}`);
  if (mood === 'up') return true;
  if (mood === 'away') response.socket.resetAndDestroy();
  if (mood === 'failing') send(response, 503, {}, 'not now\n');
  if (mood !== 'slow') return false;
  await wait(late, undefined, { ref: false });
  return !response.destroyed;
}

export function send(response, status, headers, body = '') {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export function sendJson(response, status, value, headers = {}) {
  send(
    response,
    status,
    { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    JSON.stringify(value),
  );
}

export function redirect(response, location, headers = {}) {
  send(response, 302, { location: String(location), 'cache-control': 'no-store', ...headers });
}

/** `url` with these parameters behind its own; undefined ones are left out. */
export function withQuery(url, parameters) {
  const made = new URL(url);
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) made.searchParams.append(name, value);
  return made;
}

/** The cookies of a request, by name. */
export function cookiesOf(request) {
  const pairs = (request.headers.cookie ?? '').split('; ').filter((pair) => pair.includes('='));
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

export function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
