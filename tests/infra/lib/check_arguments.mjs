// Checks every argument of every resource and data source against the provider's types: unknown, missing, mistyped.

import { wholeExpression } from './expressions.mjs';
import { camel, providerType } from './provider_types.mjs';

const meta = new Set(['count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'dynamic']);
const results = {
  string: ['base64encode', 'format', 'join', 'jsonencode', 'lower', 'replace', 'tostring', 'urlencode', 'cidrsubnet'],
  number: ['floor', 'length', 'max', 'min', 'tonumber'],
  list: ['concat', 'flatten', 'keys', 'sort', 'values', 'tolist', 'toset'],
  map: ['merge', 'zipmap'],
};

// string, number, boolean, list or map if the form of an expression shows it; else undefined.
function typeOfExpression(text, module) {
  if (/^\[/.test(text) && text.endsWith(']')) return 'list';
  if (/^(true|false)$/.test(text)) return 'boolean';
  if (/^!/.test(text)) return 'boolean';
  const call = /^(\w+)\([\s\S]*\)$/.exec(text);
  if (call) return Object.keys(results).find((type) => results[type].includes(call[1]));
  const variable = /^var\.(\w+)$/.exec(text);
  if (variable) return typeOfVariable(module.variables[variable[1]]);
  const local = /^local\.(\w+)$/.exec(text);
  if (local) return typeOf(module.locals[local[1]], module);
  const attribute = /^(data\.)?(aws_\w+)\.\w+(?:\[[^\]]*\])?\.(\w+)$/.exec(text);
  if (attribute && !text.includes('[*]')) {
    const type = providerType(attribute[1] ? 'data' : 'resource', attribute[2])?.attributes[camel(attribute[3])];
    return type === 'other' ? undefined : type;
  }
  return undefined;
}

// The same for a declared variable.
export function typeOfVariable(body) {
  const declared = wholeExpression(body?.type) ?? body?.type ?? '';
  if (/^(list|set|tuple)\b/.test(declared)) return 'list';
  if (/^(map|object)\b/.test(declared)) return 'map';
  return { string: 'string', number: 'number', bool: 'boolean' }[declared];
}

// The type of a value from hcl2json; undefined if it is not clear.
export function typeOf(value, module) {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  if (typeof value !== 'string') return typeof value;
  const expression = wholeExpression(value);
  return expression === undefined ? 'string' : typeOfExpression(expression, module);
}

// HCL converts numbers and booleans to strings; the code does not rely on the opposite conversion.
const fits = (is, wanted) =>
  is === undefined || is === wanted || (wanted === 'string' && ['number', 'boolean'].includes(is));

function checkValue(value, wanted, module) {
  if (value === null) return undefined;
  const is = typeOf(value, module);
  const kind = wanted.many ? 'list' : wanted.kind;
  if (!fits(is, kind)) return `is a ${is}, expected a ${kind}`;
  if (wanted.many && Array.isArray(value)) {
    const bad = value.map((one) => typeOf(one, module)).find((one) => !fits(one, wanted.kind));
    if (bad) return `has a ${bad} in it, expected ${wanted.kind}s only`;
  }
  return undefined;
}

function checkBody(body, members, type, module, path, complain) {
  const given = { ...body };
  const dynamic = Object.fromEntries(
    Object.entries(body.dynamic ?? {}).map(([name, all]) => [name, all.flatMap((one) => one.content)]),
  );
  for (const [name, contents] of Object.entries(dynamic)) given[name] = [...(given[name] ?? []), ...contents];
  delete given.dynamic;
  for (const [name, value] of Object.entries(given)) {
    if (meta.has(name)) continue;
    const wanted = members[camel(name)];
    const at = path ? `${path}.${name}` : name;
    if (!wanted) {
      complain(`${at}: there is no such argument`);
    } else if (wanted.kind === 'any') {
      continue;
    } else if (wanted.kind !== 'block') {
      const wrong = checkValue(value, wanted, module);
      if (wrong) complain(`${at} ${wrong}`);
    } else if (!Array.isArray(value) || value.some((one) => one === null || typeof one !== 'object')) {
      complain(`${at} is a block, not an argument`);
    } else {
      if (!wanted.many && value.length > 1 && !dynamic[name]) complain(`${at} may be there once only`);
      for (const one of value) checkBody(one, type.interfaces[wanted.name], type, module, at, complain);
    }
  }
  for (const [name, wanted] of Object.entries(members)) {
    if (wanted.required && !Object.keys(given).some((one) => camel(one) === name)) {
      complain(`${path ? `${path}.` : ''}${name} is missing`);
    }
  }
}

// Problems of all modules, one line each with place and problem.
export function checkArguments(modules) {
  const problems = [];
  for (const module of modules.values()) {
    for (const { file, kind, type: name, address, body } of module.blocks) {
      const complain = (what) => problems.push(`${file}: ${address}: ${what}`);
      const type = providerType(kind, name);
      if (!type) complain('the provider has no such type');
      else checkBody(body, type.arguments, type, module, '', complain);
    }
    for (const { file, kind, body } of module.other) {
      if (kind !== 'provider') continue;
      const type = providerType('resource', 'aws_provider');
      for (const one of body.aws ?? [])
        checkBody(one, type.arguments, type, module, '', (what) => problems.push(`${file}: provider.aws: ${what}`));
    }
  }
  return problems;
}
