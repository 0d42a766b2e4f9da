// Storage and operation: storage, machines, tasks, the pipeline, teardown.

import { block, nested } from './modules.mjs';

const one = (body, name) => nested(body, name)[0] ?? {};

export const keep = {
  'the table: keys, on demand, recoverable, encrypted, protected, not public'({ modules, all, complain }) {
    const { body } = block(modules.get('modules/table'), 'aws_dynamodb_table.this');
    if (body.billing_mode !== 'PAY_PER_REQUEST') complain('is paid for when nobody asks');
    const recovery = one(body, 'point_in_time_recovery');
    if (recovery.enabled !== true || recovery.recovery_period_in_days !== 35)
      complain('cannot be taken back to a point in time');
    if (body.deletion_protection_enabled !== '${var.protect}') complain('can be deleted');
    const encryption = one(body, 'server_side_encryption');
    if (encryption.enabled !== true || encryption.kms_key_arn !== '${var.key_arn}')
      complain('is not encrypted by the key');
    if (one(body, 'ttl').enabled !== true) complain('keeps what has expired');
    for (const { address } of all('resource', 'aws_dynamodb_resource_policy'))
      complain(`${address}: the table needs no policy of its own`);
  },

  'buckets: closed, encrypted, over TLS only, cleaned up'({ modules, complain }) {
    for (const module of modules.values()) {
      for (const { address, name, type } of module.blocks.filter(({ type: is }) => is === 'aws_s3_bucket')) {
        const of = (kind) =>
          module.blocks.find((other) => other.type === `${type}_${kind}` && other.body.bucket === `\${${address}.id}`)
            ?.body;
        const access = of('public_access_block');
        for (const switched of [
          'block_public_acls',
          'block_public_policy',
          'ignore_public_acls',
          'restrict_public_buckets',
        ]) {
          if (access?.[switched] !== true) complain(`${address}: ${switched} is not on`);
        }
        if (!of('server_side_encryption_configuration')) complain(`${address}: is not encrypted`);
        if (!of('lifecycle_configuration')) complain(`${address}: grows for ever`);
        if (of('policy')?.policy !== `\${data.aws_iam_policy_document.${name}.json}`)
          complain(`${address}: has no policy`);
        const document =
          module.blocks.find((other) => other.address === `data.aws_iam_policy_document.${name}`)?.body ?? {};
        const denial = nested(document, 'statement').find(({ effect }) => effect === 'Deny') ?? {};
        const condition = one(denial, 'condition');
        if (
          condition.variable !== 'aws:SecureTransport' ||
          condition.values?.[0] !== 'false' ||
          denial.resources?.length !== 2
        )
          complain(`${address}: takes plain HTTP`);
      }
    }
  },

  'keys, images, logs, topic and disks are encrypted'({ modules, all, complain }) {
    for (const { address, body } of all('resource', 'aws_kms_key'))
      if (body.enable_key_rotation !== true) complain(`${address}: does not rotate`);
    for (const { address, body } of all('resource', 'aws_ecr_repository')) {
      if (body.image_tag_mutability !== 'IMMUTABLE') complain(`${address}: a tag can change its meaning`);
      if (one(body, 'image_scanning_configuration').scan_on_push !== true) complain(`${address}: is not scanned`);
      if (one(body, 'encryption_configuration').encryption_type !== 'KMS')
        complain(`${address}: is not encrypted by the key`);
    }
    for (const { address, body } of all('resource', 'aws_cloudwatch_log_group')) {
      if (body.kms_key_id !== '${var.key_arn}') complain(`${address}: is not encrypted by the key`);
      if (!body.retention_in_days) complain(`${address}: is kept for ever`);
    }
    for (const { address, body } of all('resource', 'aws_sns_topic'))
      if (body.kms_master_key_id !== '${var.key_arn}') complain(`${address}: is not encrypted by the key`);
    const disk = one(
      one(block(modules.get('modules/service'), 'aws_launch_template.this').body, 'block_device_mappings'),
      'ebs',
    );
    if (disk.encrypted !== true) complain('the disks are not encrypted');
    const owner = block(modules.get('modules/service'), 'aws_ssm_parameter.owner').body;
    if (owner.type !== 'SecureString' || owner.key_id !== '${var.key_arn}')
      complain("the owner's address is not encrypted");
  },

  'machines: IMDSv2 at one hop, image from SSM, none of it open to a shell'({ modules, complain }) {
    const { body } = block(modules.get('modules/service'), 'aws_launch_template.this');
    const metadata = one(body, 'metadata_options');
    if (metadata.http_tokens !== 'required') complain('takes version 1 of the metadata service');
    if (metadata.http_put_response_hop_limit !== 1) complain("containers reach the machine's role");
    if (!/aws_ssm_parameter\.image/.test(body.image_id)) complain('the image does not come from SSM');
    if (body.key_name) complain('has a key for SSH');
    if (one(body, 'network_interfaces').security_groups?.join() !== '${var.security_group_id}')
      complain('has another security group');
  },

  'a rolling update: new beside old, taken back when it fails'({ modules, all, complain }) {
    const services = all('resource', 'aws_ecs_service');
    if (
      services
        .map(({ name }) => name)
        .sort()
        .join() !== 'backend,frontend'
    )
      complain('there are other services than back end and front end');
    for (const { address, name, body } of services) {
      if (body.deployment_minimum_healthy_percent !== 100 || body.deployment_maximum_percent !== 200)
        complain(`${address}: is not 100 to 200 percent`);
      const breaker = one(body, 'deployment_circuit_breaker');
      if (breaker.enable !== true || breaker.rollback !== true) complain(`${address}: is not taken back when it fails`);
      if (body.task_definition !== `\${aws_ecs_task_definition.${name}.arn}`) complain(`${address}: runs another task`);
      const ignored = (body.lifecycle?.[0]?.ignore_changes ?? []).join();
      if (ignored.includes('task_definition')) complain(`${address}: Terraform's settings would never be deployed`);
      if (name === 'backend' && !ignored.includes('desired_count'))
        complain(`${address}: each apply would undo the scaling`);
      if (one(body, 'load_balancer').container_name !== name) complain(`${address}: another container is registered`);
    }
    for (const { address, body } of all('resource', 'aws_ecs_task_definition'))
      if (body.track_latest !== true) complain(`${address}: does not follow the pipeline`);
    const deployed = block(modules.get('modules/service'), 'aws_ssm_parameter.deployed').body;
    if (!deployed.lifecycle?.[0].ignore_changes.join().includes('insecure_value'))
      complain("the pipeline's note would be overwritten");
  },

  'containers: read-only, no capabilities, any host port'({ modules, complain }) {
    const service = modules.get('modules/service');
    const common = service.locals.container;
    if (common.readonlyRootFilesystem !== true) complain('the root can be written');
    if (common.privileged !== false) complain('privileged');
    if (common.dockerSecurityOptions?.join() !== 'no-new-privileges') complain('may gain privileges');
    for (const name of ['backend', 'frontend']) {
      const { body } = block(service, `aws_ecs_task_definition.${name}`);
      const text = body.container_definitions;
      if (body.network_mode !== 'bridge') complain(`${name}: the network mode is not bridge`);
      if (!text.includes('merge(local.container,')) complain(`${name}: leaves out what all have in common`);
      if (!/capabilities\s*=\s*\{ drop = \["ALL"\] \}/.test(text)) complain(`${name}: keeps capabilities`);
      if (!/hostPort = 0[,\s}]/.test(text)) complain(`${name}: claims a port of the machine`);
      if (!/memory\s+=/.test(text) || !/memoryReservation\s+=/.test(text)) complain(`${name}: has no limit of memory`);
      if (
        !new RegExp(
          `image\\s+= "\\$\\{var\\.image_urls\\["${name}"\\]\\}:\\$\\{aws_ssm_parameter\\.deployed\\.insecure_value\\}"`,
        ).test(text)
      )
        complain(`${name}: the image is not what the pipeline deployed`);
    }
    if (block(service, 'aws_ecs_task_definition.frontend').body.task_role_arn) complain('frontend: has a role');
  },

  'scaling: machines follow tasks, tasks follow CPU and requests'({ modules, all, complain }) {
    const service = modules.get('modules/service');
    const provider = one(block(service, 'aws_ecs_capacity_provider.this').body, 'auto_scaling_group_provider');
    if (one(provider, 'managed_scaling').status !== 'ENABLED') complain('machines do not follow tasks');
    if (provider.managed_draining !== 'ENABLED') complain('a machine goes before its tasks have');
    const metrics = all('resource', 'aws_appautoscaling_policy').map(
      ({ body }) =>
        one(one(body, 'target_tracking_scaling_policy_configuration'), 'predefined_metric_specification')
          .predefined_metric_type,
    );
    if (metrics.sort().join() !== 'ALBRequestCountPerTarget,ECSServiceAverageCPUUtilization')
      complain(`tasks follow ${metrics}`);
    const group = block(service, 'aws_autoscaling_group.this').body;
    if (group.vpc_zone_identifier !== '${var.subnet_ids}') complain('machines are not in every zone');
    if (group.min_size !== '${var.instances.min}' || group.max_size !== '${var.instances.max}')
      complain('the number of machines is not var.instances');
  },

  'a teardown ends, and begins only where it is meant'({ modules, complain }) {
    const service = modules.get('modules/service');
    const group = block(service, 'aws_autoscaling_group.this').body;
    const provider = one(block(service, 'aws_ecs_capacity_provider.this').body, 'auto_scaling_group_provider');
    if (provider.managed_termination_protection !== 'DISABLED' || group.protect_from_scale_in !== false)
      complain('machines are protected from being scaled in');
    if (group.force_delete !== true) complain('the group waits for its machines');
    for (const name of ['backend', 'frontend']) {
      const { depends_on: after = [] } = block(service, `aws_ecs_service.${name}`).body;
      for (const needed of ['aws_ecs_cluster_capacity_providers.this', 'aws_iam_role_policy.execution']) {
        if (!after.includes(`\${${needed}}`)) complain(`${name}: ${needed} may go before it`);
      }
    }
    if (modules.get('modules/vitrine').variables.protect.default !== true) complain('nothing is protected by default');
    if (modules.get('environments/production').modules.vitrine.body.protect !== '${var.protect}')
      complain('production is not protected');
    if (modules.get('environments/production').variables.protect.default !== true)
      complain('production is not protected by default');
  },

  'the pipeline: source, build, deploy the back end first, record'({ modules, complain }) {
    const pipeline = modules.get('modules/pipeline');
    const { body } = block(pipeline, 'aws_codepipeline.this');
    const stages = nested(body, 'stage');
    if (stages.map(({ name }) => name).join() !== 'Source,Build,Deploy,Record')
      complain(`stages: ${stages.map(({ name }) => name)}`);
    const action = (stage) => nested(stages.find(({ name }) => name === stage) ?? {}, 'action')[0] ?? {};
    if (action('Source').configuration?.OutputArtifactFormat !== 'CODEBUILD_CLONE_REF')
      complain('the tests need the repository, not an archive');
    if (modules.get('modules/vitrine').variables.branch.default !== 'main') complain('the branch is not main');
    if (pipeline.locals.deployments.join() !== 'backend,frontend') complain('the front end comes first');
    if (action('Deploy').configuration?.FileName !== '${action.value}.json' || action('Deploy').provider !== 'ECS')
      complain('the deployment does not read the image definitions');
    const build = block(pipeline, 'aws_codebuild_project.build').body;
    if (one(build, 'source').buildspec !== 'infra/pipeline/buildspec.yml') complain('another buildspec');
    if (one(block(pipeline, 'aws_codebuild_project.record').body, 'environment').privileged_mode)
      complain('the note needs no privileges');
    if (one(body, 'artifact_store').encryption_key === undefined) complain('artifacts are not encrypted by the key');
    if (!block(pipeline, 'aws_cloudwatch_event_target.failed').body.arn.includes('topic_arn'))
      complain('nobody hears of a failure');
  },

  'each alarm reaches the owner'({ modules, complain }) {
    const observability = modules.get('modules/observability');
    const { body } = block(observability, 'aws_cloudwatch_metric_alarm.this');
    if (body.alarm_actions?.join() !== '${aws_sns_topic.this.arn}') complain('an alarm that nobody hears');
    if (block(observability, 'aws_sns_topic_subscription.owner').body.endpoint !== '${var.email}')
      complain('another address');
    for (const name of ['errors', 'unreachable', 'slow', 'backend_unready', 'table_throttles'])
      if (!observability.locals.alarms[name]) complain(`no alarm '${name}'`);
  },

  'state: in S3, encrypted, locked, versioned; versions pinned'({ modules, complain }) {
    for (const module of modules.values()) {
      if (module.folder.startsWith('modules/')) continue;
      const settings = module.other.find(({ kind }) => kind === 'terraform')?.body[0] ?? {};
      if (!/^~> 6\./.test(one(settings, 'required_providers').aws?.version ?? ''))
        complain(`${module.folder}: the provider's version is not pinned`);
      if (!settings.required_version) complain(`${module.folder}: Terraform's version is not pinned`);
      if (module.folder === 'bootstrap') continue;
      const s3 = settings.backend?.s3?.[0] ?? {};
      if (s3.encrypt !== true || s3.use_lockfile !== true)
        complain(`${module.folder}: the state is not encrypted or not locked`);
    }
    const bootstrap = modules.get('bootstrap');
    if (one(block(bootstrap, 'aws_s3_bucket_versioning.state').body, 'versioning_configuration').status !== 'Enabled')
      complain('an overwritten state is lost');
    if (block(bootstrap, 'aws_s3_bucket.state').body.lifecycle?.[0].prevent_destroy !== true)
      complain('the state can be deleted');
  },

  'no secret, no account number in the code'({ files, complain }) {
    for (const [path, text] of files) {
      if (/\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN|\b\d{12}\b/.test(text))
        complain(`${path}: holds a key or an account number`);
      if (/(password|secret|token)\s*=\s*"[^"$]{8,}"/i.test(text)) complain(`${path}: holds a secret`);
    }
  },
};
