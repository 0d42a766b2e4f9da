// IAM: each role has the minimal permissions.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { block, nested, root } from './modules.mjs';

// Actions without resources, by Amazon's Service Authorization Reference, or limited by a condition instead.
const withoutResource = new Set([
  'ecr:GetAuthorizationToken',
  'ecs:DescribeTaskDefinition',
  'ecs:DiscoverPollEndpoint',
  'ecs:RegisterTaskDefinition',
]);

const isKeyPolicy = ({ folder }) => folder === 'modules/encryption';
const list = (value) =>
  Array.isArray(value)
    ? value
    : typeof value === 'string' && value.startsWith('${concat')
      ? [...value.matchAll(/"([a-z]+:[^"]+)"/gi)].map(([, one]) => one)
      : [value];

function statements({ modules }) {
  const out = [];
  for (const module of modules.values()) {
    for (const { address, file, body } of module.blocks.filter(({ type }) => type === 'aws_iam_policy_document')) {
      for (const statement of nested(body, 'statement'))
        out.push({ module, where: `${file}: ${address} ${statement.sid ?? ''}`, statement });
    }
  }
  return out;
}

// The store's DynamoDB operations, from its source: calls, and parts of its transactions. Creating a table is for
// setup, not for the service.
export function operationsOfProgram(folder = join(root, 'src', 'store', 'dynamodb')) {
  const operations = new Set();
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.cpp') || /_test\.cpp$|^table\.cpp$/.test(name)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, operation] of text.matchAll(/\bcall\(\s*"(\w+)"/g)) operations.add(operation);
    for (const [, part] of text.matchAll(/"(Put|Update|Delete|ConditionCheck)"/g))
      operations.add(part === 'ConditionCheck' ? part + 'Item' : `${part}Item`);
  }
  return [...operations].map((name) => `dynamodb:${name}`).sort();
}

export const iam = {
  'no wildcard in an action that is allowed'(context) {
    for (const { where, statement } of statements(context)) {
      if (statement.effect === 'Deny') continue;
      for (const action of list(statement.actions)) if (action.includes('*')) context.complain(`${where}: ${action}`);
      if (statement.not_actions || statement.not_resources || statement.not_principals)
        context.complain(`${where}: allows by leaving out`);
    }
  },

  'a wildcard for resources only where an action knows none, or under a condition'(context) {
    for (const { module, where, statement } of statements(context)) {
      if (statement.effect === 'Deny' || isKeyPolicy(module) || !statement.resources) continue;
      const isAny = list(statement.resources).includes('*');
      const isHeld =
        nested(statement, 'condition').length > 0 ||
        list(statement.actions).every((action) => withoutResource.has(action));
      if (isAny && !isHeld) context.complain(`${where}: is allowed on everything`);
    }
  },

  'nobody is everybody'(context) {
    for (const { where, statement } of statements(context)) {
      for (const principals of nested(statement, 'principals')) {
        if (statement.effect !== 'Deny' && (principals.type === '*' || list(principals.identifiers).includes('*')))
          context.complain(`${where}: allows everybody`);
      }
    }
    for (const { address, body } of context.all('resource', 'aws_iam_role')) {
      if (!/^\$\{data\.aws_iam_policy_document\.\w*may_assume(\["\w+"\])?\.json\}$/.test(body.assume_role_policy))
        context.complain(`${address}: who may take it on?`);
    }
    for (const type of [
      'aws_iam_role_policy_attachment',
      'aws_iam_user',
      'aws_iam_access_key',
      'aws_iam_policy_attachment',
    ]) {
      for (const { address } of context.all('resource', type))
        context.complain(`${address}: policies are written here, not borrowed, and nobody has long-lived keys`);
    }
  },

  'the account can manage the key, and services use it for this account only'({ modules, complain }) {
    const key = nested(block(modules.get('modules/encryption'), 'data.aws_iam_policy_document.key').body, 'statement');
    const managed = list(key[0].actions);
    // Terraform's operations on a key and its alias, and those that keep the key from being locked out.
    const needed = [
      'CreateAlias',
      'CreateGrant',
      'DeleteAlias',
      'EnableKeyRotation',
      'GetKeyPolicy',
      'GetKeyRotationStatus',
      'ListResourceTags',
      'PutKeyPolicy',
      'RetireGrant',
      'ScheduleKeyDeletion',
      'TagResource',
      'UpdateAlias',
    ];
    for (const action of needed) if (!managed.includes(`kms:${action}`)) complain(`the account may not kms:${action}`);
    if (nested(key[0], 'principals')[0].identifiers.join() !== '${local.account}')
      complain('somebody else manages the key');
    const logs = key.find((one) => nested(one, 'principals')[0].identifiers[0].startsWith('logs.')) ?? {};
    if (nested(logs, 'condition')[0]?.variable !== 'kms:EncryptionContext:aws:logs:arn')
      complain('the logs of other accounts, too');
  },

  'a role is handed on to tasks only'(context) {
    for (const { where, statement } of statements(context)) {
      if (!list(statement.actions).includes('iam:PassRole')) continue;
      const condition = nested(statement, 'condition')[0] ?? {};
      if (condition.variable !== 'iam:PassedToService' || condition.values?.join() !== 'ecs-tasks.amazonaws.com')
        context.complain(`${where}: to anybody`);
      if (statement.resources !== '${var.task_role_arns}') context.complain(`${where}: any role`);
    }
  },

  'the back end may do on its table what the program asks, and nothing else'({ modules, complain }) {
    const service = modules.get('modules/service');
    const document = nested(block(service, 'data.aws_iam_policy_document.backend').body, 'statement');
    const table = document.filter(({ actions }) => actions.some((action) => action.startsWith('dynamodb:')));
    const allowed = table.flatMap(({ actions }) => actions).sort();
    const asked = operationsOfProgram();
    for (const action of asked) if (!allowed.includes(action)) complain(`the program needs ${action}`);
    for (const action of allowed) if (!asked.includes(action)) complain(`the program does not need ${action}`);
    for (const { resources } of table) if (resources.join() !== '${var.table_arn}') complain('on other tables too');
    const others = document
      .filter((one) => !table.includes(one))
      .flatMap(({ actions }) => actions)
      .filter((action) => !action.startsWith('kms:'));
    if (others.length) complain(`may do more: ${others}`);
    const roles = { backend: 'backend', execution: 'execution', instance: 'instance' };
    for (const [policy, role] of Object.entries(roles)) {
      const { body } = block(service, `aws_iam_role_policy.${policy}`);
      if (
        body.role !== `\${aws_iam_role.${role}.id}` ||
        body.policy !== `\${data.aws_iam_policy_document.${policy}.json}`
      )
        complain(`${policy}: role and policy do not belong together`);
    }
    if (block(service, 'aws_ecs_task_definition.backend').body.task_role_arn !== '${aws_iam_role.backend.arn}')
      complain('the back end has another role');
  },
};
