// The AWS provider's resources and data sources from its generated TypeScript declarations: their arguments with types,
// the required ones, and the attributes that can be referred to.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const lib = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '@cdktf', 'provider-aws', 'lib');

export const camel = (snake) => snake.replaceAll(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

// "boolean | cdktf.IResolvable" and the like, as {kind, many, name}; kind is one of string, number, boolean, map,
// block, any. `any` stands for types that the declarations do not describe, such as a firewall's statements.
function readType(text) {
  const plain = text.replaceAll(/\s*\|\s*cdktf\.IResolvable/g, '').trim();
  const many = plain.endsWith('[]');
  const name = plain.replaceAll(/[()]|\[\]$/g, '').trim();
  if (name.startsWith('{')) return { kind: 'map', many };
  if (name === 'any') return { kind: 'any', many };
  if (['string', 'number', 'boolean'].includes(name)) return { kind: name, many };
  return { kind: 'block', many, name };
}

function readInterfaces(text) {
  const interfaces = {};
  for (const [, name, body] of text.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)) {
    const members = {};
    for (const [, member, optional, type] of body.matchAll(/^ {4}readonly (\w+)(\??): (\{[\s\S]*?\}[^;]*|[^;{]+);/gm)) {
      members[member] = { ...readType(type), required: optional === '' };
    }
    interfaces[name] = members;
  }
  return interfaces;
}

function readAttributes(text) {
  const main =
    /^export declare class \w+ extends cdktf\.Terraform(?:Resource|DataSource|Provider) \{\n([\s\S]*?)^\}/m.exec(text);
  const attributes = {};
  for (const [, name, type] of main[1].matchAll(/^ {4}get (\w+)\(\): (\{[^}]*\}|[^;]+);/gm)) {
    const plain = type.replaceAll(/\s*\|\s*(undefined|cdktf\.IResolvable)/g, '').trim();
    attributes[name] ??=
      { string: 'string', number: 'number', boolean: 'boolean', 'string[]': 'list' }[plain] ?? 'other';
  }
  for (const name of Object.keys(attributes)) if (`${name}Input` in attributes) delete attributes[`${name}Input`]; // from the generator
  return attributes;
}

const known = new Map();

// {arguments, interfaces, attributes} of `aws_lb` or `data.aws_region`; undefined if the provider has no such type.
export function providerType(kind, type) {
  const folder =
    type === 'aws_provider'
      ? 'provider'
      : `${kind === 'data' ? 'data-aws-' : ''}${type.replace(/^aws_/, '').replaceAll('_', '-')}`;
  if (!known.has(folder)) {
    const file = join(lib, folder, 'index.d.ts');
    if (!type.startsWith('aws_') || !existsSync(file)) return undefined;
    const text = readFileSync(file, 'utf8');
    const interfaces = readInterfaces(text);
    const config = /constructor\(scope: Construct, id: string, config\??: (\w+)\)/.exec(text)[1];
    known.set(folder, { arguments: interfaces[config], interfaces, attributes: readAttributes(text) });
  }
  return known.get(folder);
}
