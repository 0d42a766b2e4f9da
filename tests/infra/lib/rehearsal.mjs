// Makes Terraform itself evaluate every expression, without a provider and so without an account. Each resource and
// data source becomes a local value, an object of its arguments and of invented attributes, and an apply of that gives
// all values as they would be sent. Terraform itself evaluates types, indexes, functions, conditions and validations.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitTemplate, wholeExpression } from './expressions.mjs';
import { terraform } from './modules.mjs';
import { camel, providerType } from './provider_types.mjs';

const meta = new Set(['count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'dynamic']);
const localName = (kind, type, name) => `${kind}_${type}__${name}`;

// Invented attributes from a provider; an attribute that is not listed becomes a string with its name.
const attributes = {
  data_aws_availability_zones: { names: '["eu-central-1a", "eu-central-1b", "eu-central-1c"]' },
  data_aws_caller_identity: { account_id: '"123456789012"' },
  data_aws_partition: { partition: '"aws"' },
  data_aws_region: { region: '"eu-central-1"' },
  resource_aws_acm_certificate: {
    domain_validation_options:
      '[{ domain_name = var.domain, resource_record_name = "_x", resource_record_type = "CNAME", resource_record_value = "_y" }]',
  },
  resource_aws_cognito_user_pool: { endpoint: '"cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf6hI"' },
  resource_aws_cognito_user_pool_client: { id: '"3n4b5urk1ft4fl3mg5e62d9ado"' },
  resource_aws_lb: {
    arn: '"arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/vitrine/0123456789abcdef"',
  },
  resource_aws_vpc: { ipv6_cidr_block: '"2001:db8:1234:5600::/56"' },
  resource_aws_route53_zone: { name_servers: '["ns.example.net"]' },
};

// References to resources and data sources become references to their local values.
const rewrite = (text) =>
  text
    .replaceAll(/(?<![\w.])data\.(aws_\w+)\.(\w+)/g, (_, type, name) => `local.${localName('data', type, name)}`)
    .replaceAll(/(?<![\w.])(aws_\w+)\.(\w+)/g, (_, type, name) => `local.${localName('resource', type, name)}`);

const quote = (literal) => literal.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

// A value from hcl2json, as an HCL expression.
function toHcl(value) {
  if (typeof value === 'string') {
    const expression = wholeExpression(value);
    if (expression !== undefined) return `(${rewrite(expression)}\n)`;
    return `"${splitTemplate(value)
      .map(({ literal, raw }) => (raw ? rewrite(raw) : quote(literal)))
      .join('')}"`;
  }
  if (Array.isArray(value)) return `[${value.map(toHcl).join(', ')}]`;
  if (value !== null && typeof value === 'object') return `{${objectParts(value).join(', ')}}`;
  return String(value);
}

// The members of an object; its dynamic blocks become lists like those of other blocks.
function objectParts(body) {
  const parts = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === 'dynamic' && value && typeof value === 'object') continue;
    parts.push(`"${name}" = ${toHcl(value)}`);
  }
  for (const [name, all] of Object.entries(body.dynamic ?? {})) {
    const lists = all.map(
      ({ for_each: each, content }) =>
        `[for ${name} in [for k, v in ${toHcl(each)} : { key = k, value = v }] : ${toHcl(content[0])}]`,
    );
    parts.push(`"${name}" = concat(${[toHcl(body[name] ?? []), ...lists].join(', ')})`);
  }
  return parts;
}

function madeUp(kind, type, name, given) {
  const known = attributes[`${kind}_${type}`] ?? {};
  const parts = Object.entries(known).map(([attribute, text]) => `${attribute} = ${text}`);
  for (const [attribute, ofType] of Object.entries(providerType(kind, type).attributes)) {
    const snake = attribute.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (snake in known || Object.keys(given).some((one) => camel(one) === attribute)) continue;
    if (ofType === 'string') parts.push(`${snake} = "${type}.${name}.${snake}"`);
    if (ofType === 'number') parts.push(`${snake} = 1`);
  }
  return `{ ${parts.join(', ')} }`;
}

