// The back ends as a group of a desired size: starts them, runs health checks, sends the balancer its targets, replaces
// failing instances, and rolls out other versions. Stands for a cloud's container service.

import { setTimeout as wait } from 'node:timers/promises';

import { Instance } from './instance.mjs';

const defaults = {
  interval: 500, // milliseconds between two health checks of an instance
  failures: 2, // health checks in a row that make an instance unhealthy
  patience: 30_000, // time limit until a new instance is ready
  attempts: 3, // attempts to start an instance of a new version before the roll is given up
  drain: 10_000, // time for running requests after an instance was removed from the targets
};

export class Group {
  instances = [];
  version = undefined; // version of instances started as replacements
  #numbers = 0;
  #versions = 0;
  #isRolling = false;
  #isStopping = false;
  #told = Promise.resolve();
  #quickEnds = 0; // new instances in a row that ended quickly

  /** `notify(text)` receives events. */
  constructor({ size, balancer, program, start, notify, ...settings }) {
    Object.assign(this, { size, balancer, startOptions: start, notify, settings: { ...defaults, ...settings } });
    this.version = this.#newVersion(program);
  }

  /** Resolves once the desired number of instances serves. */
  async start() {
    this.#keep();
    const end = Date.now() + this.settings.patience;
    while (this.#serving().length < this.size) {
      if (Date.now() > end) throw new Error(`the back ends are not ready; see the logs`);
      await wait(50);
    }
  }

  async stop() {
    this.#isStopping = true;
    await Promise.all(this.instances.map((instance) => instance.stop()));
  }

  /**
   * Replaces all instances, one by one, by new ones of `program`, while at least the desired number serves. If a new
   * one does not become ready, rolls back. Returns the result.
   */
  async roll(program = this.version.program) {
    if (this.#isRolling) throw new Error('a roll is under way');
    this.#isRolling = true;
    const begun = Date.now();
    const old = this.version;
    const fresh = this.#newVersion(program);
    try {
      this.notify(`version ${fresh.number} is rolled out: ${program}`);
      const problem = await this.#replaceAll(fresh, this.settings.attempts);
      if (problem === undefined) {
        this.version = fresh;
        this.notify(`version ${fresh.number} serves`);
        return { done: true, seconds: (Date.now() - begun) / 1000 };
      }
      this.notify(`version ${fresh.number} is given up: ${problem}`);
      const stuck = await this.#replaceAll(old, Infinity, fresh);
      return { done: false, problem: stuck ?? problem, seconds: (Date.now() - begun) / 1000 };
    } finally {
      this.#isRolling = false;
    }
  }

  async kill(number, signal = 'SIGKILL') {
    const instance = this.instances.find((one) => one.number === number && one.state !== 'ended');
    if (!instance) throw new Error(`there is no back end ${number}`);
    instance.process.kill(signal);
  }

  // The instances that are not being stopped.
  #live() {
    return this.instances.filter(({ state }) => state === 'starting' || state === 'serving');
  }

