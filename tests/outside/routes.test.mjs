// The load that one person can cause on the routes has limits: size, time, places; others are served meanwhile.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import zlib from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';

import { Person, withToken } from '../support/account.mjs';
import { folder, run, sample, Service } from '../support/vitrine.mjs';

const rich = () => JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));

async function start(t, args = []) {
  const data = folder(t);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  const service = await Service.start(t, data, args);
  return { data, service };
}

/** Duration in milliseconds, and the result. */
async function timed(work) {
  const begun = Date.now();
  const result = await work();
  return { took: Date.now() - begun, result };
}

/** A picture of one colour: a few kilobytes for any number of pixels. */
function png(side) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(zlib.crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  const rows = zlib.deflateSync(Buffer.alloc((side + 1) * side), { level: 9 });
  const bytes = [
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return `data:image/png;base64,${Buffer.concat(bytes).toString('base64')}`;
}

/** A GET from another address of this machine: a different client to the service. */
function getFrom(localAddress, service, path) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port: service.port, path, localAddress, agent: false }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve({ status: answer.statusCode, retryAfter: answer.headers['retry-after'] }));
      })
      .on('error', reject);
  });
}

test('a body of very many members or levels is answered at once, and others are meanwhile', async (t) => {
  const { data, service } = await start(t);
  const person = await Person.signIn(service, data);
  const members = `{${Array.from({ length: 90_000 }, (_, i) => `"k${i}":1`).join(',')}}`;
  const levels = `{"document":{"a":${'['.repeat(450_000)}${']'.repeat(450_000)}}}`;
  const bodies = [
    ['render', members],
    ['render', levels],
    ['check', levels],
    ['convert', levels],
    ['convert', members],
    ['links/check', members],
    ['links/check', levels],
    ['cvs', levels],
    ['cvs', members],
    ['tokens', members.slice(0, 16_000)],
  ];
  for (const [route, body] of bodies) {
    const sent = timed(() =>
      person.send('POST', `/api/v1/${route}`, { body, headers: { 'content-type': 'application/json' } }),
    );
    const page = await timed(() => service.get('/healthz'));
    assert.ok(page.took < 1000, `${route}: a page meanwhile took ${page.took} ms`);
    const { took, result } = await sent;
    assert.ok([200, 422].includes(result.status), `${route}: ${result.status}`);
    assert.ok(took < 4000, `${route} took ${took} ms`);
  }
});

