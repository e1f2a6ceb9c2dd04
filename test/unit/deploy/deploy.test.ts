import { Command } from 'commander';
import type { Cloud } from '../../../cli/deploy/cloud';
import { type DeployOptions, deploy } from '../../../cli/deploy/deploy';
import { registerDeployCommand } from '../../../cli/deploy/deploy-command';
import { checkPreconditions } from '../../../cli/deploy/preconditions';
import { readEnvironment } from '../../../cli/environment/read-environment';
import { parseEnvironment } from '../../../core/contracts/parse-environment';

const PARAMETER = '/second-look/dev/model-package';
const BOOTSTRAP = '/cdk-bootstrap/hnb659fds/version';

interface Account {
  readonly account?: string | Error;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly stacks?: Readonly<Record<string, string>>;
}
const cloudOf = ({
  account = '111122223333',
  parameters = { [BOOTSTRAP]: '28' },
  stacks = {},
}: Account = {}): Cloud => ({
  account: async () => {
    if (account instanceof Error) throw account;
    return account;
  },
  parameter: async (name) => parameters[name],
  stackStatus: async (name) => stacks[name],
});
const dev = (settings: object = {}) =>
  parseEnvironment('dev', JSON.stringify({ region: 'us-east-1', ...settings }), ['dev']);
const check = async (cloud: Cloud, settings: object = {}): Promise<string[]> => {
  const lines: string[] = [];
  await checkPreconditions(dev(settings), cloud, (line) => lines.push(line));
  return lines;
};

describe('checkPreconditions', () => {
  it('reports what it found in an account that is ready', async () => {
    expect(await check(cloudOf())).toEqual([
      'account 111122223333, region us-east-1',
      'CDK bootstrap version 28',
      'stacks: storage new, training new, serving new, monitoring new, workflow new',
      'second looks are mailed to nobody (alerts.emails is empty)',
      'alarms are mailed to nobody (operations.emails is empty)',
      `${PARAMETER} does not exist yet: the training stack creates it as 'none' (no endpoint until the first release)`,
    ]);
  });

  it('takes a stack for new of which there is only a change set that nobody executed', async () => {
    const stacks = { 'second-look-dev-storage': 'REVIEW_IN_PROGRESS' };
    expect(await check(cloudOf({ stacks }))).toContain(
      'stacks: storage REVIEW_IN_PROGRESS, training new, serving new, monitoring new, workflow new',
    );
  });

  it('says who will be mailed', async () => {
    expect(await check(cloudOf(), { alerts: { emails: ['a@example.com', 'b@example.com'] } })).toContain(
      'second looks are mailed to a@example.com, b@example.com, once each has confirmed the subscription',
    );
  });

  it('says which model is released', async () => {
    const parameters = { [BOOTSTRAP]: '28', [PARAMETER]: 'arn:…:model-package/7' };
    expect(await check(cloudOf({ parameters }))).toContain(`${PARAMETER} is arn:…:model-package/7`);
  });

  it.each<[string, Account, object, RegExp]>([
    [
      'nobody is signed in',
      { account: new Error('no credentials') },
      {},
      /who you are .*no credentials.*aws sso login/,
    ],
    [
      'the account is another',
      {},
      { account: '999988887777' },
      /belongs to account 999988887777, your credentials to 1111/,
    ],
    [
      'there is no bootstrap',
      { parameters: {} },
      {},
      /not bootstrapped.*npx cdk bootstrap aws:\/\/111122223333\/us-east-1/,
    ],
    ['the bootstrap is old', { parameters: { [BOOTSTRAP]: '5' } }, {}, /has version 5, 6 is needed/],
    [
      'a stack is stuck',
      stack('serving', 'ROLLBACK_COMPLETE'),
      {},
      /second-look-dev-serving is in ROLLBACK_COMPLETE: .*delete/,
    ],
    [
      'a stack is busy',
      stack('storage', 'UPDATE_IN_PROGRESS'),
      {},
      /second-look-dev-storage is in UPDATE_IN_PROGRESS: wait/,
    ],
  ])('refuses with a remedy when %s', async (_, account, settings, message) => {
    await expect(check(cloudOf(account), settings)).rejects.toMatchObject({
      name: 'PreconditionFailed',
      message: expect.stringMatching(message),
    });
  });
});

function stack(word: string, status: string): Account {
  return { stacks: { [`second-look-dev-${word}`]: status } };
}

describe('deploy', () => {
  const run = async (changes: Partial<DeployOptions> = {}, code = 0) => {
    const ran: (readonly string[])[] = [];
    const regions: string[] = [];
    const cdk = async (args: readonly string[]): Promise<number> => {
      ran.push(args);
      return code;
    };
    const cloud = (region: string): Cloud => {
      regions.push(region);
      return cloudOf();
    };
    await deploy({ environment: 'dev', report: () => {}, cloud, cdk, ...changes });
    return { ran, regions };
  };

  it('deploys all stacks of the environment, with the arguments given', async () => {
    const { ran, regions } = await run({ cdkArguments: ['--require-approval', 'never'] });
    expect(ran).toEqual([['deploy', '--all', '-c', 'environment=dev', '--require-approval', 'never']]);
    expect(regions).toEqual(['us-east-1']);
  });

  it('deploys nothing when asked to check only', async () => {
    expect((await run({ check: true })).ran).toEqual([]);
  });

  it('deploys nothing when a precondition fails', async () => {
    const ran: unknown[] = [];
    const cdk = async (args: readonly string[]) => ran.push(args);
    await expect(run({ cloud: () => cloudOf({ parameters: {} }), cdk })).rejects.toThrow(/not bootstrapped/);
    expect(ran).toEqual([]);
  });

  it('fails when cdk does', async () => {
    await expect(run({}, 1)).rejects.toMatchObject({ name: 'DeployFailed' });
  });

  it('refuses the laptop’s environment', async () => {
    await expect(run({ environment: 'local' })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('npm run local'),
    });
  });

  it.each(['qa', '../package', ''])('names the environments there are for %j', (name) => {
    expect(() => readEnvironment(name)).toThrow(/there are dev, local, prod, staging/);
  });
});

describe('the command', () => {
  const program = () => {
    const made = new Command().exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
    registerDeployCommand(made);
    for (const command of made.commands)
      command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
    return made;
  };

  it('wants an environment', async () => {
    await expect(program().parseAsync(['deploy'], { from: 'user' })).rejects.toThrow(/environment/);
  });

  it('refuses options of cdk that do not stand after a --', async () => {
    const parsing = program().parseAsync(['deploy', 'dev', '--hotswap'], { from: 'user' });
    await expect(parsing).rejects.toThrow(/--hotswap/);
  });

  it('passes on the environment’s name', async () => {
    const parsing = program().parseAsync(['deploy', 'qa', '--', '--hotswap'], { from: 'user' });
    await expect(parsing).rejects.toThrow(/No environment 'qa'/);
  });
});
