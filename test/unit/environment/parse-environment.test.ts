import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnvironment } from '../../../core/contracts/parse-environment';

const parse = (settings: object, overrides?: string) =>
  parseEnvironment('dev', JSON.stringify({ region: 'us-east-1', ...settings }), ['dev', 'prod'], overrides);

describe('parseEnvironment', () => {
  it('fills in every default when only the region is given', () => {
    expect(parse({})).toMatchObject({
      name: 'dev',
      app: 'second-look',
      confidenceThreshold: 0.93,
      removal: 'retain',
      capture: { enabled: true, percentage: 100 },
      serving: {
        mode: 'realtime',
        instanceType: 'ml.m5.xlarge',
        minInstances: 1,
        deployment: { strategy: 'all-at-once' },
      },
      training: { image: 'built-in', spot: false },
    });
  });

  it('keeps false and 0, which are values and not gaps', () => {
    const { capture, confidenceThreshold } = parse({
      confidenceThreshold: 0,
      capture: { enabled: false, percentage: 0 },
    });
    expect({ confidenceThreshold, capture }).toEqual({
      confidenceThreshold: 0,
      capture: { enabled: false, percentage: 0 },
    });
  });

  it('names the environments there are when the name is unknown', () => {
    expect(() => parseEnvironment('qa', undefined, ['dev', 'prod'])).toThrow(
      "No environment 'qa': there are dev, prod (environments/*.json).",
    );
  });

  it.each(['dev-eu', 'Dev', '2nd', 'a'.repeat(21)])('refuses the name %s', (name) => {
    expect(() => parseEnvironment(name, '{"region":"us-east-1"}', [name])).toThrow(
      `The environment's name '${name}' must be lower-case letters and digits, at most 20 of them`,
    );
  });

  it('says that a file is no JSON, in one line', () => {
    expect(() => parseEnvironment('dev', '{\n  "region": us-east-1\n}', ['dev'])).toThrow(
      /^environments\/dev\.json is not JSON: [^\n]+$/,
    );
  });

  it('lists all that is wrong in one line', () => {
    const settings = { region: 'moon', confidenceThreshold: 2, alerts: { emails: ['nobody'] }, colour: 'red' };
    expect(() => parse(settings)).toThrow(
      /^environments\/dev\.json is not valid: region: a region such as us-east-1; confidenceThreshold: [^;\n]+; alerts\.emails\.0: [^;\n]+; [^;\n]*"colour"\.$/,
    );
  });

  it.each<[string, object, RegExp]>([
    ['a missing region', { region: undefined }, /region: /],
    ['an account that is a number', { account: 123456789012 }, /account: /],
    ['an account of eleven digits', { account: '12345678901' }, /account: an AWS account id has twelve digits/],
    ['an app with capitals', { app: 'SecondLook' }, /app: lower-case letters/],
    ['an app that ends with a hyphen', { app: 'second-' }, /app: lower-case letters/],
    ['a retention that CloudWatch does not know', { logRetentionDays: 8 }, /logRetentionDays: /],
    ['half a percent', { capture: { percentage: 0.5 } }, /capture\.percentage: /],
    ['a canary on one instance', canary(1), /serving\.deployment\.strategy: a canary needs minInstances of 2/],
    [
      'fewer instances at most than at least',
      { serving: { mode: 'realtime', minInstances: 3 } },
      /maxInstances: must be/,
    ],
    ['an EC2 type without ml.', { training: { instanceType: 'm5.large' } }, /training\.instanceType: a SageMaker/],
    [
      'capture settings of instances on serverless',
      { serving: { mode: 'serverless', minInstances: 2 } },
      /minInstances/,
    ],
    ['memory that serverless does not offer', { serving: { mode: 'serverless', memoryMb: 1500 } }, /serving\.memoryMb/],
    [
      'monitors of tables where nothing is captured',
      { serving: { mode: 'serverless' }, tables: { enabled: true } },
      /monitoring\.enabled: a serverless endpoint captures nothing.*serving\.mode to "realtime"/,
    ],
    ['an unknown serving mode', { serving: { mode: 'batch' } }, /serving\.mode/],
    ['waiting without spot', { training: { maxWaitSeconds: 7200 } }, /maxWaitSeconds: has a meaning with spot only/],
    ['waiting less than running', { training: { spot: true, maxWaitSeconds: 60 } }, /maxWaitSeconds: must be at least/],
  ])('refuses %s', (_, settings, message) => {
    expect(() => parse(settings)).toThrow(message);
  });

  it('takes tables on a serverless endpoint that nobody monitors, and images on one that is monitored', () => {
    const serving = { mode: 'serverless' };
    expect(parse({ serving, tables: { enabled: true }, monitoring: { enabled: false } }).serving.mode).toBe(
      'serverless',
    );
    expect(parse({ serving }).monitoring.enabled).toBe(true);
  });

  it('takes a canary on two instances', () => {
    expect(parse(canary(2)).serving).toMatchObject({ minInstances: 2, deployment: { strategy: 'canary' } });
  });

  it('refuses a name that no stack could carry', () => {
    expect(() => parseEnvironment('Dev_1', '{"region":"us-east-1"}', ['Dev_1'])).toThrow(/name 'Dev_1' must be/);
  });

  it('lets overrides win key by key', () => {
    const parsed = parse({ training: { spot: true, volumeGb: 5 }, alerts: { emails: ['a@example.com'] } }, OVERRIDES);
    expect(parsed).toMatchObject({
      confidenceThreshold: 0.5,
      training: { spot: false, volumeGb: 5 },
      alerts: { emails: ['b@example.com'] },
    });
  });

  it.each(['{', '[1]', '{"colour":1}'])('refuses overrides %s', (overrides) => {
    expect(() => parse({}, overrides)).toThrow(/overrides is not JSON|is not valid/);
  });
});

const OVERRIDES = '{"confidenceThreshold":0.5,"training":{"spot":false},"alerts":{"emails":["b@example.com"]}}';

function canary(minInstances: number): object {
  return { serving: { mode: 'realtime', minInstances, maxInstances: 4, deployment: { strategy: 'canary' } } };
}

describe('the app', () => {
  const root = resolve(__dirname, '../../..');
  const { context: flags } = JSON.parse(readFileSync(resolve(root, 'cdk.json'), 'utf8')) as { context: object };
  const run = (context: object) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'bin/second-look.ts'], {
      cwd: root,
      env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ ...flags, ...context }) },
      encoding: 'utf8',
    });

  it.each([
    [{}, /^Choose an environment with -c environment=NAME: there are dev, local, prod, staging\.\n$/],
    [{ environment: 'qa' }, /^No environment 'qa': [^\n]+\n$/],
    [{ environment: '../package' }, /^No environment '\.\.\/package': [^\n]+\n$/],
    [{ environment: 'dev', overrides: '{"region":"mx-central-1"}' }, /^SageMaker's [^\n]+ in mx-central-1 [^\n]+\n$/],
  ])('ends with one line and exit code 2 for %j', (context, line) => {
    const { status, stderr } = run(context);
    expect(stderr).toMatch(line);
    expect(status).toBe(2);
  });
});
