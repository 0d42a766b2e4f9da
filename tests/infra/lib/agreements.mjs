// Values that must be the same in the infrastructure and the program: each check reads both, the program from its
// source. A part that the program does not have yet is `pending`: listed, and checked once it exists.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { block, nested, root } from './modules.mjs';

const read = (...path) => (existsSync(join(root, ...path)) ? readFileSync(join(root, ...path), 'utf8') : undefined);
const readFolder = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true })
        .filter((name) => name.endsWith('pp') && !/_(test|testing|bench|fuzz)\./.test(name))
        .map((name) => read(folder, name))
        .join('\n')
    : '';

const stage = (name) =>
  (read('infra/docker/Dockerfile') ?? '')
    .split(/^(?=FROM )/m)
    .find((one) => one.split('\n')[0].endsWith(` AS ${name}`));

// The parts of the program that the agreements read.
export function readProgram() {
  return {
    cli: readFolder('src/cli'),
    site: readFolder('src/site'),
    store: readFolder('src/store'),
    auth: readFolder('src/auth'),
    server: read('src/http/server/server.hpp'),
    headers: read('src/site/answers/headers.cpp'),
    table: read('src/store/dynamodb/table.cpp'),
    nginx: read('infra/docker/frontend.nginx.conf'),
    dockerfiles: {
      backend: stage('backend'),
      frontend: stage('frontend'),
    },
    build: read('infra/pipeline/build.sh'),
  };
}

const optionsOf = (cli) => new Set([...cli.matchAll(/"--([a-z][a-z-]+)"/g)].map(([, name]) => name));
const announced = new Set([
  'auth',
  'alb-arn',
  'alb-region',
  'cognito-domain',
  'only-by-proxy',
  'oidc-issuer',
  'oidc-client-id',
  'site-access',
  'owner',
]);
const serviceOf = (modules) => modules.get('modules/service');
const wiringOf = (modules) => modules.get('modules/vitrine');

