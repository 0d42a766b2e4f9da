// The pipeline's scripts, run as CodeBuild would run them: the lines of buildspec.yml, in its order, against a registry
// on loopback. Only `aws` and `apt-get` are stand-ins, and the repository is a small one.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { block, loadModules, nested, root } from './lib/modules.mjs';
import { startRegistry, whyNot } from './support/registry.mjs';

const buildspec = parse(readFileSync(join(root, 'infra', 'pipeline', 'buildspec.yml'), 'utf8'));
const password = 'a password of the registry';
const parts = ['backend', 'frontend'];

function write(path, text, mode = 0o644) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}

// A repository with the real scripts, images of one file, and tests that pass.
function makeRepository(folder) {
  cpSync(join(root, 'infra', 'pipeline'), join(folder, 'infra', 'pipeline'), { recursive: true });
  const stages = parts.map((part) => `FROM \${BASE} AS ${part}\nARG VERSION\nLABEL version=$VERSION\nCOPY test.sh /\n`);
  write(join(folder, 'infra', 'docker', 'Dockerfile'), `ARG BASE=scratch\n${stages.join('')}`);
  write(join(folder, 'test.sh'), '#!/bin/sh\ntouch tested\n', 0o755);
  const git = (...words) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], {
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'A commit');
  return git('rev-parse', 'HEAD').trim();
}

// Runs all phases in one shell, as CodeBuild does, up to the first line that fails.
function runPhases(folder, env) {
  const lines = ['install', 'pre_build', 'build', 'post_build'].flatMap((phase) => buildspec.phases[phase].commands);
  return spawnSync('sh', ['-c', ['set -e', ...lines].join('\n')], { cwd: folder, env, encoding: 'utf8' });
}

describe('the phases of the build', { skip: whyNot() ?? false }, () => {
  let scratch, repository, commit, registry, env;

  before(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'vitrine-pipeline-'));
    repository = join(scratch, 'repository');
    commit = makeRepository(repository);
    registry = await startRegistry(scratch, password);
    write(join(scratch, 'bin', 'aws'), '#!/bin/sh\n[ "$*" = "ecr get-login-password" ] && echo "$PASSWORD"\n', 0o755);
    write(join(scratch, 'bin', 'apt-get'), `#!/bin/sh\necho "$@" >>${scratch}/apt\n`, 0o755);
    write(
      join(scratch, 'storage.conf'),
      `[storage]\ndriver = "vfs"\ngraphroot = "${scratch}/images"\nrunroot = "${scratch}/run"\n`,
    );
    env = {
      PATH: `${join(scratch, 'bin')}:${process.env.PATH}`,
      HOME: scratch,
      PASSWORD: password,
      CONTAINERS_STORAGE_CONF: join(scratch, 'storage.conf'),
      REGISTRY_AUTH_FILE: join(scratch, 'auth.json'),
      INSECURE_REGISTRY: '1',
      BACKEND_REPOSITORY: `${registry.host}/vitrine/backend`,
      FRONTEND_REPOSITORY: `${registry.host}/vitrine/frontend`,
      CODEBUILD_RESOLVED_SOURCE_VERSION: commit,
      CODEBUILD_BUILD_SUCCEEDING: '1',
    };
  });

  after(() => {
    registry?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  const inspect = (part) =>
    JSON.parse(
      execFileSync(
        'skopeo',
        [
          'inspect',
          '--tls-verify=false',
          '--creds',
          `AWS:${password}`,
          `docker://${registry.host}/vitrine/${part}:${commit}`,
        ],
        { encoding: 'utf8' },
      ),
    );

  test('a wrong password ends it before anything is built', () => {
    const { status, stderr } = runPhases(repository, { ...env, PASSWORD: 'another' });
    assert.notEqual(status, 0);
    assert.match(stderr, /401|unauthorized|invalid username/i);
    assert.ok(!existsSync(join(repository, 'build')));
  });

  test('tests that fail end it before anything is built', () => {
    write(join(repository, 'test.sh'), '#!/bin/sh\nexit 1\n', 0o755);
    assert.notEqual(runPhases(repository, env).status, 0);
    assert.ok(!existsSync(join(repository, 'build')));
    write(join(repository, 'test.sh'), '#!/bin/sh\ntouch tested\n', 0o755);
  });

  test('tested, built, pushed under the commit, and defined for the deployment', () => {
    rmSync(join(repository, 'tested'), { force: true });
    const { status, stdout, stderr } = runPhases(repository, env);
    assert.equal(status, 0, stdout + stderr);
    assert.ok(existsSync(join(repository, 'tested')), 'the tests of the README ran');
    assert.match(readFileSync(join(scratch, 'apt'), 'utf8'), /install .*\bawscli\b.*\bbuildah\b/);
    for (const part of parts) {
      assert.equal(inspect(part).Labels.version, commit);
      const file = join(repository, buildspec.artifacts['base-directory'], `${part}.json`);
      assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), [
        { name: part, imageUri: `${registry.host}/vitrine/${part}:${commit}` },
      ]);
    }
  });

  test('the same commit again: nothing is pushed twice, and it ends well', () => {
    const digests = parts.map((part) => inspect(part).Digest);
    const { status, stdout } = runPhases(repository, env);
    assert.equal(status, 0);
    assert.equal(stdout.match(/is there already/g).length, 2);
    assert.deepEqual(
      parts.map((part) => inspect(part).Digest),
      digests,
    );
  });

  test('a build that failed pushes nothing', () => {
    assert.notEqual(
      runPhases(repository, {
        ...env,
        CODEBUILD_BUILD_SUCCEEDING: '0',
        CODEBUILD_RESOLVED_SOURCE_VERSION: 'f'.repeat(40),
      }).status,
      0,
    );
    const tags = execFileSync(
      'skopeo',
      ['list-tags', '--tls-verify=false', '--creds', `AWS:${password}`, `docker://${registry.host}/vitrine/backend`],
      { encoding: 'utf8' },
    );
    assert.deepEqual(JSON.parse(tags).Tags, [commit]);
  });

  for (const [what, wrong, message] of [
    ['a name that is no commit', { CODEBUILD_RESOLVED_SOURCE_VERSION: 'main' }, /no commit/],
    ['a repository that is not named', { FRONTEND_REPOSITORY: '' }, /FRONTEND_REPOSITORY is not set/],
    ['an engine that nobody knows', { ENGINE: 'kaniko' }, /there are buildah and docker/],
  ]) {
    test(`${what}: says so`, () => {
      const { status, stderr } = runPhases(repository, { ...env, ...wrong });
      assert.equal(status, 2);
      assert.match(stderr, message);
    });
  }
});

