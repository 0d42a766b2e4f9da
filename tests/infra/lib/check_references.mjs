// Every name used in an expression must exist; every declared name must be used and described.

import { posix } from 'node:path';
import { typeOf, typeOfVariable } from './check_arguments.mjs';
import { scan } from './expressions.mjs';
import { camel, providerType } from './provider_types.mjs';

const functions = new Set(
  (
    'abs alltrue anytrue base64encode can ceil cidrhost cidrsubnet coalesce compact concat contains distinct element ' +
    'flatten floor format formatlist indent join jsonencode jsondecode keys length lookup lower max merge min one ' +
    'range regex replace setproduct slice sort split startswith substr sum templatefile tolist tomap tonumber ' +
    'toset tostring trimspace try upper urlencode values yamlencode zipmap'
  ).split(' '),
);

// All expressions of a module: {where, value, body}; `body` is the surrounding block.
function places(module) {
  const out = module.blocks.map(({ file, kind, type, address, body }) => ({
    where: `${file}: ${address}`,
    value: body,
    body,
    type: providerType(kind, type),
  }));
  for (const [name, value] of Object.entries(module.locals))
    out.push({ where: `${module.folder}: local.${name}`, value });
  for (const [name, value] of Object.entries(module.outputs))
    out.push({ where: `${module.folder}: output.${name}`, value });
  for (const [name, { file, body }] of Object.entries(module.modules))
    out.push({ where: `${file}: module.${name}`, value: body, body });
  for (const { file, kind, body } of module.other) {
    if (kind === 'provider') out.push({ where: `${file}: provider`, value: body });
  }
  return out;
}

// Names that `dynamic` blocks bind, at any depth.
function dynamicNames(value, names = new Set()) {
  if (value && typeof value === 'object') {
    if (!Array.isArray(value) && value.dynamic) {
      for (const [name, all] of Object.entries(value.dynamic)) for (const one of all) names.add(one.iterator ?? name);
    }
    for (const one of Object.values(value)) dynamicNames(one, names);
  }
  return names;
}

function checkBlockReference(module, kind, path, indexed, complain) {
  const [type, name, attribute] = path;
  const text = `${kind === 'data' ? 'data.' : ''}${path.join('.')}`;
  const target = module.blocks.find((one) => one.kind === kind && one.type === type && one.name === name);
  if (!target) return complain(`${text}: there is no such ${kind === 'data' ? 'data source' : 'resource'}`);
  const isMany = target.body.count !== undefined || target.body.for_each !== undefined;
  if (indexed.has(1) && !isMany) return complain(`${text}: an index, but there is one only`);
  if (attribute !== undefined && isMany && !indexed.has(1)) return complain(`${text}: an index is missing`);
  const attributes = providerType(kind, type)?.attributes;
  if (attribute !== undefined && attributes && !(camel(attribute) in attributes))
    return complain(`${text}: ${type} has no attribute '${attribute}'`);
  return undefined;
}

function calledModule(modules, module, name) {
  return modules.get(posix.normalize(posix.join(module.folder, module.modules[name].body.source)));
}

function checkTraversal(modules, module, { path, indexed }, bound, complain, used) {
  const [first, second, third] = path;
  if (bound.has(first)) return undefined;
  if (first === 'var' || first === 'local') {
    used.add(`${first}.${second}`);
    const there = first === 'var' ? module.variables : module.locals;
    return second in there ? undefined : complain(`${first}.${second} is not declared`);
  }
  if (first === 'module') {
    if (!(second in module.modules)) return complain(`module.${second} is not declared`);
    const target = calledModule(modules, module, second);
    used.add(`${target?.folder}:${third ?? '*'}`);
    return third === undefined || (target && third in target.outputs)
      ? undefined
      : complain(`module.${second} has no output '${third}'`);
  }
  if (first === 'data') {
    used.add(path.slice(0, 3).join('.'));
    return checkBlockReference(module, 'data', path.slice(1), new Set([...indexed].map((at) => at - 1)), complain);
  }
  if (first.startsWith('aws_')) return checkBlockReference(module, 'resource', path, indexed, complain);
  return complain(`'${path.join('.')}' refers to nothing`);
}

