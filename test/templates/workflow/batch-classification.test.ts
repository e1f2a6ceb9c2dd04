import aslValidator from 'asl-validator';
import { BATCH_SOURCES } from '../../../core/contracts/batch';
import { BATCH_FUNCTION_TIMEOUT_SECONDS, BATCH_TASK_TIMEOUT_SECONDS } from '../../../core/contracts/limits';
import { type Definition, definition, type State } from '../definition';
import { statements } from '../policies';
import { synthesized } from '../synthesized';

const MAPS = { cases: 'Cases', prefix: 'Prefix', 'json-lines': 'JsonLines', 'image-list': 'ImageList' } as const;
const EACH = Object.entries(MAPS);
let machine: Definition;
beforeAll(() => {
  machine = definition(synthesized('local').templates.workflow, 'BatchClassification');
});

const state = (name: string): State => machine.States[name] as State;
const child = (map: string): State => {
  const { States } = state(map).ItemProcessor as { States: Record<string, State> };
  return Object.values(States)[0] as State;
};

it.each(['dev', 'staging', 'prod', 'local'] as const)('is valid Amazon States Language in %s', (environment) => {
  const { templates } = synthesized(environment);
  const text = structuredClone(definition(templates.workflow, 'BatchClassification'));
  const { errorsText, isValid } = aslValidator(text, { checkArn: false });
  expect(isValid ? '' : errorsText('\n')).toBe('');
});

it('has a map for every source', () => {
  expect(Object.keys(MAPS)).toEqual([...BATCH_SOURCES]);
  expect(state('BySource').Choices).toEqual(
    EACH.map(([source, map]) => ({ Variable: '$.source', StringEquals: source, Next: map })),
  );
});

describe.each(EACH)('the map of %s', (_, map) => {
  it('has Express children of one task', () => {
    const processor = state(map).ItemProcessor as { ProcessorConfig: object; States: object };
    expect(processor.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' });
    expect(Object.keys(processor.States)).toHaveLength(1);
  });

  it('tells every child of the batch, by paths', () => {
    expect(state(map).ItemBatcher).toEqual({
      MaxItemsPerBatch: 100,
      MaxInputBytesPerBatch: 65_536,
      BatchInput: {
        's3_bucket.$': '$.s3_bucket',
        's3_prefix.$': '$.s3_prefix',
        'execution_id.$': '$$.Execution.Id',
        'started_at.$': '$$.Execution.StartTime',
      },
    });
  });

  it('writes the children’s results, one a line', () => {
    expect(state(map).ResultWriter).toEqual({
      Resource: 'arn:{AWS::Partition}:states:::s3:putObject',
      Parameters: {
        Bucket: '{reportsbucket}',
        'Prefix.$': "States.Format('batches/{}/children', $$.Execution.Name)",
      },
      WriterConfig: { OutputType: 'JSONL', Transformation: 'NONE' },
    });
  });

  it('tolerates what the configuration tolerates, at the configured concurrency', () => {
    expect(state(map)).toMatchObject({ ToleratedFailurePercentage: 5, MaxConcurrency: 2, ResultPath: '$.results' });
  });

  it('tries a child so seldom that an Express execution has the time', () => {
    const { TimeoutSeconds = 0, Retry = [] } = child(map);
    const waits = Retry.flatMap(({ IntervalSeconds, MaxAttempts, BackoffRate }) =>
      Array.from({ length: MaxAttempts }, (__, at) => IntervalSeconds * BackoffRate ** at),
    );
    expect(Retry).toHaveLength(1);
    const worst = (waits.length + 1) * TimeoutSeconds + waits.reduce((sum, wait) => sum + wait, 0);
    expect(worst).toBeLessThan(240);
    expect(TimeoutSeconds).toBe(BATCH_TASK_TIMEOUT_SECONDS);
    expect(BATCH_FUNCTION_TIMEOUT_SECONDS).toBeLessThan(TimeoutSeconds);
  });
});

it('reads each form where the input says', () => {
  const getObject = 'arn:{AWS::Partition}:states:::s3:getObject';
  const file = { 'Bucket.$': '$.s3_bucket', 'Key.$': '$.manifest_key' };
  expect(state('Cases')).toMatchObject({ ItemsPath: '$.cases' });
  expect(state('Prefix').ItemReader).toMatchObject({
    Resource: 'arn:{AWS::Partition}:states:::s3:listObjectsV2',
    Parameters: { 'Bucket.$': '$.s3_bucket', 'Prefix.$': '$.s3_prefix' },
  });
  expect(state('JsonLines').ItemReader).toMatchObject({
    Resource: getObject,
    ReaderConfig: { InputType: 'JSONL' },
    Parameters: file,
  });
  expect(state('ImageList').ItemReader).toMatchObject({
    Resource: getObject,
    ReaderConfig: {
      InputType: 'CSV',
      CSVDelimiter: 'TAB',
      CSVHeaderLocation: 'GIVEN',
      CSVHeaders: ['row', 'label', 'file'],
    },
    Parameters: file,
  });
});

it('fails where more failed than is tolerated, and succeeds with the four fields of the output', () => {
  expect(state('ToleratedFailuresExceeded')).toMatchObject({ Type: 'Fail', CausePath: '$.cause' });
  expect(Object.keys(state('Output').Parameters as object)).toEqual([
    'confidentPredictions.$',
    'counts.$',
    'resultsKey.$',
    'summaryKey.$',
  ]);
});

it('may read the images bucket, write results, and run children of its own: nothing else', () => {
  const { workflow } = synthesized('local').templates;
  const own = statements(workflow, 'BatchBatchClassificationRoleDefaultPolicy').filter(
    (line) => !/^-: (xray|logs)/.test(line),
  );
  expect(own).toEqual([
    ...['PrepareBatch', 'SummarizeBatch', 'ClassifyBatch'].map((step) =>
      expect.stringMatching(new RegExp(`^Invoke${step}: lambda:InvokeFunction on \\{BatchTasks\\w+\\.Arn\\}$`)),
    ),
    'ListImages: s3:ListBucket on arn:aws:s3:::{imagesbucket}',
    'ReadManifests: s3:GetObject on arn:aws:s3:::{imagesbucket}/*',
    'WriteChildResults: s3:PutObject s3:GetObject s3:ListMultipartUploadParts s3:AbortMultipartUpload on arn:aws:s3:::{reportsbucket}/batches/*',
    'UseKey: kms:Decrypt kms:GenerateDataKey on {keyarn}',
  ]);
});

it('may read configured buckets, and no others', () => {
  const overrides = { batch: { readBuckets: ['their-images'] } };
  const { workflow } = synthesized('local', overrides).templates;
  const ofReader = statements(workflow, 'BatchBatchClassificationRoleDefaultPolicy');
  const ofFunction = statements(workflow, 'BatchTasksClassifyBatchRoleDefaultPolicy');
  for (const lines of [ofReader, ofFunction]) {
    const reads = lines.filter((line) => /: s3:(GetObject|ListBucket) on/.test(line));
    expect(reads).toHaveLength(2);
    for (const line of reads)
      expect(line).toMatch(/ on arn:aws:s3:::\{imagesbucket\}\S* arn:aws:s3:::their-images\S*$/);
  }
});
