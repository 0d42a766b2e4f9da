#!/usr/bin/env node
// Draws the diagram of /about, src/site/assets/infrastructure.en.svg and .de.svg, from the Terraform code. The boxes
// and arrows come from the graph of modules; only their positions are chosen here.
//   node scripts/infrastructure_diagram.mjs          writes both
//   node scripts/infrastructure_diagram.mjs --check  says whether they are as the code is
// Needs the packages of tests/infra (tests/infra/run.sh installs them).

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scan } from '../tests/infra/lib/expressions.mjs';
import { block, loadModules, root } from '../tests/infra/lib/modules.mjs';
import { places, words } from './infrastructure_diagram_sheet.mjs';

// Amazon's name for the service of a resource type, most important first; the longest matching prefix wins, and '' is
// not shown.
const services = {
  aws_route53: 'Route 53',
  aws_acm: 'Certificate Manager',
  aws_lb: 'Application Load Balancer',
  aws_wafv2: 'WAF',
  aws_cognito: 'Cognito',
  aws_ecs: 'ECS',
  aws_autoscaling: 'EC2',
  aws_dynamodb: 'DynamoDB',
  aws_ecr: 'ECR',
  aws_codepipeline: 'CodePipeline',
  aws_codebuild: 'CodeBuild',
  aws_cloudwatch: 'CloudWatch',
  aws_sns: 'SNS',
  aws_budgets: 'Budgets',
  aws_kms: 'KMS',
  aws_s3: 'S3',
  aws_ssm: 'Parameter Store',
  aws_vpc: 'VPC',
  ...Object.fromEntries(
    (
      'appautoscaling cloudwatch_event codeconnections default_security_group iam internet_gateway launch_template ' +
      'route security_group subnet vpc_endpoint vpc_security_group'
    )
      .split(' ')
      .map((name) => [`aws_${name}`, '']),
  ),
};

// The dependencies with an arrow: [from, to, direction, the module that refers to the other].
const arrows = [
  ['dns', 'load_balancer', 'request', 'dns'],
  ['load_balancer', 'auth', 'request', 'load_balancer'],
  ['load_balancer', 'service', 'request', 'service'],
  ['service', 'table', 'request', 'service'],
  ['pipeline', 'registry', 'deployment', 'pipeline'],
  ['registry', 'service', 'deployment', 'service'],
  ['pipeline', 'service', 'deployment', 'pipeline'],
];

// Dependencies shown in words and not by an arrow: the network is the frame, key and logs are for all, the load
// balancer's certificate and the program's sign-in settings follow from the arrows above.
const silent = (from, to) =>
  [from, to].some((name) => ['network', 'encryption', 'observability'].includes(name)) ||
  ['load_balancer dns', 'service auth'].includes(`${from} ${to}`);

function servicesOf(module) {
  const lines = new Set();
  for (const { kind, type, body } of module.blocks) {
    if (kind !== 'resource') continue;
    const known = Object.keys(services)
      .filter((start) => type === start || type.startsWith(`${start}_`))
      .sort((a, b) => b.length - a.length)[0];
    if (known === undefined)
      throw new Error(`${type}: tell scripts/infrastructure_diagram.mjs which service it belongs to`);
    if (services[known]) lines.add(services[known] + (type === 'aws_wafv2_web_acl' && body.count ? '?' : ''));
  }
  for (const name of [...lines]) if (lines.has(`${name}?`)) lines.delete(name);
  const order = Object.values(services);
  return [...lines].sort((a, b) => order.indexOf(a.replace('?', '')) - order.indexOf(b.replace('?', '')));
}

// The content of the diagram: {boxes: {name: [line]}, facts, keyed: [name]}, all read from the code.
export function readGraph(modules) {
  const wiring = modules.get('modules/vitrine');
  const uses = (from) =>
    new Set(
      scan(wiring.modules[from].body)
        .traversals.filter(({ path }) => path[0] === 'module')
        .map(({ path }) => path[1]),
    );
  const names = Object.keys(wiring.modules);
  const drawn = new Set(arrows.map(([a, b, , who]) => `${who} ${who === a ? b : a}`));
  for (const [a, b, , who] of arrows) {
    if (!uses(who).has(who === a ? b : a))
      throw new Error(`there is an arrow from ${a} to ${b}, but module ${who} does not refer to ${who === a ? b : a}`);
  }
  for (const from of names) {
    for (const to of uses(from))
      if (!drawn.has(`${from} ${to}`) && !silent(from, to))
        throw new Error(`module ${from} refers to ${to}, and no arrow shows it`);
    if (!(from in places)) throw new Error(`module ${from} has no place on the sheet`);
  }
  const { routes, pages } = modules.get('modules/load_balancer').locals;
  return {
    boxes: Object.fromEntries(names.map((name) => [name, servicesOf(modules.get(`modules/${name}`))])),
    facts: {
      targets: wiring.locals.targets,
      studio: Object.values(routes)
        .filter(({ target }) => target === 'frontend')
        .flatMap(({ paths }) => paths)
        .at(-1),
      asks: Object.values(routes)
        .filter(({ unsigned }) => unsigned === 'authenticate')
        .flatMap(({ paths }) => paths)
        .filter((path) => !path.endsWith('*')),
      publicPages: /public\s*=\s*"(\w+)"/.exec(pages)[1],
      zones: wiring.variables.zones.default,
      ports: ['https', 'http'].map(
        (name) => block(modules.get('modules/load_balancer'), `aws_lb_listener.${name}`).body.port,
      ),
      engines: modules.get('modules/pipeline').locals.deployments,
    },
    keyed: names.filter((name) => uses(name).has('encryption')),
  };
}

