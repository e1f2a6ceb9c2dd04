import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import aslValidator from 'asl-validator';
import { parseEnvironment } from '../../../core/contracts/parse-environment';
import { type Definition, definition } from '../definition';
import { statements } from '../policies';
import { type Synthesized, synthesized } from '../synthesized';

// biome-ignore lint/suspicious/noExplicitAny: parameters of any service
type Parameters = any;

let dev: Synthesized;
let machine: Definition;
beforeAll(() => {
  dev = synthesized('dev', { account: '123456789012', tables: { enabled: true } }, { checks: true });
  machine = definition(dev.templates.training, 'TrainTable');
}, 300_000);

const parametersOf = (state: string, of = machine): Parameters => of.States[state]?.Parameters;

it('has no finding of cdk-nag or CloudFormation’s rules that is not explained', () => {
  const report = readFileSync(join(dev.directory, 'validation-report.json'), 'utf8');
  expect(JSON.parse(report)).toMatchObject({ pluginReports: [] });
});

it('is valid Amazon States Language', () => {
  const { errorsText, isValid } = aslValidator(structuredClone(machine), { checkArn: false });
  expect(isValid ? '' : errorsText('\n')).toBe('');
});

it('goes the way of TrainModel, and marks the table before it lets go of the lease', () => {
  const images = definition(dev.templates.training, 'TrainModel');
  const renamed = Object.keys(images.States).map((state) => (state === 'PrepareTraining' ? 'PrepareTable' : state));
  expect(Object.keys(machine.States).sort()).toEqual([...renamed, 'MarkTable'].sort());
  expect([machine.States.RegisterModel?.Next, machine.States.MarkTable?.Next]).toEqual(['MarkTable', 'ReleaseLease']);
});

