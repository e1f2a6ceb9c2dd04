import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTarget } from '../../../cli/target/open-target';
import type { TargetOptions } from '../../../cli/target/target-options';
import { UsageError } from '../../../cli/usage-error';
import { runCli } from '../../fixtures/cli/cli-process';
import { runCommand } from '../../fixtures/cli/run-command';
import { resourceOf, type TemplateEdit } from '../../fixtures/laptop/edited-assembly';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const START_LIMIT_MILLISECONDS = 300_000;

let laptop: WorkflowLaptop;
const { signal } = new AbortController();
const folder = temporaryFolder();

beforeAll(async () => {
  laptop = await WorkflowLaptop.start();
}, START_LIMIT_MILLISECONDS);
afterAll(async () => {
  await laptop.stop();
  folder.remove();
});
afterEach(() => {
  delete process.env.SECOND_LOOK_URL;
});

const refusal = async (options: TargetOptions): Promise<string> => {
  const error = await openTarget(options, signal).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageError);
  return (error as Error).message;
};

it('opens the laptop at an address, with its environment, outputs and clients', async () => {
  const target = await openTarget({ endpointUrl: laptop.laptop.url }, signal);

  expect(target).toMatchObject({ environment: { name: 'local' }, account: '000000000000', url: laptop.laptop.url });
  expect(target.outputs.get('ImagesBucket')).toBe(laptop.images);
  target.close();
});

it('finds the laptop by SECOND_LOOK_URL', async () => {
  process.env.SECOND_LOOK_URL = laptop.laptop.url;

  const target = await openTarget({}, signal);

  expect(target.environment.name).toBe('local');
  target.close();
});

describe('a role', () => {
  const asRole = (): Promise<unknown> => {
    const roleArn = laptop.outputs.get('EndpointExecutionRoleArn');
    return openTarget({ endpointUrl: laptop.laptop.url, roleArn }, signal).catch((caught: unknown) => caught);
  };

  it('is refused when it does not trust the caller', async () => {
    const error = await asRole();

    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: expect.stringMatching(/cannot be assumed.*sts:AssumeRole.*trust policy/) });
  });

  it('is what everything is asked as when it trusts the caller', async () => {
    const trust = {
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Principal: { AWS: 'arn:aws:iam::000000000000:root' },
    };
    const addTrust: TemplateEdit = (template) => {
      resourceOf(template, 'AWS::IAM::Role', 'EndpointRole').Properties.AssumeRolePolicyDocument.Statement.push(trust);
    };

    const error = await laptop.whileEdited('serving', addTrust, asRole);

    // The endpoint's role may not look at stacks.
    expect(error).toMatchObject({
      message: expect.stringMatching(/assumed-role\/.*\/second-look-.*not authorized.*cloudformation:DescribeStacks/),
    });
  });
});

it('refuses a SECOND_LOOK_URL that is no address', async () => {
  process.env.SECOND_LOOK_URL = 'localhost:4566';

  expect(await refusal({})).toMatch(/^SECOND_LOOK_URL is 'localhost:4566'; an address such as/);
});

it.each([
  ['no environment is named and no laptop is up', {}, /^Which environment\?.*--env: dev, prod, staging\.$/],
  ['the environment is unknown', { env: 'production' }, /No environment 'production': there are dev, local/],
  ['the laptop is named and none is up', { env: 'local' }, /No laptop is up/],
  [
    'nobody answers at the address',
    { endpointUrl: 'http://127.0.0.1:9' },
    /No laptop answers at http:\/\/127\.0\.0\.1:9/,
  ],
  ['an address is given for AWS', { env: 'dev', endpointUrl: 'http://127.0.0.1:9' }, /'dev' is on AWS/],
])('refuses in one line when %s', async (_, options, complaint) => {
  expect(await refusal(options)).toMatch(complaint);
});

it('takes the laptop that is up when nothing else is said, and none that is gone', async () => {
  mkdirSync(join(folder.path, '.second-look'));
  const announced = (pid: number | undefined): void =>
    writeFileSync(join(folder.path, '.second-look/laptop.json'), JSON.stringify({ url: laptop.laptop.url, pid }));
  const list = () => runCli(['captures', 'list', '--json'], { cwd: folder.path });

  announced(process.pid);
  const up = await list();
  announced(spawnSync('true').pid);
  const gone = await list();

  expect({ code: up.code, result: JSON.parse(up.stdout) }).toMatchObject({
    code: 0,
    result: { endpoint: 'second-look-local', bucket: laptop.outputs.get('CaptureBucket') },
  });
  expect(gone).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Which environment\? No laptop is up/) });
});

it('goes to AWS by region and profile when the environment is not the laptop’s', async () => {
  const [config, credentials] = ['config', 'credentials'].map((name) => join(folder.path, name)) as [string, string];
  writeFileSync(config, '[profile team]\n');
  writeFileSync(credentials, '[team]\naws_access_key_id = team\naws_secret_access_key = team\n');
  // Where the SDK goes is turned to the laptop, which has an account and none of the stacks.
  const environment = {
    AWS_ENDPOINT_URL: laptop.laptop.url,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
  };

  const { code, stderr } = await runCli(['captures', 'list', '--env', 'dev', '--profile', 'team'], { environment });

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'No stack has the output CaptureBucket, and there is no stack second-look-dev-storage: deploy the environment first.\n',
  });
});

it('says how to choose an account when AWS does not know the caller', async () => {
  const complaint = await refusal({ env: 'dev', profile: 'nobody-has-this-profile' });

  expect(complaint).toMatch(/^AWS does not know who you are .*--profile\.$/);
});

it.each([
  [['config', 'show', '--env', 'dev', '--role-arn', 'operator'], /A role’s ARN is/],
  [['config', 'show', '--endpoint-url', 'localhost'], /An address such as/],
  [['config', 'show', '--env', 'nowhere'], /No environment 'nowhere'/],
])('ends with 2 for %j', async (args, complaint) => {
  const { code, stdout, stderr } = await runCommand(args);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(complaint);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

it('shows the configuration of an environment with its defaults', async () => {
  const { code, stdout } = await runCommand(['config', 'show', '--env', 'dev', '--json']);

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ name: 'dev', region: 'us-east-1', capture: { percentage: 100 } });
});

it('takes variables from .env and leaves those that are set', async () => {
  writeFileSync(join(folder.path, '.env'), 'SECOND_LOOK_ENV=staging\n');
  const show = (environment = {}) => runCli(['config', 'show'], { cwd: folder.path, environment });

  expect((await show()).stdout).toMatch(/^name +staging$/m);
  expect((await show({ SECOND_LOOK_ENV: 'prod' })).stdout).toMatch(/^name +prod$/m);
  rmSync(join(folder.path, '.env'));
});
