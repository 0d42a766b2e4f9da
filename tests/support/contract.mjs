// Checks answers of the API against schema/openapi.yaml.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import yaml from 'yaml';

import { root } from './vitrine.mjs';

export const contract = yaml.parse(fs.readFileSync(path.join(root, 'schema/openapi.yaml'), 'utf8'));

const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
ajv.addSchema({ $id: 'openapi', ...contract });
const validators = new Map();

function resolve(node) {
  while (node?.$ref)
    node = node.$ref
      .slice(2)
      .split('/')
      .reduce((at, name) => at[name.replaceAll('~1', '/')], contract);
  return node;
}

/** The operation with that method and path; fails if the contract has none. */
export function operationOf(method, route) {
  const { pathname } = new URL(route, 'http://host');
  const rest = pathname.replace(/^\/api\/v1/, '');
  for (const [template, item] of Object.entries(contract.paths)) {
    const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    if (pattern.test(rest) && item[method.toLowerCase()]) return { template, ...item[method.toLowerCase()] };
  }
  return assert.fail(`${method} ${route} is not in the contract`);
}

/** Fails unless the contract allows this answer: its status, media type and body. */
export async function assertAllowed(method, route, answer) {
  const operation = operationOf(method, route);
  const found = operation.responses[String(answer.status)] ?? operation.responses.default;
  const response = resolve(found);
  assert.ok(response, `${method} ${route}: ${answer.status} is not in the contract`);
  const text = await answer.clone().text();
  if (!response.content) return assert.equal(text, '', `${method} ${route}: ${answer.status} has no body`);
  const type = answer.headers.get('content-type').split(';')[0];
  const content = response.content[type];
  assert.ok(content, `${method} ${route}: ${answer.status} as ${type} is not in the contract`);
  if (!content.schema || !/json/.test(type)) return undefined;
  const key = JSON.stringify(content.schema);
  if (!validators.has(key)) validators.set(key, ajv.compile(absolute(content.schema)));
  const validate = validators.get(key);
  assert.ok(validate(JSON.parse(text)), `${method} ${route}: ${ajv.errorsText(validate.errors)}`);
  return undefined;
}

/** The schema with references resolved against the whole contract. */
function absolute(node) {
  if (Array.isArray(node)) return node.map(absolute);
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) =>
      name === '$ref' ? [name, `openapi${value}`] : [name, absolute(value)],
    ),
  );
}
