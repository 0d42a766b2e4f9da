// The profile `cloud` of compose.yaml without a Docker engine: its back ends, provider and balancer as processes, with
// the environment and the configuration files of the containers. Only the ports differ, and the front end is left out.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { parse } from 'yaml';

import { freePort } from '../../infra/local/support.mjs';
import { cannotRun } from '../support/local.mjs';
import { settings } from '../support/dynamodb.mjs';
import { cv } from '../support/traffic.mjs';
import { folder, root, run, Service, soon } from '../support/vitrine.mjs';
import { Visitor } from '../support/visitor.mjs';

const read = (name) => fs.readFileSync(path.join(root, 'infra/docker', name), 'utf8');
const published = (service) => Object.fromEntries(service.ports.map((port) => port.split(':').slice(1)));

test('compose.yaml: what comes up by itself has the Studio', () => {
  const { services } = parse(read('compose.yaml'), { merge: true });
  const first = Object.entries(services).filter(([, service]) => !service.profiles);
  assert.deepEqual(
    first.map(([name]) => name),
    ['vitrine'],
  );
  const { image, build } = services.vitrine;
  assert.equal(image, 'vitrine');
  assert.equal(build.dockerfile, 'infra/docker/Dockerfile');
  const stage = read('Dockerfile')
    .split(/^(?=FROM )/m)
    .find((one) => one.startsWith('FROM') && one.split('\n')[0].endsWith(` AS ${build.target}`));
  assert.match(stage, /^COPY --from=studio \S+ \/srv\/studio\/\nENV VITRINE_WEB_ROOT=\/srv\/studio$/m);
});

test(
  'compose.yaml: sign in at its provider, edit by one back end, read from both',
  { skip: cannotRun(), timeout: 60_000 },
  async (t) => {
    const { services } = parse(read('compose.yaml'), { merge: true });
    const inside = ['openid', 'back-end-1', 'back-end-2', 'balancer'];
    for (const name of inside.slice(1)) assert.equal(services[name].network_mode, 'service:openid');
    assert.deepEqual(published(services.openid), { 8000: '8080', 9000: '9000' });
    const ports = {}; // 8080 is published as 8000
    for (const port of [8000, 8081, 8082, 9000]) ports[port] = await freePort();
    const moved = (text) => text.replace(/:(8000|8081|8082|9000)\b/g, (_, port) => `:${ports[port]}`);
    const url = `http://localhost:${ports[8000]}`;
    const place = folder(t);

    const own = settings();
    assert.equal(run(place, services.table.command, { env: { ...services.table.environment, ...own } }).code, 0);
    assert.equal(run(place, ['import', '--slug', 'one', '-'], { env: own, input: cv('one', 'first') }).code, 0);
    const backEnds = [];
    for (const name of ['back-end-1', 'back-end-2']) {
      const env = Object.fromEntries(
        Object.entries(services[name].environment).map(([key, value]) => [key, moved(value)]),
      );
      assert.ok(services[name].healthcheck.test[3].startsWith(`http://${services[name].environment.VITRINE_LISTEN}/`));
      backEnds.push(await Service.start(t, folder(t), ['--listen', env.VITRINE_LISTEN], { ...env, ...own }));
    }

    const provider = JSON.parse(moved(read('openid.json')));
    provider.place = { port: ports[9000] }; // loopback only
    start(t, process.execPath, [path.join(root, 'infra/stand_ins/main.mjs')], JSON.stringify(provider));
    const configuration = moved(read('balancer.nginx.conf'))
      .replace('listen 8080', `listen 127.0.0.1:${ports[8000]}`)
      .replace(/^.*front-end.*$/m, '')
      .replace(
        'http {',
        `http { ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${place}/${one};`).join(' ')}`,
      );
    const file = path.join(place, 'nginx.conf');
    fs.writeFileSync(file, configuration);
    start(t, '/usr/sbin/nginx', ['-e', 'stderr', '-p', place, '-c', file, '-g', `daemon off; pid ${place}/nginx.pid;`]);
    const isUp = (address) =>
      fetch(address).then(
        ({ ok }) => ok,
        () => false,
      );
    await soon(() => isUp(`${url}/readyz`), 10_000);
    await soon(() => isUp(`${provider.issuer}/.well-known/openid-configuration`), 10_000);

    const visitor = new Visitor();
    const login = await visitor.get(`${url}/sign-in?to=/api/v1/session`);
    const page = await visitor.submit(login, { username: 'owner', password: provider.people.owner.password });
    assert.equal(JSON.parse(page.text).role, 'owner', page.text);
    const headers = { origin: url, 'content-type': 'application/json', 'if-match': '"1"' };
    const saved = await visitor.once(`${url}/api/v1/cvs/one`, {
      method: 'PUT',
      headers,
      body: cv('one', 'by the owner'),
    });
    assert.equal(saved.status, 200, saved.text);
    for (const backEnd of backEnds) {
      await soon(async () => (await (await backEnd.get('/cv/one')).text()).includes('by the owner'), 15_000);
    }
  },
);

/** A process that ends with the test. */
function start(t, program, args, input = '') {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(input);
  t.after(() => child.kill('SIGTERM'));
}
