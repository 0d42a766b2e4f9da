// The Debian package: its files, that its program runs from the unpacked place, and that its units are valid. It is not
// installed, since that would change the machine; systemd itself does not run here.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, after, test } from 'node:test';

import { folder, program, root, run, sample, Service } from '../support/vitrine.mjs';

const build = path.resolve(path.dirname(program), '..');
let work;
let files;

function must(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', ...options });
  assert.equal(done.status, 0, `${command} ${args.join(' ')}: ${done.error ?? ''}${done.stdout}${done.stderr}`);
  return done.stdout;
}

before(() => {
  work = fs.mkdtempSync(path.join(build, 'package-test-'));
  must('cpack', ['--config', path.join(build, 'CPackConfig.cmake'), '-B', work]);
  const [file] = fs.readdirSync(work).filter((name) => name.endsWith('.deb'));
  must('dpkg-deb', ['-R', path.join(work, file), path.join(work, 'tree')]);
  files = path.join(work, 'tree');
});
after(() => fs.rmSync(work, { recursive: true, force: true }));

test('it says what it is and what it needs', () => {
  const control = fs.readFileSync(path.join(files, 'DEBIAN/control'), 'utf8');
  const [, version] = /project\(vitrine VERSION (\S+)/.exec(fs.readFileSync(path.join(root, 'CMakeLists.txt'), 'utf8'));
  assert.match(control, new RegExp(`^Version: ${version}$`, 'm'));
  for (const needed of ['libsqlite3-0', 'libssl3', 'fonts-noto-core', 'adduser'])
    assert.match(control, new RegExp(`^Depends:.*\\b${needed}\\b`, 'm'));
  assert.equal(fs.readFileSync(path.join(files, 'DEBIAN/conffiles'), 'utf8'), '/etc/default/vitrine\n');
  for (const script of ['postinst', 'prerm', 'postrm']) must('sh', ['-n', path.join(files, 'DEBIAN', script)]);
});

test('its program serves the Studio, a page and a PDF', async (t) => {
  const data = folder(t);
  const installed = path.join(files, 'usr/bin/vitrine');
  assert.equal(
    run(data, ['import', '--slug', 'rich', path.join(files, 'usr/share/vitrine/samples/rich.json')]).code,
    0,
  );
  const args = ['--web-root', path.join(files, 'usr/share/vitrine/studio')];
  const service = await Service.start(t, data, args, {}, ['serve'], installed);
  assert.equal((await service.get('/cv/rich')).status, 200);
  assert.equal((await service.get('/cv/rich.pdf')).headers.get('content-type'), 'application/pdf');
  assert.match(await (await service.get('/studio/')).text(), /<studio-root/);
  assert.ok(fs.existsSync(sample('rich.json')));
});

test('its units are what systemd takes, and the service is kept from all that it does not need', () => {
  const units = path.join(files, 'usr/lib/systemd/system');
  const service = fs.readFileSync(path.join(units, 'vitrine.service'), 'utf8');
  // systemd looks for the program at its final place.
  fs.writeFileSync(path.join(units, 'vitrine.service'), service.replaceAll('/usr/', `${files}/usr/`));
  const said = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', ...['service', 'socket'].map((kind) => path.join(units, `vitrine.${kind}`))],
    { encoding: 'utf8' },
  );
  assert.ifError(said.error);
  assert.deepEqual(
    said.stderr.split('\n').filter((line) => line.includes('vitrine.')),
    [],
  );
  assert.equal(said.status, 0, said.stderr);
  const security = spawnSync(
    'systemd-analyze',
    ['security', '--offline=true', '--threshold=20', path.join(units, 'vitrine.service')],
    { encoding: 'utf8' },
  );
  assert.equal(
    security.status,
    0,
    `exposure above 2.0: ${security.stdout.split('\n').slice(-4).join('\n')}${security.stderr}`,
  );
});

test('each setting that the units name exists', (t) => {
  const help = run(folder(t), ['serve', '--help']).out;
  const text = ['systemd/vitrine.service', 'vitrine.default']
    .map((name) => fs.readFileSync(path.join(root, 'packaging', name), 'utf8'))
    .join('\n');
  const named = [...text.matchAll(/VITRINE_([A-Z_]+)=/g)].map(
    ([, name]) => `--${name.toLowerCase().replaceAll('_', '-')}`,
  );
  assert.ok(named.length >= 3);
  for (const name of named) assert.ok(help.includes(`${name} `), `${name} is no setting`);
});
