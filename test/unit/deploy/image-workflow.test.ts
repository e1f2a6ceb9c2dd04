import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../../cli/project-folder';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** What a step of image.yml runs: the lines below `run: |`, without their indentation. */
function scriptOf(step: string): string {
  const text = readFileSync(join(PROJECT_FOLDER, '.github/workflows/image.yml'), 'utf8');
  const from = text.indexOf('run: |\n', text.indexOf(`name: ${step}`)) + 'run: |\n'.length;
  const indent = /^ */.exec(text.slice(from))?.[0] ?? '';
  const lines = text.slice(from).split('\n');
  const end = lines.findIndex((line) => line !== '' && !line.startsWith(indent));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .map((line) => line.slice(indent.length))
    .join('\n');
}

/** A program that writes down how it was called, and says something. */
function stub(name: string, says: string): void {
  const path = join(folder.path, name);
  writeFileSync(path, `#!/usr/bin/env bash\necho "${name} $*" >> "$CALLS"\n${says}\n`);
  chmodSync(path, 0o755);
}

it.each([
  ['', 'second-look'],
  ['bikes', 'bikes'],
])('image.yml builds our image and pushes it to the repository that the environment publishes, app %j', (APP, app) => {
  const calls = join(folder.path, `calls-${app}`);
  const arn = `arn:aws:ecr:eu-west-1:123456789012:repository/${app}-dev-training`;
  stub('aws', `case "$1" in ssm) echo ${arn};; ecr) echo password;; esac`);
  stub('docker', '[ "$1" = login ] && cat > /dev/null; true');
  const environment = {
    PATH: `${folder.path}:${process.env.PATH}`,
    CALLS: calls,
    APP,
    ENVIRONMENT: 'dev',
    TAG: 'v2',
    GITHUB_STEP_SUMMARY: join(folder.path, 'summary'),
  };

  execFileSync('bash', ['--norc', '-eo', 'pipefail', '-c', scriptOf('Build and push')], {
    env: environment,
  });

  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
  const image = `${registry}/${app}-dev-training:v2`;
  // Both ends of a pipe begin at once.
  expect(readFileSync(calls, 'utf8').trim().split('\n').sort()).toEqual(
    [
      `aws ssm get-parameter --name /${app}/dev/training-repository-arn --query Parameter.Value --output text`,
      'aws ecr get-login-password',
      `docker login --username AWS --password-stdin ${registry}`,
      `docker build --platform linux/amd64 --provenance=false -f algorithm/Dockerfile -t ${image} .`,
      `docker push ${image}`,
    ].sort(),
  );
});