// The same without optional parts.
const certain = (boxes) =>
  Object.fromEntries(Object.entries(boxes).map(([name, lines]) => [name, lines.filter((line) => !line.endsWith('?'))]));

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function drawBox(name, lines, say) {
  const { x, y, width, height, kind = 'box', indent = 12 } = places[name];
  const title = `<text class="name" x="${x + indent}" y="${y + 24}">${escape(say.names[name])}</text>`;
  const rest = lines.map((line, i) => `<text x="${x + indent}" y="${y + 46 + 19 * i}">${escape(line)}</text>`);
  return [`<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`, title, ...rest];
}

function drawArrow([from, to, way]) {
  const points = places[`${from}>${to}`];
  return `<polyline class="${way}" points="${points.map((point) => point.join()).join(' ')}" marker-end="url(#${way})"/>`;
}

const style = `
  svg { --paper: #ffffff; --ink: #1b1f24; --soft: #4a5460; --line: #8a94a0; --box: #f3f5f8; --request: #0b5cad; --deployment: #9a4300 }
  @media (prefers-color-scheme: dark) { svg { --paper: #15181c; --ink: #eceff3; --soft: #b6bfca; --line: #6d7783; --box: #20252b; --request: #7db8ff; --deployment: #ffb077 } }
  text { font: 14px system-ui, sans-serif; fill: var(--soft) }
  .name { font-weight: 600; fill: var(--ink) }
  .sheet { fill: var(--paper) }
  .box, .person { fill: var(--box); stroke: var(--line) }
  .person { stroke-dasharray: 5 3 }
  .frame { fill: none; stroke: var(--line); stroke-dasharray: 2 4 }
  polyline { fill: none; stroke-width: 2.5 }
  .request { stroke: var(--request) } marker .request { fill: var(--request); stroke: none }
  .deployment { stroke: var(--deployment); stroke-dasharray: 9 4 } marker .deployment { fill: var(--deployment); stroke: none }
`;

// The whole diagram, as text of an SVG file; `language` is en or de.
export function draw(graph, language) {
  const say = words[language];
  const extra = say.lines(graph);
  const withServices = (name) => graph.boxes[name].map((line) => line.replace(/(.*)\?$/, `$1 (${say.optional})`));
  const all = [
    ['readers', 'load_balancer', 'request'],
    ['readers', 'dns', 'request'],
    ['github', 'pipeline', 'deployment'],
    ...arrows,
  ];
  const heads = ['request', 'deployment'].map(
    (way) =>
      `<marker id="${way}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto"><path class="${way}" d="M0 0 10 5 0 10z"/></marker>`,
  );
  const boxes = ['network', 'readers', 'github', ...Object.keys(graph.boxes).filter((name) => name !== 'network')];
  const legend = ['request', 'deployment'].flatMap((way, i) => [
    `<polyline class="${way}" points="${190 + 290 * i},561 ${240 + 290 * i},561" marker-end="url(#${way})"/>`,
    `<text x="${252 + 290 * i}" y="566">${escape(say.ways[way])}</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1060 590" role="img" aria-labelledby="title desc" lang="${language}">`,
    `<title id="title">${escape(say.title)}</title>`,
    `<desc id="desc">${escape(say.description({ ...graph, boxes: certain(graph.boxes) }))}</desc>`,
    `<style>${style}</style>`,
    `<defs>${heads.join('')}</defs>`,
    '<rect class="sheet" width="1060" height="590"/>',
    ...boxes.flatMap((name) =>
      drawBox(
        name,
        [...(name in graph.boxes && name !== 'network' ? withServices(name) : []), ...(extra[name] ?? [])],
        say,
      ),
    ),
    ...all.map(drawArrow),
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

export const files = Object.fromEntries(
  ['en', 'de'].map((language) => [language, join(root, 'src', 'site', 'assets', `infrastructure.${language}.svg`)]),
);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const graph = readGraph(await loadModules());
  for (const [language, file] of Object.entries(files)) {
    if (process.argv[2] !== '--check') writeFileSync(file, draw(graph, language));
    else if (readFileSync(file, 'utf8') !== draw(graph, language)) {
      console.error(`${file} is not what the code is; run: node scripts/infrastructure_diagram.mjs`);
      process.exitCode = 1;
    }
  }
}
