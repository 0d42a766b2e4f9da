// The sign-in service, if the back ends do not handle sign-in themselves: a separate process that stands in for an
// OpenID provider, or for a load balancer that uses Cognito and signs the identity.

import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { logFile, root } from './support.mjs';

const packages = path.join(root, 'tests/node_modules');
const patience = 20_000; // milliseconds until it must listen

/** Invented, with passwords that are new each time. */
function inventPeople() {
  const password = () => crypto.randomBytes(6).toString('base64url');
  return {
    owner: { password: password(), email: 'owner@example.org', name: 'Olga Owner', groups: ['owner'] },
    editor: { password: password(), email: 'editor@example.org', name: 'Edgar Editor', groups: ['editor'] },
    guest: { password: password(), email: 'guest@example.org', name: 'Greta Guest', groups: [] },
  };
}

/** Fetches the npm packages on the first start; returns the Node among them. */
function fetchPackages() {
  if (!fs.existsSync(path.join(packages, 'oidc-provider'))) {
    const args = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
    const done = spawnSync('npm', args, { cwd: path.join(root, 'tests'), encoding: 'utf8' });
    if (done.error) throw new Error('npm is not installed, which fetches the OpenID provider; Debian has it as npm');
    if (done.status !== 0) throw new Error(`the OpenID provider could not be fetched: ${done.stderr}`);
  }
  const node = fs.readdirSync(packages).find((name) => name.startsWith('node-linux-'));
  return node ? path.join(packages, node, 'bin/node') : process.execPath;
}

const optionsOf = {
  oidc: ({ issuer, client_id: clientId, groups_claim: groupsClaim }) => ({
    'oidc-issuer': issuer,
    'oidc-client-id': clientId,
    'groups-claim': groupsClaim,
  }),
  alb: ({ arn, region, issuer, client_id: clientId, key_base_url: keyBaseUrl, domain }) => ({
    'alb-arn': arn,
    'alb-region': region,
    'alb-key-url': keyBaseUrl,
    'oidc-issuer': issuer,
    'oidc-client-id': clientId,
    'cognito-domain': domain,
  }),
};

/**
 * `auth` is 'oidc' or 'alb', `target` the address of nginx, `port` the one that 'alb' listens on in front of it.
 * Returns `url`, the address for people; `args` and `env` of `vitrine serve`; `about`, information for people.
 */
export async function startSignIn({ auth, directory, target, port }) {
  const node = fetchPackages();
  const people = inventPeople();
  const settings =
    auth === 'alb' ? { kind: auth, people, target, place: { port } } : { kind: auth, people, public_url: target };
  const log = logFile(directory, 'sign-in');
  const child = spawn(node, [path.join(root, 'infra/stand_ins/main.mjs')], { stdio: ['pipe', 'pipe', log] });
  fs.closeSync(log);
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.on('error', (error) => resolve(error.message));
  });
  child.stdin.on('error', () => {}); // it has ended, which is reported below
  child.stdin.end(JSON.stringify(settings));
  const told = await firstLine(child, ended).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  const args = Object.entries(optionsOf[auth](told)).flatMap(([name, value]) => [`--${name}`, value]);
  return {
    url: told.url ?? target,
    args: ['--auth', auth, ...args],
    env: auth === 'oidc' ? { VITRINE_OIDC_CLIENT_SECRET: told.client_secret } : {},
    about: {
      auth,
      provider: told.domain ?? told.issuer,
      people: Object.entries(people).map(([name, { password, groups }]) => ({
        name,
        password,
        role: groups[0] ?? 'none',
      })),
    },
    ended,
    async stop() {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(killer);
    },
  };
}

/** Its first line of output, from JSON. */
function firstLine(child, ended) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`the place to sign in did not start: ${why}; see the log sign-in`));
    const timer = setTimeout(fail, patience, `it says nothing for ${patience / 1000} s`);
    ended.then((how) => (clearTimeout(timer), fail(how)));
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (!out.includes('\n')) return;
      clearTimeout(timer);
      resolve(JSON.parse(out.slice(0, out.indexOf('\n'))));
      child.stdout.removeAllListeners('data').resume();
    });
  });
}