  #serving() {
    return this.instances.filter(({ state }) => state === 'serving');
  }

  #newVersion(program) {
    return { number: ++this.#versions, program };
  }

  #start(version, isCandidate = false) {
    const instance = new Instance({ number: ++this.#numbers, version, ...this.startOptions });
    instance.isCandidate = isCandidate; // part of a roll, which counts it once it serves
    this.instances.push(instance);
    instance.ended.then((how) => this.#ended(instance, how));
    this.#watch(instance);
    return instance;
  }

  async #ended(instance, how) {
    this.instances = this.instances.filter((one) => one !== instance);
    this.notify(`back end ${instance.number} has ended: ${how}`);
    const wasNew = !instance.hasServed;
    this.#quickEnds = wasNew ? this.#quickEnds + 1 : 0;
    await this.#tellTargets();
    if (wasNew && !instance.isCandidate) await wait(Math.min(200 * 2 ** this.#quickEnds, 10_000));
    this.#keep();
  }

  /** Starts missing instances. */
  #keep() {
    if (this.#isStopping) return;
    const live = this.#live().filter(({ isCandidate }) => !isCandidate);
    for (let missing = this.size - live.length; missing > 0; --missing) this.#start(this.version);
  }

  /** Runs health checks of an instance during its lifetime. */
  async #watch(instance) {
    while (instance.state !== 'ended' && instance.state !== 'stopping' && instance.state !== 'draining') {
      const says = await instance.health();
      instance.says = says;
      if (instance.state === 'starting') await this.#lookAtNew(instance, says);
      else if (instance.state === 'serving' || instance.state === 'unhealthy') await this.#lookAt(instance, says);
      await wait(instance.state === 'starting' ? 50 : this.settings.interval);
    }
  }

  /** An instance that cannot reach the store has nothing in memory yet: it gets no requests before it said "ready". */
  async #lookAtNew(instance, says) {
    if (says === 'ready') {
      instance.state = 'serving';
      instance.hasServed = true;
      this.notify(`back end ${instance.number} is ready after ${Date.now() - instance.started} ms`);
      await this.#tellTargets();
    } else if (says === undefined && Date.now() - instance.started > this.settings.patience && !instance.isCandidate) {
      this.notify(`back end ${instance.number} does not become ready`);
      instance.process.kill('SIGKILL');
    }
  }

  async #lookAt(instance, says) {
    const was = instance.state;
    instance.failures = says === undefined ? instance.failures + 1 : 0;
    if (instance.failures >= this.settings.failures && was === 'serving') {
      instance.state = 'unhealthy';
      this.notify(`back end ${instance.number} does not answer`);
      await this.#tellTargets();
      this.#keep(); // its replacement
    } else if (was === 'unhealthy' && this.#serving().filter(({ isCandidate }) => !isCandidate).length >= this.size) {
      this.notify(`back end ${instance.number} is replaced`);
      await this.#retire(instance);
    }
  }

  /**
   * Sends the targets: all that serve; if none does, all that did, since one of them may still answer. Updates run one
   * after the other, each with the state at the time of sending.
   */
  #tellTargets() {
    this.#told = this.#told
      .then(async () => {
        const serving = this.#serving();
        const targets = serving.length > 0 ? serving : this.instances.filter(({ state }) => state === 'unhealthy');
        await this.balancer.setTargets(targets.map(({ port }) => port));
      })
      .catch((error) => this.notify(`the balancer was not told its targets: ${error.message}`));
    return this.#told;
  }

  /** Removes an instance from the targets, waits for its running requests, then stops it. */
  async #retire(instance) {
    const answers = instance.state === 'serving';
    instance.state = 'draining';
    await this.#tellTargets();
    if (answers) await this.balancer.drained(instance.port, this.settings.drain);
    await instance.stop(answers ? undefined : 1000);
  }

  /** Waits until all instances (or none of version `wrong`) are of `version`; returns the error, else undefined. */
  async #replaceAll(version, attempts, wrong) {
    const isOld = (instance) => (wrong ? instance.version === wrong : instance.version !== version);
    let failed = 0;
    let problem;
    while (!this.#isStopping) {
      const old = this.#live().find(isOld);
      if (!old) return undefined;
      const fresh = this.#start(version, true);
      problem = await this.#becomesReady(fresh);
      if (problem !== undefined) {
        if (++failed >= attempts) return problem;
        continue;
      }
      fresh.isCandidate = false; // it joins the group before the old one leaves: never one too few
      await this.#retire(old);
    }
    return 'the service stops';
  }

  async #becomesReady(instance) {
    const end = Date.now() + this.settings.patience;
    while (Date.now() < end) {
      if (instance.state === 'serving') return undefined;
      if (instance.state === 'ended') return `it ends with ${await instance.ended}`;
      await wait(20);
    }
    instance.process.kill('SIGKILL');
    await instance.ended;
    return `it is not ready after ${this.settings.patience / 1000} s`;
  }
}
