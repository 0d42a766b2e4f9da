// Measures the cost of a PDF of a two-page CV, beside WeasyPrint, Typst and Chromium, all in one run: CPU time (user
// and system, with children) of one more PDF in a warm process, and of a whole process.
//   bench/pdf.mjs [ROUNDS]            (default 15; VITRINE names the program, beside it vitrine_benchmarks)
// WeasyPrint and Chromium print our own page; Typst sets the same words with a plain template. Prints a Markdown table
// of medians. A program that is not installed is left out with the reason.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const rounds = Number(process.argv[2] ?? 15);
const root = path.resolve(import.meta.dirname, '..');
const program = path.resolve(process.env.VITRINE ?? path.join(root, 'build/release/bin/vitrine'));
const peers = path.join(root, 'bench/pdf_peers.py');
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-bench-'));
const file = (name) => path.join(base, name);
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITRINE'))),
  VITRINE_DATA: file('data'),
};

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const rows = [];
const row = (name, warm, whole) => rows.push({ name, warm, whole });

function run(command, args) {
  const done = spawnSync(command, args, { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.error || done.status !== 0)
    throw new Error(`${path.basename(command)}: ${done.error?.message ?? done.stderr.trim().split('\n').at(-1)}`);
  return done.stdout;
}
const measure = (python, ...args) => median(JSON.parse(run(python, [peers, ...args.map(String)]))) * 1000;

/** Leaves out a program that cannot be measured. */
async function attempt(name, measured) {
  try {
    const { warm, whole } = await measured();
    row(name, warm, whole);
  } catch (error) {
    console.log(`${name} left out: ${error.message}`);
  }
}

/** The page from the service. */
async function servedPage(cv) {
  run(program, ['import', cv, '--slug', 'bench']);
  const service = spawn(program, ['serve', '--listen', '127.0.0.1:0'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const url = await new Promise((resolve, reject) => {
      let out = '';
      service.stdout.on('data', (chunk) => {
        const at = /Vitrine is at (http:\/\/\S+)\//.exec((out += chunk));
        if (at) resolve(at[1]);
      });
      service.on('exit', () => reject(new Error('vitrine serve ended')));
    });
    return await (await fetch(`${url}/cv/bench/en`)).text();
  } finally {
    service.kill();
  }
}

/** CPU seconds of a process and all its living descendants. */
function treeSeconds(pid) {
  const processes = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = fs
          .readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return [
          {
            pid: Number(name),
            parent: Number(fields[1]),
            ticks: Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]),
          },
        ];
      } catch {
        return []; // ended meanwhile
      }
    });
  const family = new Set([pid]);
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const one of processes) if (family.has(one.parent)) family.add(one.pid);
  }
  const ticksPerSecond = 100;
  return processes.filter((one) => family.has(one.pid)).reduce((sum, one) => sum + one.ticks, 0) / ticksPerSecond;
}

async function chromium(page) {
  const binary = '/usr/bin/chromium';
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const whole = measure(
    'python3',
    'run',
    Math.min(rounds, 7),
    binary,
    '--headless',
    ...quiet,
    `--user-data-dir=${file('profile')}`,
    `--print-to-pdf=${file('chromium.pdf')}`,
    `file://${page}`,
  );
  const { chromium: launcher } = createRequire(path.join(root, 'tests/package.json'))('playwright-core');
  const server = await launcher.launchServer({ executablePath: binary, args: quiet });
  const browser = await launcher.connect(server.wsEndpoint());
  const tab = await browser.newPage();
  const print = async () => {
    await tab.goto(`file://${page}`);
    await tab.pdf({ format: 'A4', tagged: true, outline: true });
  };
  await print();
  const before = treeSeconds(server.process().pid);
  for (let i = 0; i < rounds; ++i) await print();
  const warm = ((treeSeconds(server.process().pid) - before) / rounds) * 1000;
  await browser.close();
  await server.close();
  return { warm, whole };
}

