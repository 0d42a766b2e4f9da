// Terraform's files as data: folders of .tf files, parsed, each block with its address.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@cdktf/hcl2json';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const terraform = join(root, 'infra', 'terraform');

// All .tf files under the folder: Map of relative path to text.
export function readFiles(folder = terraform) {
  const files = new Map();
  const visit = (at) => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) {
        if (!name.startsWith('.')) visit(path);
      } else if (name.endsWith('.tf')) files.set(relative(folder, path), readFileSync(path, 'utf8'));
    }
  };
  visit(folder);
  return files;
}

const parsed = new Map();

async function parseOnce(path, text) {
  if (!parsed.has(text)) parsed.set(text, await parse(path, text));
  return structuredClone(parsed.get(text));
}

function emptyModule(folder) {
  return { folder, variables: {}, locals: {}, outputs: {}, modules: {}, blocks: [], other: [] };
}

function addBlocks(module, file, content) {
  for (const [kind, byName] of Object.entries(content)) {
    if (kind === 'resource' || kind === 'data') {
      for (const [type, named] of Object.entries(byName)) {
        for (const [name, bodies] of Object.entries(named)) {
          const address = `${kind === 'data' ? 'data.' : ''}${type}.${name}`;
          for (const body of bodies) module.blocks.push({ file, kind, type, name, address, body });
        }
      }
    } else if (kind === 'locals') for (const part of byName) Object.assign(module.locals, part);
    else if (kind === 'variable') for (const [name, [body]] of Object.entries(byName)) module.variables[name] = body;
    else if (kind === 'output') for (const [name, [body]] of Object.entries(byName)) module.outputs[name] = body;
    else if (kind === 'module')
      for (const [name, [body]] of Object.entries(byName)) module.modules[name] = { file, body };
    else module.other.push({ file, kind, body: byName });
  }
}

// Parses all files; returns Map of folder to module. For a file that cannot be parsed, throws with its name and line.
export async function loadModules(files = readFiles()) {
  const modules = new Map();
  for (const [path, text] of files) {
    const folder = dirname(path);
    if (!modules.has(folder)) modules.set(folder, emptyModule(folder));
    addBlocks(modules.get(folder), path, await parseOnce(path, text));
  }
  return modules;
}

// The one block with this address; throws if there is none.
export function block(module, address) {
  const found = module.blocks.find((one) => one.address === address);
  if (!found) throw new Error(`${module.folder}: there is no ${address}`);
  return found;
}

// The bodies of nested blocks with that name, including those of `dynamic` ones.
export function nested(body, name) {
  const direct = Array.isArray(body[name]) ? body[name] : [];
  const dynamic = body.dynamic?.[name]?.flatMap((one) => one.content) ?? [];
  return [...direct, ...dynamic];
}