export const agreements = {
  'each environment variable is an option of the program'({ modules, program, complain, pending }) {
    const options = optionsOf(program.cli);
    const secrets = [
      ...block(serviceOf(modules), 'aws_ecs_task_definition.backend').body.container_definitions.matchAll(
        /\{ name = "(\w+)", valueFrom/g,
      ),
    ].map(([, name]) => name);
    for (const variable of [...Object.keys(serviceOf(modules).locals.settings), ...secrets]) {
      const option = variable
        .replace(/^VITRINE_/, '')
        .toLowerCase()
        .replaceAll('_', '-');
      if (!variable.startsWith('VITRINE_')) complain(`${variable}: no setting of the program`);
      else if (options.has(option)) continue;
      else if (announced.has(option)) pending(`--${option}`);
      else complain(`${variable}: the program has no --${option}`);
    }
    for (const option of ['store', 'table', 'region', 'listen', 'public-url', 'trusted-proxy', 'drain', ...announced]) {
      const variable = `VITRINE_${option.toUpperCase().replaceAll('-', '_')}`;
      if (!(variable in serviceOf(modules).locals.settings) && !secrets.includes(variable))
        complain(`${variable} is not set`);
    }
  },

  'the values are those that the program takes'({ modules, program, complain, pending }) {
    const { settings } = serviceOf(modules).locals;
    for (const [name, text] of [
      ['VITRINE_STORE', program.cli],
      ['VITRINE_LOG_FORMAT', program.cli],
    ]) {
      if (!text.includes(`"${settings[name]}"`)) complain(`${name}: the program knows no '${settings[name]}'`);
    }
    if (settings.VITRINE_AUTH !== 'alb') complain('the program would not look for the signed claims');
    if (!optionsOf(program.cli).has('alb-arn')) pending('--auth alb');
    else if (!program.cli.includes('"alb"')) complain("--auth takes no 'alb'");
    for (const access of ['public', 'signed-in', 'link-only']) {
      if (!optionsOf(program.cli).has('site-access')) pending(`--site-access ${access}`);
      else if (!program.cli.includes(`"${access}"`)) complain(`--site-access takes no '${access}'`);
      if (!wiringOf(modules).variables.site_access.validation[0].condition.includes(`"${access}"`))
        complain(`site_access takes no '${access}'`);
    }
  },

  'the claims: whose signature, from whom, for whom'({ modules, complain }) {
    const { settings } = serviceOf(modules).locals;
    const service = wiringOf(modules).modules.service.body;
    const expected = {
      VITRINE_ALB_ARN: ['${var.load_balancer_arn}', 'load_balancer_arn', '${module.load_balancer.arn}'],
      VITRINE_OIDC_ISSUER: ['${var.issuer}', 'issuer', '${module.auth.issuer}'],
      VITRINE_OIDC_CLIENT_ID: ['${var.client_id}', 'client_id', '${module.auth.client_id}'],
      VITRINE_COGNITO_DOMAIN: ['${var.sign_in_pages}', 'sign_in_pages', '${module.auth.sign_in_pages}'],
      VITRINE_SITE_ACCESS: ['${var.site_access}', 'site_access', '${var.site_access}'],
      VITRINE_TABLE: ['${var.table_name}', 'table_name', '${module.table.name}'],
      VITRINE_TRUSTED_PROXY: ['${var.proxy_network}', 'proxy_network', '${module.network.cidr}'],
    };
    for (const [name, [inside, input, outside]] of Object.entries(expected)) {
      if (settings[name] !== inside || service[input] !== outside)
        complain(`${name} is ${settings[name]}, from ${service[input]}`);
    }
    if (wiringOf(modules).modules.load_balancer.body.site_access !== '${var.site_access}')
      complain('the load balancer has another site access than the program');
    const auth = modules.get('modules/auth').outputs;
    if (auth.issuer.value !== 'https://${aws_cognito_user_pool.this.endpoint}') complain('the issuer is not the pool');
    if (settings.VITRINE_ALB_REGION !== '${data.aws_region.current.region}')
      complain('the keys are looked for in another region');
  },

  'ports: what listens is what is registered'({ modules, program, complain, pending }) {
    const { targets } = wiringOf(modules).locals;
    if (serviceOf(modules).locals.settings.VITRINE_LISTEN !== '0.0.0.0:${var.targets["backend"].port}')
      complain('the program listens elsewhere');
    for (const part of ['backend', 'frontend']) {
      const definition = block(serviceOf(modules), `aws_ecs_task_definition.${part}`).body.container_definitions;
      if (!definition.includes(`containerPort = var.targets["${part}"].port`))
        complain(`${part}: another port of the container is opened`);
      if (
        nested(block(serviceOf(modules), `aws_ecs_service.${part}`).body, 'load_balancer')[0].container_port !==
        `\${var.targets["${part}"].port}`
      )
        complain(`${part}: another port is registered`);
      const exposed = /^EXPOSE (\d+)/m.exec(program.dockerfiles[part] ?? '')?.[1];
      if (exposed === undefined) pending(`EXPOSE of ${part} in infra/docker/Dockerfile`);
      else if (Number(exposed) !== targets[part].port) complain(`${part}: the image has port ${exposed}`);
    }
    const listens = /\blisten (\d+)/.exec(program.nginx ?? '')?.[1];
    if (listens === undefined) pending('listen in infra/docker/frontend.nginx.conf');
    else if (Number(listens) !== targets.frontend.port) complain(`nginx listens on ${listens}`);
  },

  'health: the paths are there, and mean readiness'({ modules, program, complain, pending }) {
    const { targets } = wiringOf(modules).locals;
    if (targets.backend.health_path !== '/readyz') complain('the back end would get requests before it is ready');
    if (!program.site.includes(`add_fixed("${targets.backend.health_path}"`))
      complain(`the program has no ${targets.backend.health_path}`);
    if (program.nginx === undefined) pending(`${targets.frontend.health_path} in infra/docker/frontend.nginx.conf`);
    else if (!program.nginx.includes(`location = ${targets.frontend.health_path} `))
      complain(`nginx has no ${targets.frontend.health_path}`);
  },

  'paths: what the load balancer singles out is what the program has there'({ modules, program, complain, pending }) {
    const { routes } = modules.get('modules/load_balancer').locals;
    for (const [name, start] of [
      ['share_links', '/s/'],
      ['sign_in', '/sign-in'],
      ['api', '/api/'],
      ['studio', '/studio'],
    ]) {
      if (!routes[name]?.paths.some((path) => path.startsWith(start))) complain(`no route for ${start}`);
      if (!program.site.includes(`"${start}`)) pending(`${start} among the program's routes`);
    }
    if (program.nginx !== undefined && !program.nginx.includes('location /studio/'))
      complain('nginx serves no /studio/');
  },

  'header fields of the load balancer are those that the program reads'({ program, complain, pending }) {
    const source = `${program.auth}${program.site}${program.cli}`.toLowerCase();
    for (const name of ['x-amzn-oidc-data', 'x-amzn-oidc-accesstoken', 'awselbauthsessioncookie'])
      if (!source.includes(name)) pending(`${name} in the program`);
    if (!/x-forwarded-for/i.test(`${readFolder('src/http')}`)) complain('the program does not read X-Forwarded-For');
  },

  "groups are the program's roles"({ modules, program, complain, pending }) {
    for (const group of Object.keys(block(modules.get('modules/auth'), 'aws_cognito_user_group.role').body.for_each)) {
      if (!['owner', 'editor', 'viewer'].includes(group)) complain(`${group} is no role`);
      if (!program.auth.includes(`"${group}"`)) pending(`role ${group} in the program`);
    }
  },

  'the table has the keys that the program would make'({ modules, program, complain }) {
    const { body } = block(modules.get('modules/table'), 'aws_dynamodb_table.this');
    const made = [...program.table.matchAll(/part\("(\w+)", "(HASH|RANGE)"\)/g)].map(([, name, kind]) => [kind, name]);
    const { HASH, RANGE } = Object.fromEntries(made);
    if (body.hash_key !== HASH || body.range_key !== RANGE)
      complain(`${body.hash_key} and ${body.range_key}; the program has ${HASH} and ${RANGE}`);
    const types = nested(body, 'attribute')
      .map(({ name, type }) => `${name}:${type}`)
      .sort()
      .join();
    if (types !== [`${HASH}:S`, `${RANGE}:S`].sort().join()) complain(`attributes ${types}`);
    const billing = /"BillingMode", "(\w+)"/.exec(program.table)[1];
    if (body.billing_mode !== billing) complain(`${body.billing_mode}; the program makes it ${billing}`);
  },

  'what expires says so in the attribute that the table looks at'({ modules, program, complain, pending }) {
    const table = modules.get('modules/table');
    if (nested(block(table, 'aws_dynamodb_table.this').body, 'ttl')[0].attribute_name !== '${var.ttl_attribute}')
      complain('another attribute than ttl_attribute');
    const attribute = wiringOf(modules).modules.table.body.ttl_attribute ?? table.variables.ttl_attribute.default;
    const written = /kTtl\w*\s*(?:=\s*|\{)"(\w+)"/i.exec(program.store + program.site)?.[1];
    if (written === undefined) pending(`an attribute '${attribute}' (a constant kTtl… in src/store or src/site)`);
    else if (written !== attribute) complain(`the program writes '${written}', the table looks at '${attribute}'`);
  },

  'stopping: the load balancer waits, then the program, then Docker'({ modules, program, complain }) {
    const { drain_seconds: drain, deregistration_delay_seconds: delay } = wiringOf(modules).locals;
    const { body } = wiringOf(modules).modules.service;
    if (
      body.drain_seconds !== '${local.drain_seconds}' ||
      serviceOf(modules).locals.settings.VITRINE_DRAIN !== '${tostring(var.drain_seconds)}'
    )
      complain('the program is told another time');
    const stop = /^\$\{var\.drain_seconds \+ (\d+)\}$/.exec(serviceOf(modules).locals.stop_timeout_seconds);
    if (!stop || Number(stop[1]) < 10) complain('Docker kills the program before it is done');
    if (serviceOf(modules).locals.container.stopTimeout !== '${local.stop_timeout_seconds}')
      complain('containers have another stop timeout');
    if (drain + Number(stop?.[1]) > 120) complain('ECS waits for two minutes at most');
    const idle =
      Number(/std::chrono::milliseconds idle_timeout\{([\d']+)\}/.exec(program.server)[1].replaceAll("'", '')) / 1000;
    const { default: silent } = modules.get('modules/load_balancer').variables.idle_timeout_seconds;
    if (!(idle > silent))
      complain(
        `the program closes a connection after ${idle} s, the load balancer would still use it until ${silent} s`,
      );
    const nginx = Number(/keepalive_timeout (\d+)/.exec(program.nginx ?? '')?.[1] ?? 75); // nginx's own default
    if (!(nginx > silent)) complain(`nginx closes a connection after ${nginx} s`);
    if (!(delay >= drain)) complain('a target leaves before its requests are answered');
    if (
      wiringOf(modules).modules.load_balancer.body.deregistration_delay_seconds !==
      '${local.deregistration_delay_seconds}'
    )
      complain('targets have another delay');
    const grace = /default: (\d+)\)"/.exec(/"--drain"[\s\S]{0,200}/.exec(program.cli)[0])[1];
    if (drain !== Number(grace)) complain(`${drain} s, where the program's own default is ${grace}`);
  },

  'Strict-Transport-Security is the same from both'({ modules, program, complain }) {
    const { body } = block(modules.get('modules/load_balancer'), 'aws_lb_listener.https');
    const own = /"Strict-Transport-Security", "([^"]+)"/.exec(program.headers)[1];
    if (body.routing_http_response_strict_transport_security_header_value !== own) complain(`the program says ${own}`);
  },

  'images: a target for each container, and a root that can stay read-only'({ modules, program, complain, pending }) {
    const parts = Object.keys(wiringOf(modules).locals.targets).sort().join(' ');
    if (/^parts=\((.*)\)$/m.exec(program.build)[1] !== parts) complain('the pipeline builds other parts');
    for (const [part, text] of Object.entries(program.dockerfiles))
      if (text === undefined) pending(`${part} in infra/docker/Dockerfile`);
    const frontend = block(serviceOf(modules), 'aws_ecs_task_definition.frontend').body.container_definitions;
    const writable = /tmpfs\s*=\s*\[\{ containerPath = "([^"]+)"/.exec(frontend)?.[1];
    if (!writable) complain('nginx can write nowhere');
    for (const [, path] of (program.nginx ?? '').matchAll(/^\s*(?:pid|\w+_temp_path) (\S+);/gm))
      if (!path.startsWith(`${writable}/`)) complain(`nginx writes to ${path}`);
  },
};

// {problems, pending} of one agreement.
export function checkAgreement(name, modules, program) {
  const problems = [];
  const pending = [];
  try {
    agreements[name]({
      modules,
      program,
      complain: (what) => problems.push(`${name}: ${what}`),
      pending: (what) => pending.push(what),
    });
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
  return { problems, pending };
}
