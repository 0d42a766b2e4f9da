import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { environment, folder, program, run, sample } from '../support/vitrine.mjs';

const commands = [
  'serve',
  'import',
  'export',
  'build',
  'validate',
  'translations',
  'list',
  'history',
  'restore',
  'delete',
  'store',
  'preview',
  'health',
  'completions',
];

function write(t, name, content) {
  const file = path.join(folder(t), name);
  fs.writeFileSync(file, content);
  return file;
}

test('help and version are everywhere', (t) => {
  const data = folder(t);
  assert.match(run(data, ['--version']).out, /^vitrine \d+\.\d+\.\d+\n$/);
  for (const args of [['--help'], ['-h'], ...commands.map((command) => [command, '--help'])]) {
    const help = run(data, args);
    assert.equal(help.code, 0, args.join(' '));
    assert.match(help.out, /--data/, args.join(' '));
  }
});

test('wrong usage is exit code 2 and says where to look', (t) => {
  const data = folder(t);
  const wrong = [
    [],
    ['serv'],
    ['serve', '--listen', 'nowhere'],
    ['serve', '--listen', '127.0.0.1:99999'],
    ['serve', '--public-url', 'cv.example.org'],
    ['serve', '--home', 'No Slug'],
    ['import'],
    ['import', '--slug', 'A B', sample('minimal.json')],
    ['import', '--slug', 'x', sample('minimal.json'), sample('rich.json')],
    ['export'],
    ['export', '--slug', 'x', '--format', 'doc'],
    ['--store', 'paper', 'list'],
    ['store', 'create-table'],
    ['--store', 'dynamodb', 'store', 'drop-table'],
    ['completions', 'csh'],
    ['list', '--nonsense'],
  ];
  for (const args of wrong) {
    const done = run(data, args);
    assert.equal(done.code, 2, args.join(' '));
    assert.match(done.err, /^vitrine: /, args.join(' '));
    assert.equal(done.out, '');
  }
});

test('an input at fault is exit code 1', (t) => {
  const data = folder(t);
  assert.equal(run(data, ['import', '/does/not/exist.json']).code, 1);
  assert.equal(run(data, ['import', data]).code, 1);
  assert.equal(run(data, ['export', '--slug', 'nobody']).code, 1);
  assert.equal(run(data, ['history', '--slug', 'nobody']).code, 1);
});

test('a system at fault is exit code 3', (t) => {
  const file = write(t, 'a-file', 'x');
  const done = run(path.join(file, 'data'), ['list']);
  assert.equal(done.code, 3);
  assert.match(done.err, /cannot make .*a-file/);
});

test('another program’s file is not touched', (t) => {
  const data = folder(t);
  fs.writeFileSync(path.join(data, 'vitrine.sqlite'), 'this is not a database, it is a letter. '.repeat(40));
  const done = run(data, ['list']);
  assert.notEqual(done.code, 0);
  assert.match(done.err, /not a Vitrine store/);
  assert.match(fs.readFileSync(path.join(data, 'vitrine.sqlite'), 'utf8'), /^this is not/);
});

test('an archived CV is marked in the list, and built where it is named', (t) => {
  const data = folder(t);
  const archived = write(t, 'old.json', '{ "basics": { "name": "Ada" }, "meta": { "vitrine": { "archived": true } } }');
  assert.equal(run(data, ['import', '--slug', 'old', archived]).code, 0);
  assert.equal(run(data, ['import', '--slug', 'rich', sample('rich.json')]).code, 0);
  assert.match(run(data, ['list']).out, /^old\t1\t[^\t]+\tarchived\nrich\t1\t[^\t]+\n$/);
  const built = run(data, ['build', archived, '--out', path.join(data, 'site')]);
  assert.equal(built.code, 0);
  assert.match(built.err, /is archived/);
  assert.doesNotMatch(run(data, ['build', sample('rich.json'), '--out', path.join(data, 'other')]).err, /archived/);
});

test('validation tells all problems at once, with their places', (t) => {
  const file = write(t, 'cv.json', '{\n  "basics": { "name": 7 },\n  "work": [ { "startDate": "soon" } ]\n}\n');
  const done = run(folder(t), ['validate', file]);
  assert.equal(done.code, 1);
  assert.match(done.out, /cv\.json:2:\d+: error: \/basics\/name: expected .*, found .*7/);
  assert.match(done.out, /cv\.json:3:\d+: error: \/work\/0\/startDate: expected .*YYYY.*, found .*soon/);
  assert.equal(run(folder(t), ['validate', sample('rich.json'), sample('minimal.json')]).code, 0);
});

test('what was imported is exported byte for byte', (t) => {
  const data = folder(t);
  for (const name of ['rich.json', 'minimal.json']) {
    assert.equal(run(data, ['import', '--slug', 'same', sample(name)]).code, 0);
    assert.deepEqual(run(data, ['export', '--slug', 'same']).bytes, fs.readFileSync(sample(name)));
  }
});