/** The same words as Typst source. */
function typstSource(cv) {
  const text = (value) => String(value ?? '').replace(/[\\#*_`$<>@[\]~"'=+/-]/g, '\\$&');
  const list = (items) => (items ?? []).map((item) => `- ${text(item)} ROUND\n`).join('');
  const { basics } = cv;
  let out =
    '#set page(paper: "a4", margin: 14mm, numbering: "1 / 1")\n#set text(font: "Noto Sans", size: 9pt, lang: "en")\n';
  out += `= ${text(basics.name)} ROUND\n${text(basics.label)}\n\n${text(basics.email)} · ${text(basics.url)}\n\n${text(basics.summary)}\n`;
  const entry = (title, period, organization, one) =>
    `=== ${text(title)} ROUND #h(1fr) ${text(period)}\n_${text(organization)}_\n\n${text(one.summary)} ROUND\n\n${list(one.highlights)}${text((one.keywords ?? one.courses ?? []).join(' · '))}\n\n`;
  for (const [name, items] of Object.entries(cv)) {
    if (!Array.isArray(items)) continue;
    out += `== ${text(name)}\n`;
    for (const item of items) {
      for (const role of item['roles@'] ?? [item]) {
        out += entry(
          role.position ?? item.title ?? item.area ?? item.language ?? item.name,
          `${role.startDate ?? item.date ?? ''} ${role.endDate ?? ''}`,
          item.name ?? item.organization ?? item.institution ?? item.issuer ?? item.fluency,
          { ...item, ...role },
        );
      }
    }
  }
  return out;
}

const cv = JSON.parse(fs.readFileSync(path.join(root, 'samples/rich.json'), 'utf8'));
cv.meta = { ...cv.meta, vitrine: { ...cv.meta?.vitrine, theme: { name: 'compact' } } };
fs.writeFileSync(file('cv.json'), JSON.stringify(cv));
fs.writeFileSync(file('page.html'), await servedPage(file('cv.json')));
fs.writeFileSync(file('cv.typ'), typstSource(cv));

await attempt('Vitrine', async () => {
  const out = spawnSync(
    path.join(path.dirname(program), 'vitrine_benchmarks'),
    ['--benchmark_filter=^pdf/3$', '--benchmark_format=json', `--benchmark_repetitions=5`],
    { env: { ...env, VITRINE_BENCH_CV: file('cv.json') }, encoding: 'utf8' },
  );
  const runs = JSON.parse(out.stdout).benchmarks.filter((one) => one.run_type === 'iteration');
  return {
    warm: median(runs.map((one) => one.cpu_time)),
    whole: measure('python3', 'run', rounds, program, 'pdf', file('cv.json'), '-o', file('vitrine.pdf')),
  };
});
await attempt('WeasyPrint', async () => ({
  warm: measure('/usr/bin/python3', 'weasyprint', rounds, file('page.html')),
  whole: measure('python3', 'run', Math.min(rounds, 7), 'weasyprint', file('page.html'), file('weasyprint.pdf')),
}));
await attempt('Typst', async () => {
  const python = path.join(root, 'build/bench-python/bin/python');
  if (!fs.existsSync(python)) {
    run('python3', ['-m', 'venv', path.join(root, 'build/bench-python')]);
    run(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', 'typst==0.15.2']);
  }
  const fonts = '/usr/share/fonts/truetype/noto';
  const one = `import typst; typst.compile(${JSON.stringify(file('whole.typ'))}, output=${JSON.stringify(file('typst.pdf'))}, font_paths=[${JSON.stringify(fonts)}], ignore_system_fonts=True)`;
  fs.copyFileSync(file('cv.typ'), file('whole.typ'));
  return {
    warm: measure(python, 'typst', rounds, file('cv.typ'), fonts),
    whole: measure('python3', 'run', Math.min(rounds, 7), python, '-c', one),
  };
});
await attempt('Chromium', () => chromium(file('page.html')));

const ours = rows[0];
const shown = (x) => (x < 10 ? x.toFixed(1) : x.toFixed(0));
console.log(
  `${os.cpus()[0].model}, ${os.cpus().length} threads, load ${os.loadavg()[0].toFixed(1)}; ${rounds} rounds, medians\n`,
);
console.log('| | CPU ms for one PDF more | times ours | CPU ms, whole process | times ours |\n|---|---|---|---|---|');
for (const { name, warm, whole } of rows) {
  console.log(
    `| ${name} | ${shown(warm)} | ${shown(warm / ours.warm)} | ${shown(whole)} | ${shown(whole / ours.whole)} |`,
  );
}
fs.rmSync(base, { recursive: true, force: true });
