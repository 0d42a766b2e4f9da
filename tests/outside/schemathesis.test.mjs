// Schemathesis generates requests from schema/openapi.yaml, valid and invalid ones, and checks the answers: no server
// error, nothing outside the contract, no invalid request accepted, no valid one refused, and no way around signing in.
// Each role has its own service and store, since everything may be deleted. EXAMPLES=100 tests the owner's routes
// longer.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import yaml from 'yaml';

import { Person } from '../support/account.mjs';
import { contract } from '../support/contract.mjs';
import { pythonBin, pythonMissing } from '../support/python.mjs';
import { folder, root, run, sample, Service } from '../support/vitrine.mjs';

let missing = null;
before(() => (missing = pythonMissing('schemathesis', 'tests/support/schemathesis.txt')));

/** A service that trusts the requests' own client addresses (schemathesis_hooks.py), and its owner. */
async function start(t) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data, ['--trusted-proxy', '127.0.0.1', '--client-rate', '0']);
  return { data, service, owner: await Person.signIn(service, data) };
}

/**
 * The contract for this client: with one way to sign in only, since a request with a valid token rightly passes with a
 * wrong cookie. `scheme` undefined: anonymous.
 */
function contractFor(scheme) {
  const own = structuredClone(contract);
  own.security = scheme ? [{ [scheme]: [] }] : [];
  own.components.securitySchemes = scheme ? { [scheme]: own.components.securitySchemes[scheme] } : {};
  if (scheme === 'session') own.components.securitySchemes.session.name = 'vitrine'; // without TLS it has no prefix
  return own;
}

/** Runs schemathesis; resolves to its report's failures, and the number of its requests. */
async function probe(t, service, { scheme, auth, headers = {}, args }) {
  const work = folder(t);
  fs.writeFileSync(
    path.join(work, 'openapi.yaml'),
    yaml.stringify(contractFor(scheme), { aliasDuplicateObjects: false }),
  );
  let settings = fs.readFileSync(path.join(root, 'tests/support/schemathesis.toml'), 'utf8');
  if (auth) settings += `\n[auth.openapi.${scheme}]\n${auth}\n`;
  fs.writeFileSync(path.join(work, 'schemathesis.toml'), settings);
  const fields = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const child = spawn(
    path.join(pythonBin('schemathesis'), 'st'),
    [
      '--config-file',
      'schemathesis.toml',
      'run',
      'openapi.yaml',
      '--url',
      `${service.url}/api/v1`,
      '--no-color',
      ...fields,
      ...args,
    ],
    { cwd: work, env: { ...process.env, SCHEMATHESIS_HOOKS: path.join(root, 'tests/support/schemathesis_hooks.py') } },
  );
  t.after(() => child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (out += chunk));
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  assert.equal(code, 0, out);
  const tested = /Tested: (\d+)/.exec(out);
  const cases = /(\d+) generated/.exec(out);
  t.diagnostic(`${tested?.[1]} operations, ${cases?.[1]} requests`);
  return { operations: Number(tested?.[1]), cases: Number(cases?.[1]) };
}

const operations = Object.values(contract.paths).flatMap((item) =>
  Object.keys(item).filter((name) => name !== 'parameters'),
).length;
const atABrowser = (person) => ({
  scheme: 'session',
  auth: `api_key = "${person.cookies.get('vitrine')}"`,
  headers: { origin: person.service.url, 'sec-fetch-site': 'same-origin' },
});
// These end the session that the others need; the token and anonymous runs test them.
const withoutEnds = ['--exclude-operation-id', 'endSession', '--exclude-operation-id', 'deleteMe'];

test('an owner at a browser finds nothing that the contract does not say', async (t) => {
  if (missing) return t.skip(missing);
  const { service, owner } = await start(t);
  const found = await probe(t, service, {
    ...atABrowser(owner),
    args: [...withoutEnds, '--max-examples', process.env.EXAMPLES ?? '8'],
  });
  assert.equal(found.operations, operations - 2);
  assert.ok(found.cases > 500);
  return undefined;
});

test('nor does somebody with the role of a viewer', async (t) => {
  if (missing) return t.skip(missing);
  const { service, data } = await start(t);
  const viewer = await Person.signIn(service, data, { email: 'viewer@example.org', role: 'viewer' });
  const found = await probe(t, service, { ...atABrowser(viewer), args: [...withoutEnds, '--phases', 'coverage'] });
  assert.equal(found.operations, operations - 2);
  return undefined;
});

test("nor does a program with an owner's token", async (t) => {
  if (missing) return t.skip(missing);
  const { service, data } = await start(t);
  const made = run(data, ['token', ...['read', 'edit', 'share', 'manage'].flatMap((name) => ['--scope', name])]);
  assert.equal(made.code, 0, made.err);
  const found = await probe(t, service, {
    scheme: 'token',
    auth: `bearer = "${made.out.trim()}"`,
    args: ['--phases', 'coverage'],
  });
  assert.equal(found.operations, operations);
  return undefined;
});

test('nor does nobody', async (t) => {
  if (missing) return t.skip(missing);
  const { service } = await start(t);
  const found = await probe(t, service, { args: ['--phases', 'coverage'] });
  assert.equal(found.operations, operations);
  return undefined;
});