it('counts the crashes of each function by itself, and has an alarm for each: JudgeModel and JudgeTable share their code alone', () => {
  const resources = (type: string) => Object.values(dev.templates.training.findResources(type));
  const filters = resources('AWS::Logs::MetricFilter').map(({ Properties }) => ({
    metric: Properties.MetricTransformations[0].MetricName,
    log: Properties.LogGroupName.Ref,
  }));
  const crashed = filters.filter(({ metric }) => metric.startsWith('Crashed.'));
  const names = crashed.map(({ metric }) => metric).sort();
  const alarms = resources('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.MetricName);

  expect(new Set(names).size).toBe(names.length);
  expect(new Set(crashed.map(({ log }) => log)).size).toBe(crashed.length);
  expect(names).toEqual(expect.arrayContaining(['Crashed.judge-model', 'Crashed.judge-table']));
  expect(alarms.filter((name) => name?.startsWith('Crashed.')).sort()).toEqual(names);
  expect(crashed.find(({ metric }) => metric === 'Crashed.judge-table')?.log).toMatch(/^TablesFunctionsJudgeTableLog/);
});

it('has a named end for whatever a state fails with', () => {
  const tasks = Object.entries(machine.States).filter(([, { Type }]) => Type === 'Task');
  for (const [, { Catch = [] }] of tasks) expect(Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  expect(tasks.length).toBe(14);
});

it('trains with SageMaker’s XGBoost on the run’s two channels of CSV, never on the test rows', () => {
  const job = parametersOf('Train');
  expect(job.AlgorithmSpecification.TrainingImage).toMatch(
    /^683313688378\.dkr\.ecr\.us-east-1\..*\/sagemaker-xgboost:1\.7-1$/,
  );
  expect(job.AlgorithmSpecification.MetricDefinitions).toBeUndefined();
  const channels = job.InputDataConfig.map((channel: Parameters) => [
    channel.ChannelName,
    channel.ContentType,
    channel.DataSource.S3DataSource['S3Uri.$'],
  ]);
  expect(channels).toEqual([
    ['train', 'text/csv', '$.prepared.train'],
    ['validation', 'text/csv', '$.prepared.validation'],
  ]);
  const reads = statements(dev.templates.training, 'TablesTrainingRole').filter((line) => /^(List|Read)/.test(line));
  expect(reads).toEqual([
    expect.stringContaining('{"s3:prefix":["table_runs/*/train/*","table_runs/*/validation/*"]}'),
    expect.stringMatching(/table_runs\/\*\/train\/\* \S+\/table_runs\/\*\/validation\/\*$/),
  ]);
});

it('trains with our program, whose log has the metrics, where the configuration says so', () => {
  const { training } = synthesized('local', { tables: { enabled: true, image: 'own' } }).templates;
  const job = parametersOf('Train', definition(training, 'TrainTable'));
  const images = parametersOf('Train', definition(training, 'TrainModel'));
  expect(job.AlgorithmSpecification.TrainingImage).toBe(images.AlgorithmSpecification.TrainingImage);
  expect(job.AlgorithmSpecification.MetricDefinitions).toHaveLength(2);
});

it('asks the candidate line by line', () => {
  expect(parametersOf('Transform')).toMatchObject({
    BatchStrategy: 'MultiRecord',
    TransformInput: { ContentType: 'text/csv', SplitType: 'Line' },
    TransformOutput: { Accept: 'text/csv', AssembleWith: 'Line' },
  });
});

it('starts by a rule for CSV under tables/, through a function that may start this machine alone', () => {
  dev.templates.training.hasResourceProperties('AWS::Events::Rule', {
    State: 'ENABLED',
    EventPattern: { detail: { object: { key: [{ wildcard: 'tables/*.csv' }, { wildcard: 'tables/*.CSV' }] } } },
  });
  const lines = statements(dev.templates.training, 'StartTable');
  expect(lines).toContainEqual(
    expect.stringMatching(/^StartTrainings: states:StartExecution on \{\w*TrainTable\w*\}$/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^TellTrainedTables: .*\/tables\/\*$/));
});

it('does not start by itself, nor rings for failures, where arrivals are not to start it', () => {
  const { training } = synthesized('dev', { tables: { enabled: true, startOnArrival: false } }).templates;
  training.hasResourceProperties('AWS::Events::Rule', {
    State: 'DISABLED',
    Description: 'A table has arrived in the images bucket',
  });
  const alarms = Object.keys(training.findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.filter((id) => id.includes('TrainTable'))).toEqual([expect.stringContaining('TimedOut')]);
});

it('lets the endpoint pull the image that serves such models', () => {
  const [pull] = statements(dev.templates.serving, 'EndpointRole');
  expect(pull).toMatch(/^PullImage: .* on \{\w*trainingrepositoryarn\w*\} \{\w*tablerepositoryarn\w*\}$/);
});

it('judges by the gate of tables', () => {
  const changes = { tables: { enabled: true, gate: { minAuc: 0.7, minF1: 0.2, minAccuracy: 0.5, margin: 0.01 } } };
  const functions = synthesized('dev', changes).templates.training.findResources('AWS::Lambda::Function');
  const judges = Object.values(functions)
    .map(({ Properties }) => Properties.Environment?.Variables ?? {})
    .filter((variables) => variables.MIN_AUC !== undefined);
  expect(judges).toMatchObject([{ MIN_AUC: '0.7', MIN_F1: '0.2', MIN_ACCURACY: '0.5', MARGIN: '0.01' }]);
});

it('is not there unless the environment trains on tables', () => {
  const { training } = synthesized('dev').templates;
  expect(JSON.stringify(training.toJSON())).not.toMatch(/TrainTable|prepare-table/);
});

it.each([
  [{ enabled: true, image: 'own' }, 'us-east-1', /tables\.image.*needs training\.image "own"/],
  [{ enabled: true }, 'cn-north-1', /tables\.image.*no registry known in cn-north-1/],
])('refuses %j in %s', (tables, region, message) => {
  const text = JSON.stringify({ region, tables });
  expect(() => parseEnvironment('dev', text, ['dev'])).toThrow(message);
});

it('publishes what other stacks need of it', () => {
  const parameters = Object.values(dev.templates.training.findResources('AWS::SSM::Parameter'));
  const names = parameters.map(({ Properties }) => Properties.Name as string);
  expect(names).toEqual(
    expect.arrayContaining(['/second-look/dev/train-table-arn', '/second-look/dev/table-repository-arn']),
  );
});
