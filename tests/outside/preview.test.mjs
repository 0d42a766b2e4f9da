// A preview is only for its author: it answers only under names of this machine.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { makePdf } from '../support/pdf_tools.mjs';
import { have } from '../support/tools.mjs';
import { Service, folder, sample } from '../support/vitrine.mjs';

const head = (target, host, version = '1.1') =>
  `GET ${target} HTTP/${version}\r\n${host === null ? '' : `Host: ${host}\r\n`}Connection: close\r\n\r\n`;
const status = (answer) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

test('a preview answers under loopback names alone', async (t) => {
  const service = await Service.start(t, folder(t), [sample('rich.json')], {}, ['preview']);
  const own = `127.0.0.1:${service.port}`;
  const routes = [
    '/',
    '/?audience=recruiter',
    '/preview',
    '/preview/changed?since=0',
    '/preview/reload.js',
    '/resume.json',
    '/nothing',
  ];
  for (const route of routes) {
    const answers = await service.raw(head(route, own));
    assert.notEqual(status(answers), 421, route);
    // A valid request first: cached answers of a thread must not leak either.
    const refused = await service.raw(head(route, `evil.example:${service.port}`));
    assert.equal(status(refused), 421, route);
    assert.match(refused, /this computer alone/);
    assert.doesNotMatch(refused, /reload|basics|audience=/);
  }
  for (const host of ['localhost', 'LOCALHOST:1', 'localhost.', 'cv.localhost:80', '127.8.9.1', '[::1]', '[::1]:8090'])
    assert.equal(status(await service.raw(head('/', host))), 200, host);
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.localhost.example',
    '192.0.2.1',
    '0.0.0.0',
    '[2001:db8::1]',
    '',
    null,
  ])
    assert.equal(status(await service.raw(head('/', host, host === null ? '1.0' : '1.1'))), 421, host ?? 'none');
  assert.equal(status(await service.raw(head('http://evil.example/', own))), 421);
  assert.equal(status(await service.raw(head('HTTP://LOCALHOST:5/', own))), 200);
  assert.equal(status(await service.raw(head('http://localhost/', 'evil.example'))), 421);
  const german = await service.raw(
    `GET / HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\nAccept-Language: de\r\nConnection: close\r\n\r\n`,
  );
  assert.match(german, /lang="de"[^]*Vorschau/);
});

test('a preview takes the PDF of a CV, and gives one', async (t) => {
  if (!have(t, 'pdftotext')) return;
  const out = folder(t);
  const written = path.join(out, 'cv.pdf');
  const make = (name) => fs.renameSync(makePdf(out, 'made', { basics: { name }, work: [{ name: 'Kai' }] }), written);
  make('Ada Quill');
  const service = await Service.start(t, out, [written], {}, ['preview']);
  assert.match(await (await service.get('/', { accept: 'text/html' })).text(), /Ada Quill/);
  assert.equal((await (await service.get('/resume.json')).json()).work[0].name, 'Kai');
  const served = async () => {
    const answer = await service.get('/resume.pdf');
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    return spawnSync('pdftotext', ['-', '-'], { input: Buffer.from(await answer.arrayBuffer()), encoding: 'utf8' })
      .stdout;
  };
  assert.match(await served(), /Ada Quill[^]*Kai/);
  make('Noa Levi');
  const until = Date.now() + 10_000;
  while (Date.now() < until && !/Noa Levi/.test(await served())) await setTimeout(100);
  assert.match(await served(), /Noa Levi/, 'the file is read anew');
});

test('metrics on loopback answer under loopback names alone', async (t) => {
  const service = await Service.start(t, folder(t), ['--metrics', '127.0.0.1:0']);
  const port = Number(/127\.0\.0\.1:(\d+)\/metrics/.exec(service.log)?.[1]);
  const ask = (host) =>
    new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1', () => socket.write(head('/metrics', host)));
      let text = '';
      socket.on('data', (chunk) => (text += chunk));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
  assert.equal(status(await ask(`localhost:${port}`)), 200);
  assert.equal(status(await ask(`127.0.0.1:${port}`)), 200);
  assert.equal(status(await ask(`evil.example:${port}`)), 421);
});
