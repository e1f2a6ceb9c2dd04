import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { PublishedName } from '../../../core/contracts/published-names';
import { STACKS } from '../../../core/contracts/stack-names';
import { type Synthesized, synthesized } from '../synthesized';

const ENVIRONMENTS = readdirSync(resolve(__dirname, '../../../environments')).map((file) => file.replace('.json', ''));
/** Folders in `lambdas/` that are a function. */
const FUNCTIONS = readdirSync(resolve(__dirname, '../../../lambdas'))
  .filter((folder) => existsSync(resolve(__dirname, '../../../lambdas', folder, 'handler.ts')))
  .sort();
const made = new Map<string, Synthesized>();
beforeAll(() => {
  for (const name of ENVIRONMENTS) made.set(name, synthesized(name, {}, { checks: true }));
});

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}
const environment = (name: string): Synthesized => made.get(name) as Synthesized;
const resources = (name: string): [string, Resource][] =>
  STACKS.flatMap((word) => {
    const { Resources } = environment(name).templates[word].toJSON() as { Resources: Record<string, Resource> };
    return Object.entries(Resources);
  });
const ofType = (name: string, type: string): [string, Resource][] =>
  resources(name).filter(([, { Type }]) => Type === type);

it('there are dev, staging, prod and local', () => {
  expect(ENVIRONMENTS.sort()).toEqual(['dev', 'local', 'prod', 'staging']);
});

describe.each(['dev', 'staging', 'prod', 'local'])('%s', (name) => {
  it('has no finding of cdk-nag or CloudFormation’s rules that is not explained', () => {
    const report = readFileSync(join(environment(name).directory, 'validation-report.json'), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ pluginReports: [] });
  });

  it('keeps every log for the configured time', () => {
    const { logRetentionDays } = JSON.parse(
      readFileSync(resolve(__dirname, `../../../environments/${name}.json`), 'utf8'),
    ) as { logRetentionDays: number };
    const groups = ofType(name, 'AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThanOrEqual(12);
    for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(logRetentionDays);
  });

  it('gives every function of ours a log group of its own, traces and no managed policy', () => {
    const ours = ofType(name, 'AWS::Lambda::Function').filter(([, { Properties }]) => 'LoggingConfig' in Properties);
    const services = ours.map(([, { Properties }]) => {
      const { Variables } = Properties.Environment as { Variables: { POWERTOOLS_SERVICE_NAME: string } };
      return Variables.POWERTOOLS_SERVICE_NAME;
    });
    expect(FUNCTIONS).toEqual(expect.arrayContaining(services));
    expect(new Set(services).size).toBe(services.length);
    expect(services.length).toBeGreaterThanOrEqual(8);
    const groups = ours.map(([, { Properties }]) => JSON.stringify(Properties.LoggingConfig));
    expect(new Set(groups).size).toBe(ours.length);
    for (const [, { Properties }] of ours) expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    const managed = ofType(name, 'AWS::IAM::Role').filter(
      ([id, { Properties }]) => 'ManagedPolicyArns' in Properties && !id.startsWith('CustomS3AutoDeleteObjects'),
    );
    expect(managed).toEqual([]);
  });

  it('has tags on everything that can be tagged', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SageMaker::Endpoint', 'AWS::Lambda::Function']) {
      for (const [id, { Properties }] of ofType(name, type)) {
        if (id.startsWith('CustomS3AutoDeleteObjects')) continue;
        const tags = Properties.Tags as { Key: string; Value: string }[];
        expect(tags).toEqual(
          expect.arrayContaining([
            { Key: 'app', Value: 'second-look' },
            { Key: 'environment', Value: name },
            expect.objectContaining({ Key: 'owner' }),
          ]),
        );
      }
    }
  });

  it('lets CloudFormation make every name but those that have to be known', () => {
    // These name a resource that they belong to.
    const naming =
      /^AWS::(S3::BucketPolicy|SNS::TopicPolicy|Lambda::(EventSourceMapping|EventInvokeConfig|Permission))$/;
    const named = resources(name).flatMap(([id, { Type, Properties }]) =>
      ['BucketName', 'FunctionName', 'RoleName', 'QueueName', 'TopicName', 'StateMachineName', 'AlarmName']
        .filter((property) => property in Properties && !naming.test(Type))
        .map((property) => `${id}.${property}`),
    );
    expect(named.filter((each) => !/AutoDeleteObjects/.test(each))).toEqual([]);
  });

  it('exports nothing: names travel through the parameter store', () => {
    const outputs = STACKS.flatMap((word) => Object.values(environment(name).templates[word].findOutputs('*')));
    expect(outputs.filter((output) => 'Export' in output)).toEqual([]);
    expect(JSON.stringify(resources(name)).includes('Fn::ImportValue')).toBe(false);
  });
});

it('names no account where the environment names none', () => {
  const text = JSON.stringify(resources('dev'));
  const accounts = new Set(text.match(/(?<![0-9a-f])\d{12}(?![0-9a-f])/g));
  const registryOfTheBuiltInAlgorithm = '811284229777';
  expect([...accounts]).toEqual([registryOfTheBuiltInAlgorithm]);
  expect(text.includes('AWS::AccountId')).toBe(true);
});

it('keeps the logical ids of everything that holds data: a new one would be a new, empty resource', () => {
  const holding = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::SQS::Queue', 'AWS::ECR::Repository'];
  const ids = resources('local').flatMap(([id, { Type }]) => (holding.includes(Type) ? [id] : []));
  expect(ids.sort()).toEqual([
    'AccessLogs8B620ECA',
    'ArrivalDeadLetters6A3991D0',
    'Capture4F9379E3',
    'DigestsDeadLetters1DA62869',
    'DigestsQueue5D300572',
    'EvaluationDeadLetters345477CF',
    'EvaluationQueue963B9F25',
    'ImageArrivalDeadLetters8B03BA6C',
    'ImageRepositoryD8036990',
    'Images2D38C313',
    'Key961B73FD',
    'ModelsC55D3500',
    'Reports65402A0A',
  ]);
});

/** Published where an environment trains on tables; test/templates/training/train-table.test.ts looks at one that does. */
const OF_TABLES = ['TrainTableArn', 'TableRepositoryArn'];

it('publishes every name of the contract, as an output and as a parameter', () => {
  const published = Object.entries(PublishedName).filter(([name]) => !OF_TABLES.includes(name));
  const parameters = ofType('local', 'AWS::SSM::Parameter').map(([, { Properties }]) => Properties.Name);
  const expected = published.map(([, word]) => `/second-look/local/${word}`);
  expect(parameters.sort()).toEqual(expected.sort());
  const outputs = STACKS.flatMap((word) => Object.keys(environment('local').templates[word].findOutputs('*')));
  expect(outputs.sort()).toEqual(published.map(([name]) => name).sort());
});

it('would not pass a resource that the region does not have', () => {
  const region = { region: 'cn-north-1', training: { image: 'own' } };
  expect(() => synthesized('dev', region, { checks: true })).toThrow(
    /ModelPackageGroup' does not exist in 'cn-north-1'/,
  );
});

it('would not pass a permission on everything', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'stack');
  const role = new Role(stack, 'role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  expect(() => app.synth()).toThrow(/AwsSolutions-IAM5/);
});