test('generated documents come back with every key, value and order', (t) => {
  const data = folder(t);
  let state = 20261123;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const words = ['z', 'a', 'émigré', '日本', 'x-y', '🎓', '10', '2', 'constructor', 'a/b~c', ''];
  const value = (depth) => {
    const kind = random(depth > 4 ? 5 : 7);
    if (kind === 0) return null;
    if (kind === 1) return random(2) === 0;
    if (kind === 2) return random(1e9) - 5e8;
    if (kind === 3) return (random(1e6) - 5e5) / 1024;
    if (kind === 4) return words[random(words.length)].repeat(random(4)) + '"\\\n\u0001';
    if (kind === 5) return Array.from({ length: random(4) }, () => value(depth + 1));
    return new Map(words.filter(() => random(3) === 0).map((key) => [key, value(depth + 1)]));
  };
  // A Map, so that JavaScript does not put keys that look like numbers first.
  const text = (v) =>
    v instanceof Map
      ? `{${[...v].map(([key, one]) => `${JSON.stringify(key)}:${text(one)}`).join(',')}}`
      : Array.isArray(v)
        ? `[${v.map(text).join(' ,')}]`
        : JSON.stringify(v);
  for (let i = 0; i < 25; ++i) {
    const document = new Map([
      ['x-first', value(0)],
      [
        'basics',
        new Map([
          ['x-own', value(0)],
          ['name', 'A'],
        ]),
      ],
      ['x-last', value(0)],
    ]);
    const written = text(document);
    const imported = run(data, ['import', '--slug', 'random', '-'], { input: written });
    assert.equal(imported.code, 0, imported.err + written);
    assert.equal(run(data, ['export', '--slug', 'random']).out, written);
  }
  const precise = '{"basics":{},"x":12345678901234567890123456789,"y":1.10,"z":1e-400}';
  assert.equal(run(data, ['import', '--slug', 'precise', '-'], { input: precise }).code, 0);
  assert.equal(run(data, ['export', '--slug', 'precise']).out, precise);
});

test('what is no CV is refused by every command that reads one, with what it looks like', (t) => {
  const data = folder(t);
  const file = write(t, 'cv.json', '{"openapi":"3.1.0","info":{"title":"x"},"paths":{}}');
  const out = path.join(data, 'out');
  for (const args of [
    ['import', file],
    ['validate', file],
    ['pdf', file, '-o', out],
    ['build', file, '-o', out],
    ['preview', file],
  ]) {
    const done = run(data, args);
    assert.equal(done.code, 1, args[0]);
    assert.match(done.out + done.err, /expected a CV, found a description of an API/, args[0]);
  }
  assert.equal(run(data, ['validate', write(t, 'empty.json', '{}')]).code, 0);
});

test('keys that no page shows are told, and how many texts they hold', (t) => {
  const file = write(
    t,
    'cv.json',
    '{"basics":{"name":"A"},"experience":[{"name":"X","tasks":["a","b"]}],"certificates":[{"name":"C","startDate":"2020-01"}]}',
  );
  const { code, out } = run(folder(t), ['validate', file]);
  assert.equal(code, 0);
  assert.match(out, /notice: \/experience: .*did you mean "work"\?/);
  assert.match(out, /3 texts of it are shown nowhere/);
  assert.match(out, /\/certificates\/0\/date: .*it is renamed/);
});

test('bad input is refused with its place, and nothing is stored', (t) => {
  const data = folder(t);
  const bad = {
    'a key twice': ['{"basics":{},\n"basics":{}}', /cv\.json:2:1: error: .*basics/],
    'not UTF-8': [Buffer.from('{"a":"\xff"}', 'latin1'), /UTF-8/],
    'too deep': ['{"a":' + '['.repeat(64) + ']'.repeat(64) + '}', /64/],
    'too large': [`{"a":"${'x'.repeat(256 * 1024)}"}`, /256 KiB|262144/],
    NaN: ['{"a":NaN}', /cv\.json:1:6: error/],
    'number too large': ['{"a":1e999}', /cv\.json:1:6: error/],
    'text behind it': ['{} x', /cv\.json:1:4: error/],
    'cut short': ['{"a":[1,', /cv\.json:1:\d+: error/],
    empty: ['', /error/],
    'not an object': ['[]', /object/],
    'wrong type': ['{"work":{}}', /\/work/],
  };
  for (const [name, [content, message]] of Object.entries(bad)) {
    const done = run(data, ['import', write(t, 'cv.json', content)]);
    assert.equal(done.code, 1, name);
    assert.match(done.err, message, name);
    assert.match(done.err, /nothing was imported/, name);
  }
  const good = write(t, 'good.json', '{"basics":{"name":"Good"}}');
  assert.equal(run(data, ['import', good, write(t, 'bad.json', '{')]).code, 1);
  assert.equal(run(data, ['list']).out, '');
});