test('a document as deep as one may be is rendered, too', async (t) => {
  const { data, service } = await start(t);
  const person = await Person.signIn(service, data);
  const deep = (levels) => `{"document":{"basics":{"name":"A"},"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
  const headers = { 'content-type': 'application/json' };
  assert.equal((await person.send('POST', '/api/v1/render', { body: deep(63), headers })).status, 200);
  assert.equal((await person.send('POST', '/api/v1/render', { body: deep(64), headers })).status, 422);
});

test('photos of very many pixels hold up neither a share link nor a page', async (t) => {
  const { data, service } = await start(t);
  const person = await Person.signIn(service, data);
  const link = await person.expect(201, 'POST', '/api/v1/cvs/rich/links', {
    json: { label: 'x', password: 'open sesame' },
  });
  const document = rich();
  document.basics.image = png(4990);
  assert.ok(document.basics.image.length < 60_000);
  const orders = Array.from({ length: 60 }, () =>
    person.send('POST', '/api/v1/render', { json: { document, format: 'pdf' } }),
  );
  await sleep(50);
  const unlocked = await timed(() =>
    person.send('POST', new URL(link.url).pathname, { body: new URLSearchParams({ password: 'open sesame' }) }),
  );
  assert.equal(unlocked.result.status, 303);
  assert.ok(unlocked.took < 2000, `unlocking took ${unlocked.took} ms`);
  const page = await timed(() => service.get('/cv/rich/de.md'));
  assert.equal(page.result.status, 200);
  assert.ok(page.took < 2000, `a page took ${page.took} ms`);
  const answers = await Promise.all(orders);
  assert.ok(answers.some((answer) => answer.status === 200));
  for (const answer of answers.filter((one) => one.status !== 200)) {
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
  }
  const file = `${data}/photo.json`;
  fs.writeFileSync(file, JSON.stringify(document));
  const made = run(data, ['pdf', file, '-o', `${data}/out.pdf`]);
  assert.equal(made.code, 0, made.err);
  assert.match(made.err, /basics\.image: a picture of 4990 × 4990 pixels, at most 4 million; make it smaller/);
});

test('who sends very many documents leaves room for another person', async (t) => {
  const { data, service } = await start(t);
  const many = await Person.signIn(service, data);
  const other = await Person.signIn(service, data, { email: 'other@example.org', role: 'editor' });
  const document = {
    work: [{ name: 'a', highlights: Array.from({ length: 1500 }, (_, i) => `This is the ${i}th of them.`) }],
  };
  const orders = Array.from({ length: 40 }, () =>
    many.send('POST', '/api/v1/render', { json: { document, format: 'pdf' } }),
  );
  await sleep(100);
  const theirs = await other.send('POST', '/api/v1/render', { json: { document: rich() } });
  assert.equal(theirs.status, 200);
  const statuses = (await Promise.all(orders)).map((answer) => answer.status);
  assert.ok(statuses.includes(503), 'one person had all places');
  assert.ok(statuses.includes(200));
});

test('a page that many wait for is made once; many pages of one reader leave room for another', async (t) => {
  const data = folder(t);
  const document = rich();
  document.work = Array.from({ length: 12 }, () => document.work[0]);
  fs.writeFileSync(`${data}/long.json`, JSON.stringify(document));
  const slugs = Array.from({ length: 30 }, (_, i) => `cv-${i}`);
  for (const slug of slugs) assert.equal(run(data, ['import', '--slug', slug, `${data}/long.json`]).code, 0);
  const service = await Service.start(t, data);
  const same = await Promise.all(Array.from({ length: 60 }, () => getFrom('127.0.0.1', service, '/cv/cv-0.pdf')));
  assert.deepEqual([...new Set(same.map((answer) => answer.status))], [200]);
  const greedy = slugs.slice(1).map((slug) => getFrom('127.0.0.1', service, `/cv/${slug}.pdf`));
  await sleep(50);
  assert.equal((await getFrom('127.0.0.2', service, '/cv/cv-1/de.pdf')).status, 200);
  const answers = await Promise.all(greedy);
  assert.ok(answers.some((answer) => answer.status === 200));
  const refused = answers.filter((answer) => answer.status !== 200);
  assert.ok(refused.length > 0, 'nobody was told to wait');
  assert.ok(refused.every((answer) => answer.status === 503 && Number(answer.retryAfter) > 0));
});

test('documents and YAML made to take long do not', { timeout: 300_000 }, async (t) => {
  const { data, service } = await start(t);
  const token = run(data, ['token', '--scope', 'read', '--scope', 'edit']).out.trim().split('\n').at(-1);
  const call = withToken(service, token);
  const most = 255 * 1024;
  const filled = (text, bytes = most) => text.repeat(Math.floor(bytes / Buffer.byteLength(text)));
  const members = Object.fromEntries(Array.from({ length: 21_000 }, (_, i) => [`k${i}`, 1]));
  const entries = (make, count) => Array.from({ length: count }, (_, i) => make(i));
  const documents = {
    members: { basics: { name: 'A', ...members } },
    languages: {
      basics: { name: 'A', ...Object.fromEntries(entries((i) => [`summary@a${i.toString(36)}`, 'x'], 11_000)) },
    },
    entries: { work: entries((i) => ({ name: `n${i}` }), 14_000) },
    highlights: { work: [{ name: 'a', highlights: entries(() => 'a', 60_000) }] },
    keywords: { skills: [{ name: 'a', keywords: entries((i) => `k${i}`, 25_000) }] },
    items: { basics: { name: 'A', summary: filled('- a\n', 180_000) } },
    marks: { basics: { name: 'A', summary: filled('\u0301') } },
    word: { basics: { name: 'A', summary: filled('x') } },
    brackets: { basics: { name: 'A', summary: filled('[a](') } },
    stars: { basics: { name: 'A', summary: filled('**a*b_') } },
    quotes: { basics: { name: 'A', summary: filled('> ') } },
  };
  const orders = [];
  for (const [name, document] of Object.entries(documents)) {
    for (const format of ['html', 'pdf', 'docx', 'markdown'])
      orders.push([`${name} as ${format}`, '/api/v1/render', { json: { document, format } }]);
    orders.push([name, '/api/v1/check', { json: document }]);
  }
  const yaml = {
    members: entries((i) => `k${i}: 1`, 21_000).join('\n'),
    flow: `{${entries((i) => `k${i}: 1`, 19_000).join(', ')}}`,
    levels: '['.repeat(10_000),
    'levels of lists': '- '.repeat(10_000),
    'levels of objects': '{a: '.repeat(10_000),
    aliases: `a: &a x\nb:\n${filled('- *a\n', 200_000)}`,
    anchors: entries((i) => `- &a${i} x`, 14_000).join('\n'),
    'aliases of aliases': `a0: &a0 [${Array(9).fill('x')}]\n${entries((i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`, 30).join('\n')}`,
    chain: `a0: &a0 x\n${entries((i) => `a${i + 1}: &a${i + 1} [*a${i}]`, 7000).join('\n')}`,
    merges: `a: &a {x: 1}\n${entries((i) => `b${i}: {<<: *a}`, 8000).join('\n')}`,
    large: entries((i) => `k${i}: 1`, 75_000).join('\n'),
  };
  for (const [name, text] of Object.entries(yaml))
    orders.push([
      `YAML of many ${name}`,
      '/api/v1/convert',
      { body: text, headers: { 'content-type': 'application/yaml' } },
    ]);
  for (const [name, route, what] of orders) {
    const { took, result } = await timed(() => call('POST', route, what));
    assert.ok([200, 413, 422].includes(result.status), `${name}: ${result.status} ${await result.text()}`);
    t.diagnostic(`${name}: ${took} ms, ${result.status}`);
  }
  assert.doesNotMatch(service.log, /work took too long/);
});

test('whatever runs, the process ends within the time that it was given', async (t) => {
  const { data, service } = await start(t, ['--drain', '1']);
  const person = await Person.signIn(service, data);
  const document = rich();
  document.work = Array.from({ length: 12 }, () => document.work[0]);
  const body = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n');
  const quiet = (answer) => answer.then((one) => one.arrayBuffer()).catch(() => null);
  const running = Array.from({ length: 8 }, (_, i) => [
    quiet(person.send('POST', '/api/v1/render', { json: { document, format: 'pdf' } })),
    quiet(person.send('POST', '/api/v1/convert', { body, headers: { 'content-type': 'application/yaml' } })),
    quiet(service.get(i % 2 ? '/cv/rich/de.pdf' : '/cv/rich.pdf')),
    quiet(person.get('/api/v1/cvs')),
  ]).flat();
  await sleep(50);
  const { took, result } = await timed(() => service.stop());
  assert.equal(result.code, 0);
  assert.ok(took < 2000, `the end took ${took} ms`);
  await Promise.all(running);
});
