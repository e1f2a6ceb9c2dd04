import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { parseEnvironment } from '../../../core/contracts/parse-environment';
import { flat } from '../definition';
import { statements } from '../policies';
import { environmentText, type Synthesized, synthesized } from '../synthesized';

const MANAGED = { baseline: 'loans/3', modelName: 'loans-model' };
const TYPES = [
  'AWS::SageMaker::DataQualityJobDefinition',
  'AWS::SageMaker::ModelBiasJobDefinition',
  'AWS::SageMaker::ModelExplainabilityJobDefinition',
  'AWS::SageMaker::ModelQualityJobDefinition',
];
const BASELINE = 'reports/baseline/loans/3';

let made: Synthesized;
let template: Template;
beforeAll(() => {
  made = synthesized('dev', { monitoring: { managed: MANAGED, labelHours: 6 } }, { checks: true });
  template = made.templates.monitoring;
});

const propertiesOf = (type: string) =>
  Object.values(template.findResources(type))[0]!.Properties as Record<string, Record<string, unknown>>;

it('is nowhere unless it is asked for', () => {
  const { monitoring } = synthesized('dev').templates;

  for (const type of [...TYPES, 'AWS::SageMaker::MonitoringSchedule']) monitoring.resourceCountIs(type, 0);
});

it('has four definitions, each with a schedule of its own kind, every hour', () => {
  for (const type of TYPES) template.resourceCountIs(type, 1);
  const schedules = Object.values(template.findResources('AWS::SageMaker::MonitoringSchedule'));

  const configs = schedules.map(
    ({ Properties }) => (Properties as { MonitoringScheduleConfig: Record<string, unknown> }).MonitoringScheduleConfig,
  );
  expect(configs.map(({ MonitoringType }) => MonitoringType).sort()).toEqual([
    'DataQuality',
    'ModelBias',
    'ModelExplainability',
    'ModelQuality',
  ]);
  for (const { MonitoringType, MonitoringJobDefinitionName, ScheduleConfig } of configs) {
    const [definition] = Object.keys(template.findResources(`AWS::SageMaker::${String(MonitoringType)}JobDefinition`));
    expect(MonitoringJobDefinitionName).toEqual({
      'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': [definition, 'JobDefinitionArn'] }] }],
    });
    expect(ScheduleConfig).toEqual({ ScheduleExpression: 'cron(0 * ? * * *)' });
  }
});

it('compares with the files that our baselines write', () => {
  const baselines = {
    DataQuality: ['data-quality/constraints.json', 'data-quality/statistics.json'],
    ModelQuality: ['model-quality/constraints.json'],
    ModelBias: ['bias/analysis.json'],
    ModelExplainability: ['explainability/analysis.json'],
  };
  for (const [kind, files] of Object.entries(baselines)) {
    const config = propertiesOf(`AWS::SageMaker::${kind}JobDefinition`)[`${kind}BaselineConfig`]!;
    const uris = Object.values(config).map((resource) => flat((resource as { S3Uri: unknown }).S3Uri));
    expect(uris.sort()).toEqual(files.map((file) => expect.stringMatching(new RegExp(`${BASELINE}/${file}$`))));
  }
});

it('asks for labels of the hour whose labels have had their time', () => {
  for (const kind of ['ModelQuality', 'ModelBias']) {
    const { EndpointInput, GroundTruthS3Input } = propertiesOf(`AWS::SageMaker::${kind}JobDefinition`)[
      `${kind}JobInput`
    ] as { EndpointInput: unknown; GroundTruthS3Input: { S3Uri: unknown } };
    expect(EndpointInput).toMatchObject({
      EndpointName: 'second-look-dev',
      StartTimeOffset: '-PT7H',
      EndTimeOffset: '-PT6H',
      ProbabilityAttribute: '0',
      ProbabilityThresholdAttribute: 0.5,
    });
    expect(flat(GroundTruthS3Input.S3Uri)).toMatch(/\/ground_truth$/);
  }
});

it('pulls the images of its region', () => {
  const image = (kind: string) =>
    flat(
      (propertiesOf(`AWS::SageMaker::${kind}JobDefinition`)[`${kind}AppSpecification`] as { ImageUri: unknown })
        .ImageUri,
    );

  expect(image('DataQuality')).toMatch(/^156813124566\.dkr\.ecr\.us-east-1\..*\/sagemaker-model-monitor-analyzer$/);
  expect(image('ModelQuality')).toBe(image('DataQuality'));
  expect(image('ModelBias')).toMatch(/^205585389593\.dkr\.ecr\.us-east-1\..*\/sagemaker-clarify-processing:1\.0$/);
  expect(image('ModelExplainability')).toBe(image('ModelBias'));
});

it('gives each monitor a role that reads and writes what it needs, and no more', () => {
  const lines = statements(template, 'Manageddataqualityrole');

  expect(lines.map((line) => line.split(' on ')[0])).toEqual([
    expect.stringMatching(/^PullImage: ecr:/),
    'LogInToRegistry: ecr:GetAuthorizationToken',
    expect.stringMatching(/^WriteLog: logs:/),
    'PublishMetrics: cloudwatch:PutMetricData',
    'UseKey: kms:Decrypt kms:Encrypt kms:GenerateDataKey',
    'EncryptVolume: kms:CreateGrant',
    'ListCaptures: s3:ListBucket',
    'ReadCaptures: s3:GetObject',
    'ListReports: s3:ListBucket',
    'ReadBaseline: s3:GetObject',
    'WriteReports: s3:PutObject',
  ]);
  expect(lines.join('\n')).not.toContain('ground_truth');
  expect(lines.join('\n')).toContain('data_capture/second-look-dev/*');
  expect(lines.join('\n')).toContain(`${BASELINE}/data-quality/*`);
  expect(lines.join('\n')).toContain('reports/managed/data-quality/*');
  expect(statements(template, 'Managedbiasrole').join('\n')).toContain('ground_truth/*');
  expect(statements(template, 'Managedexplainabilityrole').join('\n')).toContain('model/loans-model');
});

it('synthesizes without a finding of cdk-nag or CloudFormation’s rules', () => {
  const report = readFileSync(join(made.directory, 'validation-report.json'), 'utf8');

  expect(JSON.parse(report)).toMatchObject({ pluginReports: [] });
});

it.each([
  ['a region without a registry', { region: 'eu-central-2' }, /no registry known in eu-central-2/],
  ['a serverless endpoint', { serving: { mode: 'serverless' } }, /real-time endpoint captures/],
  ['no capture', { capture: { enabled: false } }, /real-time endpoint captures/],
])('is refused with %s', (_, changes, message) => {
  const environment = {
    ...(JSON.parse(environmentText('dev')) as object),
    monitoring: { managed: MANAGED },
    ...changes,
  };

  expect(() => parseEnvironment('dev', JSON.stringify(environment), ['dev'])).toThrow(message);
});