test('names of JSON Resume v0 are migrated with a notice', (t) => {
  const data = folder(t);
  const old =
    '{"basics":{"picture":"https://example.com/p.jpg","website":"https://example.com"},"work":[{"company":"Mill"}]}';
  const done = run(data, ['import', '--slug', 'old', '-'], { input: old });
  assert.equal(done.code, 0);
  for (const name of ['picture', 'website', 'company']) assert.match(done.err, new RegExp(`notice: .*${name}`));
  assert.deepEqual(JSON.parse(run(data, ['export', '--slug', 'old']).out), {
    basics: { image: 'https://example.com/p.jpg', url: 'https://example.com' },
    work: [{ name: 'Mill' }],
  });
});

test('versions: import again, history, restore, delete', (t) => {
  const data = folder(t);
  const put = (name) => run(data, ['import', '--slug', 'v', '-'], { input: `{"basics":{"name":"${name}"}}` });
  assert.match(put('One').out, /version 1/);
  assert.match(put('Two').out, /version 2/);
  assert.match(put('Two').out, /unchanged, version 2/);
  assert.match(run(data, ['history', '--slug', 'v']).out, /^2\t.*\n1\t/);
  assert.match(run(data, ['export', '--slug', 'v', '--revision', '1']).out, /One/);
  assert.match(run(data, ['restore', '--slug', 'v', '--revision', '1']).out, /version 3/);
  assert.match(run(data, ['export', '--slug', 'v']).out, /One/);
  assert.equal(run(data, ['restore', '--slug', 'v', '--revision', '9']).code, 1);
  assert.equal(run(data, ['delete', '--slug', 'v']).code, 2);
  assert.equal(run(data, ['delete', '--slug', 'v', '--yes']).code, 0);
  assert.equal(run(data, ['list']).out, '');
});

test('a slug is made from the name, else from the file', (t) => {
  const data = folder(t);
  assert.match(run(data, ['import', sample('minimal.json')]).out, /\/cv\/tomas-ruiz-ekdal /);
  assert.match(run(data, ['import', write(t, 'My CV.json', '{}')]).out, /\/cv\/my-cv /);
});

test('settings: command line, environment, file, default, in this order', (t) => {
  const places = ['flag', 'env', 'file', 'home'].map((name) => path.join(folder(t), name));
  const [flag, env, file, home] = places;
  places.forEach((data, i) => run(data, ['import', '--slug', `from-${i}`, sample('minimal.json')]));
  const config = write(t, 'vitrine.toml', `# the store\ndata = "${file}"\nlisten = "127.0.0.1:1"\n`);
  const list = (args, more) => {
    const clean = environment('', more);
    if (!more?.VITRINE_DATA) delete clean.VITRINE_DATA;
    return spawnSync(program, ['list', ...args], {
      env: { ...clean, XDG_DATA_HOME: path.dirname(home) },
    }).stdout.toString();
  };
  fs.renameSync(home, path.join(path.dirname(home), 'vitrine'));
  assert.match(list(['--data', flag, '--config', config], { VITRINE_DATA: env }), /^from-0/);
  assert.match(list(['--config', config], { VITRINE_DATA: env }), /^from-1/);
  assert.match(list(['--config', config]), /^from-2/);
  assert.match(list([], { VITRINE_CONFIG: config }), /^from-2/);
  assert.match(list([]), /^from-3/);
});

test('a configuration at fault starts nothing and is named', (t) => {
  const data = folder(t);
  for (const [content, message] of [
    ['lisen = "x"\n', /no setting 'lisen'/],
    ['store = "paper"\n', /paper/],
    ['data = [1,2]\n', /data/],
  ]) {
    const done = run(data, ['list', '--config', write(t, 'c.toml', content)], { env: { VITRINE_DATA: '' } });
    assert.equal(done.code, 2, content);
    assert.match(done.err, message);
    assert.match(done.err, /c\.toml/);
  }
  assert.match(run(data, ['list', '--config', '/no/such']).err, /cannot read the configuration file/);
  const done = run(data, ['list'], { env: { VITRINE_LOG_LEVEL: 'loud' } });
  assert.equal(done.code, 2);
  assert.match(done.err, /VITRINE_LOG_LEVEL/);
});

test('coverage of translations', (t) => {
  const file = write(t, 'cv.json', '{"basics":{"label":"A","label@de":"B","summary":"C"}}');
  const done = run(folder(t), ['translations', file]);
  assert.match(done.out, /de: 1 of 2 texts translated\n {2}missing \/basics\/summary/);
});

for (const shell of ['bash', 'zsh', 'fish']) {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  test(`the completion script for ${shell} parses`, { skip: isThere ? false : `${shell} is not installed` }, (t) => {
    const script = run(folder(t), ['completions', shell]).out;
    const parsed = spawnSync(shell, ['-n', write(t, 'completion', script)]);
    assert.equal(parsed.status, 0, parsed.stderr.toString());
    for (const command of commands) assert.match(script, new RegExp(command));
  });
}

test('bash completes commands and options', (t) => {
  const complete = (words) => {
    const script = `${run(folder(t), ['completions', 'bash']).out}
      COMP_WORDS=(vitrine ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _vitrine; echo "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['-c', script]).stdout.toString().trim();
  };
  assert.equal(complete('imp'), 'import');
  assert.equal(complete('serve --lis'), '--listen');
  assert.equal(complete('completions z'), 'zsh');
});
