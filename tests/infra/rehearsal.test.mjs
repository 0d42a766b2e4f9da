// All values as they would be sent to AWS, evaluated by Terraform itself, with invented provider answers.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadModules, readFiles, root } from './lib/modules.mjs';
import { hasTerraform, rehearse } from './lib/rehearsal.mjs';
import { freePort } from './support/registry.mjs';

const modules = await loadModules();
const program = process.env.VITRINE ?? join(root, 'build', 'release', 'bin', 'vitrine');

// A block's values, whether it is a single one, or one for each key.
const each = (value) =>
  Array.isArray(value) ? value : value.name !== undefined || value.id !== undefined ? [value] : Object.values(value);

describe('a rehearsal', { skip: hasTerraform ? false : 'no terraform on this machine' }, () => {
  let production, trial;

  before(() => {
    [production, trial] = ['production', 'trial'].map((environment) => {
      const { modules: done, error } = rehearse(modules, environment);
      assert.equal(error, undefined);
      return done;
    });
  });

  const blocks = (done, type) =>
    Object.values(done).flatMap(({ blocks: all }) =>
      Object.entries(all)
        .filter(([address]) => address.startsWith(`${type}.`))
        .flatMap(([, value]) => each(value)),
    );
  const containers = (done) =>
    ['backend', 'frontend'].map(
      (part) => JSON.parse(done.service.blocks[`aws_ecs_task_definition.${part}`].container_definitions)[0],
    );
  const environmentOf = (container) =>
    Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));

  test('names are no longer than AWS takes them, for the longest prefix too', () => {
    const spare = 21 - 'vitrine-trial'.length;
    for (const [type, attribute, most] of [
      ['aws_lb', 'name', 32],
      ['aws_lb_target_group', 'name', 32],
      ['aws_iam_role', 'name', 64],
      ['aws_s3_bucket', 'bucket_prefix', 37],
      ['aws_cognito_user_pool', 'name', 128],
      ['aws_codepipeline', 'name', 100],
    ]) {
      for (const one of blocks(trial, type))
        assert.ok(one[attribute].length + spare <= most, `${type} ${one[attribute]}`);
    }
  });

  test('the containers', () => {
    const [backend, frontend] = containers(production);
    assert.equal(backend.name, 'backend');
    assert.equal(frontend.name, 'frontend');
    for (const one of [backend, frontend]) {
      assert.deepEqual(one.portMappings, [{ containerPort: 8080, hostPort: 0, protocol: 'tcp' }]);
      assert.equal(one.readonlyRootFilesystem, true);
      assert.equal(one.stopTimeout, 30);
      assert.match(one.image, /:none$/);
      assert.equal(one.logConfiguration.options['awslogs-group'], `/vitrine/${one.name}`);
    }
    const settings = environmentOf(backend);
    assert.equal(settings.VITRINE_PUBLIC_URL, 'https://cv.example.org');
    assert.equal(settings.VITRINE_OIDC_ISSUER, 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf6hI');
    assert.equal(settings.VITRINE_COGNITO_DOMAIN, 'https://jane-vitrine.auth.eu-central-1.amazoncognito.com');
    // The program redirects people to its first page after they signed out; Cognito must allow that address.
    const { logout_urls: back } = production.auth.blocks['aws_cognito_user_pool_client.load_balancer'];
    assert.deepEqual(back, [`${settings.VITRINE_PUBLIC_URL}/`]);
  });

  test('a rolling update fits on the machines that there are at least', () => {
    const usable = 1900; // MiB of a t3.small that ECS gives to tasks
    for (const done of [production, trial]) {
      const machines = done.service.blocks['aws_autoscaling_group.this'].min_size;
      const tasks = done.service.blocks['aws_ecs_service.backend'].desired_count;
      const reserved = containers(done).reduce((sum, { memoryReservation }) => sum + memoryReservation, 0);
      assert.ok(2 * tasks * reserved <= machines * usable);
    }
  });

  test('site access: what happens to a request that nobody has signed', () => {
    for (const [access, expected] of [
      ['public', 'allow'],
      ['signed-in', 'authenticate'],
      ['link-only', 'allow'],
    ]) {
      const { modules: done } = rehearse(modules, 'trial', { site_access: access });
      const [first] = done.load_balancer.blocks['aws_lb_listener.https'].default_action;
      assert.equal(first.authenticate_cognito[0].on_unauthenticated_request, expected);
      assert.equal(environmentOf(containers(done)[0]).VITRINE_SITE_ACCESS, access);
      const routes = Object.entries(done.load_balancer.blocks['aws_lb_listener_rule.route']).map(
        ([name, { action }]) => [name, action[0].authenticate_cognito[0].on_unauthenticated_request],
      );
      assert.deepEqual(Object.fromEntries(routes), {
        share_links: 'allow',
        studio: 'authenticate',
        sign_in: 'authenticate',
        api_tokens: 'allow',
        api: 'deny',
        about: 'allow',
      });
    }
  });

  test('only requests with a token pass to the API without a sign-in', () => {
    const rules = production.load_balancer.blocks['aws_lb_listener_rule.route'];
    const conditions = (name) =>
      rules[name].condition.map(({ path_pattern: path, http_header: header }) => (path ?? header)[0]);
    assert.deepEqual(conditions('api_tokens'), [
      { values: ['/api/*'] },
      { http_header_name: 'Authorization', values: ['Bearer *'] },
    ]);
    assert.deepEqual(conditions('api'), [{ values: ['/api/*'] }]);
  });

  test('the world reaches ports 80 and 443, over IPv4 and IPv6, and nothing else', () => {
    const open = blocks(production, 'aws_vpc_security_group_ingress_rule').filter(
      ({ cidr_ipv4: four, cidr_ipv6: six }) => [four, six].some((cidr) => cidr?.includes('/')),
    );
    assert.deepEqual(
      open.map(({ from_port: port, cidr_ipv4: four, cidr_ipv6: six }) => `${port} ${four ?? six}`).sort(),
      ['443 0.0.0.0/0', '443 ::/0', '80 0.0.0.0/0', '80 ::/0'],
    );
  });

  test('subnets lie in different zones and do not overlap', () => {
    const subnets = production.network.blocks['aws_subnet.public'];
    assert.equal(subnets.length, 2);
    for (const attribute of ['availability_zone', 'cidr_block', 'ipv6_cidr_block'])
      assert.equal(new Set(subnets.map((one) => one[attribute])).size, subnets.length);
    for (const { cidr_block: cidr, ipv6_cidr_block: six } of subnets) {
      assert.match(cidr, /^10\.42\.\d+\.0\/20$/);
      assert.match(six, /::\/64$/);
    }
  });

  test('every policy names actions and resources', () => {
    const documents = Object.values(production).flatMap(({ blocks: all }) =>
      Object.entries(all).filter(([address]) => address.startsWith('data.aws_iam_policy_document.')),
    );
    assert.ok(documents.length >= 10);
    for (const [address, value] of documents) {
      for (const { statement = [] } of value.statement ? [value] : Object.values(value)) {
        for (const { sid, actions, resources, principals } of statement) {
          assert.ok(
            actions.length > 0 && actions.every((action) => /^[a-z0-9-]+:(\*|[A-Z]\w+)$/.test(action)),
            `${address} ${sid}: ${actions}`,
          );
          assert.ok((resources ?? principals).length > 0, `${address} ${sid}`);
        }
      }
    }
  });

  test('documents in JSON are JSON', () => {
    const dashboard = JSON.parse(production.observability.blocks['aws_cloudwatch_dashboard.this'].dashboard_body);
    assert.equal(dashboard.widgets.length, blocks(production, 'aws_cloudwatch_metric_alarm').length);
    assert.deepEqual(
      JSON.parse(production.pipeline.blocks['aws_cloudwatch_event_rule.failed'].event_pattern).detail.pipeline,
      ['vitrine'],
    );
    for (const { policy } of Object.values(production.registry.blocks['aws_ecr_lifecycle_policy.this']))
      assert.equal(JSON.parse(policy).rules.length, 2);
    const script = Buffer.from(production.service.blocks['aws_launch_template.this'].user_data, 'base64').toString();
    assert.match(script, /^#!\/bin\/sh\n[\s\S]*\nECS_CLUSTER=vitrine\n[\s\S]*\nSETTINGS\n$/);
  });

  for (const [variable, value, message] of [
    ['domain', 'https://cv.example.org/', /without https:/],
    ['site_access', 'private', /public, signed-in or link-only/],
    ['owner', 'jane', /e-mail address/],
    ['repository', 'github.com/jane/vitrine', /OWNER\/NAME/],
  ]) {
    test(`${variable} '${value}' is refused, with what to do`, () =>
      assert.match(rehearse(modules, 'trial', { [variable]: value }).error.replaceAll(/\s+/g, ' '), message));
  }

  for (const [what, file, from, to] of [
    ['subnets that do not fit', 'modules/network/main.tf', 'cidr_block, 4,', 'cidr_block, 20,'],
    ['a member that an object has not', 'modules/load_balancer/routes.tf', 'each.value.paths', 'each.value.pathes'],
    ['a key that a map has not', 'modules/vitrine/main.tf', '"backend"]', '"back-end"]'],
    ['a number that is a list', 'modules/service/instances.tf', '= var.instances.min', '= [var.instances.min] + 1'],
  ]) {
    test(`a mistake that only Terraform sees: ${what}`, async () => {
      const text = readFiles().get(file);
      assert.ok(text.includes(from));
      assert.ok(rehearse(await loadModules(new Map(readFiles()).set(file, text.replace(from, to))), 'trial').error);
    });
  }

  describe(
    'the program takes the environment of its container',
    { skip: existsSync(program) ? false : 'the program is not built' },
    () => {
      let running;
      after(() => running?.kill('SIGKILL'));

      test('starts, listens, waits for its table', async () => {
        const settings = { ...environmentOf(containers(production)[0]), VITRINE_OWNER: 'jane@example.org' };
        const listen = `127.0.0.1:${await freePort()}`;
        const here = {
          VITRINE_LISTEN: listen,
          VITRINE_ENDPOINT: 'http://127.0.0.1:1',
          AWS_ACCESS_KEY_ID: 'x',
          AWS_SECRET_ACCESS_KEY: 'x',
        };
        running = spawn(program, ['serve'], {
          env: { PATH: process.env.PATH, ...settings, ...here },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let said = '';
        for (const stream of [running.stdout, running.stderr]) stream.on('data', (text) => (said += text));
        let answer;
        for (let i = 0; i < 150 && !answer && running.exitCode === null; i++)
          answer = await fetch(`http://${listen}/readyz`).catch(() => sleep(100));
        assert.ok(answer, `it did not start:\n${said}`);
        assert.equal(answer.status, 503);
        assert.match(await answer.text(), /waiting for the store/);
      });
    },
  );
});