// One resource or data source, with count and for_each, as an expression.
function blockValue({ kind, type, name, body }) {
  const given = Object.fromEntries(
    Object.entries(body).filter(([argument]) => !meta.has(argument) || argument === 'dynamic'),
  );
  const extra = type === 'aws_iam_policy_document' ? `, { json = jsonencode(${toHcl(given)}) }` : '';
  const after = body.depends_on
    ? `, { depends_on = [${body.depends_on
        .map(toHcl)
        .map((other) => `length(jsonencode(${other}))`)
        .join(', ')}] }`
    : ''; // shows cycles
  const one = `merge(${madeUp(kind, type, name, given)}, ${toHcl(given)}${extra}${after})`;
  if (body.count !== undefined) return `[for count in [for i in range(${toHcl(body.count)}) : { index = i }] : ${one}]`;
  if (body.for_each !== undefined)
    return `{for each in [for k, v in ${toHcl(body.for_each)} : { key = k, value = v }] : each.key => ${one}}`;
  return one;
}

function variableText(name, body) {
  const checks = (body.validation ?? []).map(
    ({ condition, error_message: message }) =>
      `  validation {\n    condition = ${toHcl(condition)}\n    error_message = ${toHcl(message)}\n  }\n`,
  );
  const type = wholeExpression(body.type) ?? body.type;
  const value = body.default === undefined ? '' : `  default = ${toHcl(body.default)}\n`;
  return `variable "${name}" {\n  type = ${type}\n${value}${checks.join('')}}\n`;
}

function moduleText(module) {
  const out = Object.entries(module.variables).map(([name, body]) => variableText(name, body));
  const values = Object.entries(module.locals).map(([name, value]) => `  ${name} = ${toHcl(value)}\n`);
  for (const one of module.blocks) values.push(`  ${localName(one.kind, one.type, one.name)} = ${blockValue(one)}\n`);
  out.push(`locals {\n${values.join('')}}\n`);
  for (const [name, { body }] of Object.entries(module.modules)) {
    const inputs = Object.entries(body).map(
      ([input, value]) => `  ${input} = ${input === 'source' ? JSON.stringify(value) : toHcl(value)}\n`,
    );
    out.push(`module "${name}" {\n${inputs.join('')}}\n`);
  }
  for (const [name, { value }] of Object.entries(module.outputs))
    out.push(`output "${name}" {\n  value = ${toHcl(value)}\n}\n`);
  const own = module.blocks.map(
    ({ kind, type, name, address }) => `"${address}" = local.${localName(kind, type, name)}`,
  );
  const inner = Object.keys(module.modules).map((name) => `"${name}" = module.${name}.rehearsal`);
  out.push(`output "rehearsal" {\n  value = { blocks = {${own.join(', ')}}, modules = {${inner.join(', ')}} }\n}\n`);
  return out.join('\n');
}

export const hasTerraform = spawnSync('terraform', ['version']).status === 0;

// Rehearses one environment with the variables of its example and the given ones; returns {modules, error}: for each
// module a map of address to value, or Terraform's error.
export function rehearse(modules, environment, variables = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'vitrine-rehearsal-'));
  try {
    for (const [folder, module] of modules) {
      mkdirSync(join(scratch, folder), { recursive: true });
      writeFileSync(join(scratch, folder, 'main.tf'), moduleText(module));
    }
    const cwd = join(scratch, 'environments', environment);
    writeFileSync(
      join(cwd, 'terraform.tfvars'),
      readFileSync(join(terraform, 'environments', environment, 'terraform.tfvars.example')),
    );
    const env = {
      ...process.env,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: '/dev/null',
      TF_CLI_ARGS: '-no-color',
    };
    const run = (...words) =>
      spawnSync('terraform', words, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
    const given = Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
    for (const words of [
      ['init', '-input=false'],
      ['apply', '-input=false', '-auto-approve', ...given],
    ]) {
      const { status, stderr } = run(...words);
      if (status !== 0) return { error: stderr };
    }
    const { rehearsal } = JSON.parse(
      execFileSync('terraform', ['output', '-json'], {
        cwd,
        env: { ...env, TF_CLI_ARGS: undefined },
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      }),
    );
    return { modules: rehearsal.value.modules.vitrine.modules };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