describe('the note of what runs', () => {
  const commit = 'a'.repeat(40);
  const running = (backend, frontend) => {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-record-'));
    const aws = `#!/bin/sh
case "$*" in
  "ecs describe-services --cluster c --services "*) echo "task-of-$6" ;;
  *task-of-b*) echo registry.example/vitrine/backend:${backend} ;;
  *task-of-f*) echo registry.example/vitrine/frontend:${frontend} ;;
  ssm*) echo "$*" >>${folder}/notes ;;
  *) exit 9 ;;
esac\n`;
    write(join(folder, 'aws'), aws, 0o755);
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      CLUSTER: 'c',
      BACKEND_SERVICE: 'b',
      FRONTEND_SERVICE: 'f',
      DEPLOYED_PARAMETER: '/v/deployed',
      CODEBUILD_RESOLVED_SOURCE_VERSION: commit,
    };
    const [line] = parse(readFileSync(join(root, 'infra', 'pipeline', 'record.yml'), 'utf8')).phases.build.commands;
    const { status, stderr } = spawnSync('sh', ['-c', line], { cwd: root, env, encoding: 'utf8' });
    const notes = existsSync(join(folder, 'notes')) ? readFileSync(join(folder, 'notes'), 'utf8') : '';
    rmSync(folder, { recursive: true });
    return { status, stderr, notes };
  };

  test('is written once both services run the commit', () => {
    const { status, notes } = running(commit, commit);
    assert.equal(status, 0);
    assert.equal(notes, `ssm put-parameter --name /v/deployed --type String --overwrite --value ${commit}\n`);
  });

  test('stays as it was when a deployment was taken back', () => {
    for (const [backend, frontend] of [
      [commit, 'b'.repeat(40)],
      ['b'.repeat(40), commit],
    ]) {
      const { status, stderr, notes } = running(backend, frontend);
      assert.equal(status, 1);
      assert.match(stderr, /was taken back/);
      assert.equal(notes, '');
    }
  });
});

test('scripts are given what they ask for', async () => {
  const pipeline = (await loadModules()).get('modules/pipeline');
  for (const [project, script, without] of [
    [
      'build',
      'build.sh',
      [
        'CODEBUILD_RESOLVED_SOURCE_VERSION',
        'CONTAINER_BASE',
        'INSECURE_REGISTRY',
        'STORAGE_DRIVER',
        'BUILDAH_ISOLATION',
      ],
    ],
    ['record', 'record.sh', ['CODEBUILD_RESOLVED_SOURCE_VERSION']],
  ]) {
    const text = readFileSync(join(root, 'infra', 'pipeline', script), 'utf8').replaceAll(
      '${1^^}_REPOSITORY',
      '$BACKEND_REPOSITORY $FRONTEND_REPOSITORY',
    );
    const asked = new Set(
      [...text.matchAll(/\$\{?([A-Z][A-Z_]+)\b/g)]
        .map(([, name]) => name)
        .filter((name) => name !== 'BASH_SOURCE' && !without.includes(name)),
    );
    const environment = nested(block(pipeline, `aws_codebuild_project.${project}`).body, 'environment')[0];
    const given = Object.keys(environment.dynamic.environment_variable[0].for_each);
    assert.deepEqual([...asked].sort(), given.sort(), script);
  }
});

test('the tests that the pipeline runs are those of the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  assert.match(readme, /^\.\/test\.sh /m);
  assert.ok(buildspec.phases.pre_build.commands.includes('./test.sh'));
});
