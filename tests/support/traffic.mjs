// Readers and editors who work while faults happen to the service, and their results.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Readers on kept connections, who send requests at a fixed rate until stop() or the test's end, whatever happens to
 * earlier requests. In addition, `busy` readers who send the next request as soon as they have the last answer.
 */
export class Readers {
  answers = []; // {at, route, took, problem}: milliseconds since `begun`; problem is undefined for a good answer

  /** `good(text, route)` returns the problem of an answer with status 200, if any; `most` is the maximum total. */
  constructor(
    t,
    {
      port,
      routes,
      rate = 200,
      busy = 0,
      connections = 32,
      most = 1_000_000,
      deadline = 15_000,
      good = () => undefined,
      begun = performance.now(),
    },
  ) {
    Object.assign(this, { port, routes, rate, most, deadline, good, begun });
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    this.running = new Set();
    t.after(() => this.stop());
    this.loops = [this.#read(), ...Array.from({ length: busy }, (_, i) => this.#readOn(i))];
  }

  async stop() {
    this.isOver = true;
    await Promise.all(this.loops);
    await Promise.all(this.running);
    this.agent.destroy();
    return this.answers;
  }

  async #read() {
    const started = performance.now();
    for (let sent = 0; !this.isOver && sent < this.most;) {
      const due = Math.floor(((performance.now() - started) / 1000) * this.rate);
      for (; sent < due; ++sent) {
        const asked = this.#ask(this.routes[sent % this.routes.length]).then((answer) => {
          this.answers.push(answer);
          this.running.delete(asked);
        });
        this.running.add(asked);
      }
      await wait(2);
    }
  }

  async #readOn(first) {
    for (let i = first; !this.isOver && this.answers.length < this.most; ++i) {
      this.answers.push(await this.#ask(this.routes[i % this.routes.length]));
    }
  }

  #ask(route) {
    const at = performance.now() - this.begun;
    return new Promise((resolve) => {
      const end = (problem) => resolve({ at, route, took: performance.now() - this.begun - at, problem });
      const request = http.get(
        { host: '127.0.0.1', port: this.port, path: route, agent: this.agent, timeout: this.deadline },
        (answer) => {
          const chunks = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('error', () => end('cut short'));
          answer.on('end', () => {
            if (!answer.complete) return end('cut short');
            if (answer.statusCode !== 200) return end(`status ${answer.statusCode}`);
            end(this.good(Buffer.concat(chunks).toString(), route));
          });
        },
      );
      request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'no answer' })));
      request.on('error', (error) => end(error.code ?? error.message));
    });
  }
}

/**
 * Editors who save one text after the other through the program until stop() or the test's end, and record the
 * acknowledged saves.
 */
export class Editors {
  by = 'program';
  saved = []; // {slug, version, text, at, took}
  failed = []; // {slug, at, took, message}: not acknowledged; it may still have been made

