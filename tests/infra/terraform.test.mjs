// The code itself: format, arguments against the provider's types, references, and that the checker finds mistakes.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { checkArguments } from './lib/check_arguments.mjs';
import { checkReferences } from './lib/check_references.mjs';
import { scan } from './lib/expressions.mjs';
import { loadModules, readFiles, terraform } from './lib/modules.mjs';
import { providerType } from './lib/provider_types.mjs';

const files = readFiles();
const modules = await loadModules(files);
const hasTerraform = spawnSync('terraform', ['version']).status === 0;

test('form, as terraform fmt has it', { skip: hasTerraform ? false : 'no terraform on this machine' }, () => {
  execFileSync('terraform', ['fmt', '-check', '-diff', '-recursive', terraform], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
});

test('form, as far as it can be seen without terraform', () => {
  for (const [path, text] of files) {
    assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'), `${path}: ends with one line feed`);
    assert.doesNotMatch(text, /\t|\r|[ ]+\n|\n\n\n/, `${path}: tabs, spaces at a line's end, or empty lines in a row`);
    for (const line of text.split('\n'))
      if (!line.includes('<<')) assert.equal(/^ */.exec(line)[0].length % 2, 0, `${path}: ${line}`);
  }
});

test('every argument is one of the provider, of its type, and none is missing', () => {
  assert.deepEqual(checkArguments(modules), []);
});

test('every reference leads somewhere; what is declared is used and described', () => {
  assert.deepEqual(checkReferences(modules), []);
});

test('every exception from checkov says why, in place', () => {
  let exceptions = 0;
  for (const [path, text] of files) {
    for (const [line, id, why] of text.matchAll(/checkov:skip=?([^:\n]*):?(.*)/g)) {
      assert.match(id, /^CKV2?_AWS_\d+$/, `${path}: ${line}`);
      assert.ok(why.length >= 8, `${path}: ${line}: why?`);
      exceptions++;
    }
  }
  assert.ok(exceptions > 0);
});

test('every environment has an example of its variables, and nothing else in it', () => {
  for (const [folder, { variables }] of modules) {
    if (!folder.startsWith('environments/')) continue;
    const example = execFileSync('cat', [`${terraform}/${folder}/terraform.tfvars.example`], { encoding: 'utf8' });
    const named = [...example.matchAll(/^(\w+)\s*=/gm)].map(([, name]) => name);
    for (const name of named) assert.ok(name in variables, `${folder}: the example has '${name}'`);
    for (const [name, { default: has }] of Object.entries(variables))
      assert.ok(has !== undefined || named.includes(name), `${folder}: the example lacks '${name}'`);
  }
});

test('every environment is a main.tf of a few lines', () => {
  for (const [path, text] of files) {
    if (/^environments\/\w+\/main\.tf$/.test(path)) assert.ok(text.split('\n').length <= 25, path);
  }
});

test("the reader of the provider's types knows what it reads", () => {
  const { arguments: args, interfaces, attributes } = providerType('resource', 'aws_lb_listener');
  assert.deepEqual(args.loadBalancerArn, { kind: 'string', many: false, required: true });
  assert.deepEqual(args.port, { kind: 'number', many: false, required: false });
  assert.equal(args.defaultAction.kind, 'block');
  assert.equal(interfaces[args.defaultAction.name].type.required, true);
  assert.equal(attributes.arn, 'string');
  assert.equal(providerType('resource', 'aws_lb_listner'), undefined);
});

test('the reader of expressions finds what they refer to', () => {
  const paths = (text) => scan(text).traversals.map(({ path }) => path.join('.'));
  assert.deepEqual(paths('a-${var.x}-${local.y["k"].z}'), ['var.x', 'local.y.z']);
  assert.deepEqual(paths('${[for s in aws_subnet.public : s.id if s.x != var.k]}'), [
    'aws_subnet.public',
    's.id',
    's.x',
    'var.k',
  ]);
  assert.deepEqual(paths('${jsonencode([{ name = "x ${var.a}", v = { b = data.c.d.e } }])}'), ['var.a', 'data.c.d.e']);
  assert.deepEqual(paths('$${no.reference} "quoted" text'), []);
  assert.deepEqual(paths('${f(<<-END\n  "x" ${var.h}\n  END\n  )}'), ['var.h']);
});