function checkPlace(modules, module, { where, value, body, type }, complainAt, used) {
  const complain = (what) => complainAt(where, what);
  const { ignore_changes: _, ...lifecycle } = value?.lifecycle?.[0] ?? {};
  const looked = value?.lifecycle ? { ...value, lifecycle } : value;
  const found = scan(looked);
  const bound = new Set([...found.bound, ...dynamicNames(looked)]);
  for (const one of found.traversals) {
    const [first, second] = one.path;
    if (first === 'each') {
      if (body?.for_each === undefined) complain('each: there is no for_each');
      if (!['key', 'value'].includes(second)) complain(`each.${second}: there are each.key and each.value`);
    } else if (first === 'count') {
      if (body?.count === undefined) complain('count.index: there is no count');
    } else checkTraversal(modules, module, one, bound, complain, used);
  }
  for (const name of found.calls) if (!functions.has(name)) complain(`${name}() is no function`);
  for (const name of value?.lifecycle?.[0]?.ignore_changes ?? []) {
    const plain = name.replace(/^\$\{|\}$/g, '');
    if (type && !(camel(plain) in type.arguments)) complain(`ignore_changes: there is no argument '${plain}'`);
  }
}

function checkCall(modules, module, name, complain) {
  const { body } = module.modules[name];
  const target = calledModule(modules, module, name);
  if (!target) return complain(`source '${body.source}' is no module`);
  const inputs = Object.keys(body).filter(
    (one) => !['source', 'depends_on', 'count', 'for_each', 'providers'].includes(one),
  );
  for (const input of inputs) {
    const variable = target.variables[input];
    if (!variable) {
      complain(`${target.folder} takes no '${input}'`);
      continue;
    }
    const [is, wanted] = [typeOf(body[input], module), typeOfVariable(variable)];
    if (is !== undefined && wanted !== undefined && is !== wanted && !(wanted === 'string' && is === 'number'))
      complain(`${input} is a ${is}, ${target.folder} takes a ${wanted}`);
  }
  for (const [input, variable] of Object.entries(target.variables)) {
    if (variable.default === undefined && !inputs.includes(input)) complain(`${input} is missing`);
  }
  return undefined;
}

function checkDeclarations(module, used, complain) {
  for (const [name, body] of Object.entries(module.variables)) {
    if (!body.description) complain(`variable.${name}`, 'has no description');
    if (!body.type) complain(`variable.${name}`, 'has no type');
    if (!used.has(`var.${name}`)) complain(`variable.${name}`, 'is not used');
    if (body.default !== undefined && body.default !== null) {
      const [is, wanted] = [typeOf(body.default, module), typeOfVariable(body)];
      if (is && wanted && is !== wanted) complain(`variable.${name}`, `its default is a ${is}, its type a ${wanted}`);
    }
  }
  for (const name of Object.keys(module.locals))
    if (!used.has(`local.${name}`)) complain(`local.${name}`, 'is not used');
  for (const { kind, address } of module.blocks)
    if (kind === 'data' && !used.has(address)) complain(address, 'is not used');
  for (const [name, body] of Object.entries(module.outputs))
    if (!body.description) complain(`output.${name}`, 'has no description');
}

// Problems of all modules, one line each with place and problem.
export function checkReferences(modules) {
  const problems = [];
  const usedOutputs = new Set();
  for (const module of modules.values()) {
    const complain = (where, what) => problems.push(`${where}: ${what}`);
    const usedHere = new Set();
    for (const place of places(module)) checkPlace(modules, module, place, complain, usedHere);
    for (const name of Object.keys(module.modules))
      checkCall(modules, module, name, (what) => complain(`${module.folder}: module.${name}`, what));
    checkDeclarations(module, usedHere, (where, what) => complain(`${module.folder}: ${where}`, what));
    for (const one of usedHere) usedOutputs.add(one);
  }
  for (const module of modules.values()) {
    if (!module.folder.startsWith('modules/')) continue;
    for (const name of Object.keys(module.outputs)) {
      if (!usedOutputs.has(`${module.folder}:${name}`) && !usedOutputs.has(`${module.folder}:*`))
        problems.push(`${module.folder}: output.${name}: is not used`);
    }
  }
  return problems;
}