  constructor(t, { program, env, slugs, pause = 250, begun = performance.now() }) {
    Object.assign(this, { program, env, slugs, pause, begun });
    t.after(() => this.stop());
    this.loops = slugs.map((slug) => this.#edit(slug));
  }

  async stop() {
    this.isOver = true;
    await Promise.all(this.loops);
  }

  /**
   * Reads everything back. `lost`: errors such as an acknowledged save that is missing or has other bytes, or two saves
   * of one version. `unasked`: stored versions whose save was not acknowledged.
   */
  async audit() {
    const found = await Promise.all(this.slugs.map((slug) => this.#auditOf(slug)));
    return { lost: found.flatMap(({ lost }) => lost), unasked: found.flatMap(({ unasked }) => unasked) };
  }

  async lost() {
    return (await this.audit()).lost;
  }

  /** The current CVs. */
  current() {
    return Promise.all(
      this.slugs.map(async (slug) => ({ slug, text: (await this.#vitrine(['export', '--slug', slug])).out })),
    );
  }

  async #auditOf(slug) {
    const lost = [];
    const saved = this.saved.filter((one) => one.slug === slug);
    const history = await this.#vitrine(['history', '--slug', slug]);
    if (history.code !== 0) lost.push(`${slug}: no history: ${history.err}`);
    const versions = new Set(
      history.out
        .trim()
        .split('\n')
        .map((line) => Number(line.split('\t')[0])),
    );
    if (new Set(saved.map(({ version }) => version)).size !== saved.length)
      lost.push(`${slug}: one version for two saves`);
    for (const { version, text } of saved) {
      if (!versions.has(version)) lost.push(`${slug}: version ${version} is not in the history`);
      const kept = await this.#vitrine(['export', '--slug', slug, '--revision', `${version}`]);
      if (kept.out !== text) lost.push(`${slug}: version ${version} is another text: ${kept.err}`);
      versions.delete(version);
    }
    versions.delete(1); // from before the editors
    return { lost, unasked: [...versions].map((version) => `${slug}: version ${version}`) };
  }

  async #edit(slug) {
    await undefined; // until the constructors have finished
    for (let number = 1; !this.isOver; ++number) {
      const text = cv(slug, `edit ${number} ${randomUUID()}`);
      const at = performance.now() - this.begun;
      const { version, message } = await this.save(slug, text);
      const took = performance.now() - this.begun - at;
      if (version > 0) this.saved.push({ slug, version, text, at, took });
      else this.failed.push({ slug, at, took, message });
      await wait(this.pause);
    }
  }

  /** Returns the acknowledged version, or a message with the reason if there is none. */
  async save(slug, text) {
    const done = await this.#vitrine(['import', '--slug', slug, '-'], text);
    return done.code === 0
      ? { version: Number(/\(version (\d+)\)/.exec(done.out)?.[1]), message: done.out }
      : { message: (done.out + done.err).trim() };
  }

  #vitrine(args, input = '') {
    return new Promise((resolve) => {
      const child = execFile(this.program, args, { env: this.env, maxBuffer: 1 << 24 }, (_, out, err) =>
        resolve({ code: child.exitCode, out, err }),
      );
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  }
}

/**
 * Editors who save through the service's API at `url`, like the Studio: each names the version that it edits, and reads
 * it again after a failed save, which may still have been made.
 */
export class ApiEditors extends Editors {
  by = 'API';
  #versions = new Map();

  constructor(t, { url, token, deadline = 15_000, ...rest }) {
    super(t, rest);
    Object.assign(this, { url, token, deadline });
  }

  async save(slug, text) {
    try {
      const edited = this.#versions.get(slug) ?? (await this.#versionOf(slug));
      this.#versions.delete(slug);
      const answer = await this.#ask(slug, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'if-match': `"${edited}"` },
        body: text,
      });
      const { version } = JSON.parse(answer.text);
      this.#versions.set(slug, version);
      return { version };
    } catch (error) {
      return { message: String(error.cause ?? error.message) };
    }
  }

  async #versionOf(slug) {
    const { headers } = await this.#ask(slug);
    return Number(/^"(\d+)"$/.exec(headers.get('etag'))[1]);
  }

  async #ask(slug, { headers, ...options } = {}) {
    const answer = await fetch(`${this.url}/api/v1/cvs/${slug}`, {
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      signal: AbortSignal.timeout(this.deadline),
      ...options,
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`status ${answer.status}: ${reasonIn(text)}`);
    return { headers: answer.headers, text };
  }
}

/** The reason in a refusal: the detail of the service's (RFC 9457), the title of nginx's page. */
function reasonIn(text) {
  if (text.startsWith('{')) {
    const { detail, title } = JSON.parse(text);
    return detail ?? title;
  }
  return /<title>(.*?)<\/title>/.exec(text)?.[1] ?? text;
}

/** For Readers: whether a page, text, JSON or PDF of a `cv()` shows the requested CV. */
export function isAsked(text, route) {
  if (route.endsWith('.pdf'))
    return text.startsWith('%PDF-') && text.trimEnd().endsWith('%%EOF') ? undefined : 'no PDF';
  return text.includes(`Person ${route.split(/[/.]/)[2]}`) ? undefined : 'another page';
}

/** All readable routes of the CV with this slug. */
export const routesOf = (slug) => [`/cv/${slug}`, `/cv/${slug}.json`, `/cv/${slug}.txt`, `/cv/${slug}.pdf`];

/** A small CV with its slug and a label. */
export function cv(slug, label) {
  return JSON.stringify({
    basics: { name: `Person ${slug}`, label },
    work: [{ name: 'Early Bread', position: 'Baker', startDate: '2022-09' }],
  });
}

export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}
