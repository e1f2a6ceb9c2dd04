import type { OperationTable } from '../../../local/protocol/operations';
import { TaskIntegrations } from '../../../local/states/integrations/task-integrations';
import { InvalidDefinition } from '../../../local/states/language/invalid-definition';
import { loadDefinition } from '../../../local/states/language/load-definition';
import { UNSUPPORTED_FIELDS } from '../../../local/states/language/unsupported-fields';
import { functionArn } from './states-fixture';

const done = async () => ({});
const services: Readonly<Record<string, OperationTable>> = {
  sqs: { SendMessage: done },
  sagemaker: { CreateTrainingJob: done, DescribeTrainingJob: done, StopTrainingJob: done },
};
const integrations = new TaskIntegrations({
  invoker: { invoke: () => Promise.reject(new Error('not called')) },
  authorizer: { authorize: () => undefined },
  services: (name) => services[name],
});

function findings(definition: unknown, type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): string[] {
  try {
    loadDefinition(JSON.stringify(definition), { refusal: (resource) => integrations.refusal(resource, type) });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidDefinition)) throw error;
    return error.findings.map(({ pointer, message }) => `${pointer}: ${message}`);
  }
}

const only = (state: object) => ({ StartAt: 'S', States: { S: state } });
const task = (extra: object) => only({ Type: 'Task', Resource: functionArn('f'), End: true, ...extra });
const inner = only({ Type: 'Pass', End: true });
const named = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
const map = (extra: object) => only({ Type: 'Map', ItemProcessor: named, End: true, ...extra });

const distributed = (fields: object) =>
  map({ ItemProcessor: { ...named, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } }, ...fields });
const GET = 'arn:aws:states:::s3:getObject';
const read = (ReaderConfig: object) => ({ ItemReader: { Resource: GET, Parameters: {}, ReaderConfig } });
const listed = (ReaderConfig: object) => ({
  ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: {}, ReaderConfig },
});
const nested = () => {
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' };
  const inside = { Type: 'Map', ItemProcessor: { ...named, ProcessorConfig }, End: true };
  return { ItemProcessor: { ProcessorConfig, StartAt: 'I', States: { I: inside } } };
};

const REFUSED: readonly (readonly [pointer: string, definition: object, message: string])[] = [
  ['/QueryLanguage', { ...inner, QueryLanguage: 'JSONata' }, 'only JSONPath is supported'],
  [
    '/States/S/QueryLanguage',
    only({ Type: 'Pass', QueryLanguage: 'JSONata', End: true }),
    'only JSONPath is supported',
  ],
  ['/States/S/Assign', only({ Type: 'Pass', Assign: { a: 1 }, End: true }), 'workflow variables are unsupported'],
  ['/States/S/Output', only({ Type: 'Pass', Output: '{% 1 %}', End: true }), 'JSONata is unsupported'],
  ['/States/S/Arguments', task({ Arguments: {} }), 'JSONata is unsupported'],
  ['/States/S/Credentials', task({ Credentials: { RoleArn: 'r' } }), 'cross-account credentials are unsupported'],
  ['/States/S/Items', map({ Items: [] }), 'JSONata is unsupported'],
  [
    '/States/S/Choices/0/Condition',
    only({ Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'S' }] }),
    'JSONata is unsupported',
  ],
  ['/States/S/ItemReader', map({ ItemReader: {} }), 'belongs to Distributed Map'],
  ['/States/S/ItemBatcher', map({ ItemBatcher: {} }), 'belongs to Distributed Map'],
  ['/States/S/ResultWriter', map({ ResultWriter: {} }), 'belongs to Distributed Map'],
  ['/States/S/Label', map({ Label: 'l' }), 'belongs to Distributed Map'],
  ['/States/S/ToleratedFailureCount', map({ ToleratedFailureCount: 1 }), 'belongs to Distributed Map'],
  ['/States/S/ToleratedFailureCountPath', map({ ToleratedFailureCountPath: '$.a' }), 'belongs to Distributed Map'],
  ['/States/S/ToleratedFailurePercentage', map({ ToleratedFailurePercentage: 1 }), 'belongs to Distributed Map'],
  [
    '/States/S/ToleratedFailurePercentagePath',
    map({ ToleratedFailurePercentagePath: '$.a' }),
    'belongs to Distributed Map',
  ],
  [
    '/States/S/ItemProcessor/ProcessorConfig/ExecutionType',
    map({ ItemProcessor: { ...named, ProcessorConfig: { Mode: 'INLINE', ExecutionType: 'EXPRESS' } } }),
    'belongs to Distributed Map',
  ],
  ['/States/S/Resource', task({ Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' }), '.waitForTaskToken'],
  ['/States/S/Resource', task({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }), '.waitForTaskToken'],
  [
    '/States/S/Resource',
    task({ Resource: 'arn:aws:states:us-east-1:000000000000:activity:a' }),
    'activities are unsupported',
  ],
  ['/States/S/Resource', task({ Resource: 'arn:aws:states:::glue:startJobRun' }), "no integration 'glue'"],
  ['/States/S/Resource', task({ Resource: 'arn:aws:states:::sqs:deleteQueue' }), 'no optimised integration'],
  ['/States/S/Resource', task({ Resource: 'arn:aws:states:::aws-sdk:sqs:purgeQueue' }), 'no operation PurgeQueue'],
  ['/States/S/Resource', task({ Resource: 'arn:aws:states:::sns:publish' }), "no service 'sns'"],
  [
    '/States/S/Resource',
    task({ Resource: 'arn:aws:states:::sagemaker:createTransformJob.sync' }),
    'no operation CreateTransformJob',
  ],
  ['/States/S/Resource', task({ Resource: 'arn:aws:states:::sqs:sendMessage.sync' }), 'no integration that waits'],
  ['/States/S/Resource', task({ Resource: 'http://example.com' }), 'unknown to the laptop'],
  ['/States/S/Parameters/token.$', task({ Parameters: { 'token.$': '$$.Task.Token' } }), 'task token'],
  ['/States/S/TimeoutSecond', task({ TimeoutSecond: 3 }), "Field 'TimeoutSecond' is unknown here"],
  ['/TimeOutSeconds', { ...inner, TimeOutSeconds: 3 }, "Field 'TimeOutSeconds' is unknown here"],
  ['/States/S/Retry/0/MaxAttempt', task({ Retry: [{ ErrorEquals: ['E'], MaxAttempt: 3 }] }), 'is unknown here'],
  [
    '/States/S/Catch/0/Assign',
    task({ Catch: [{ ErrorEquals: ['E'], Next: 'S', Assign: {} }] }),
    'variables are unsupported',
  ],
  ['/States/S/Type', only({ Type: 'Tsk', End: true }), 'is no state type'],
  ['/States/S/Iterator', map({ Iterator: named }), 'exclude each other'],
];

describe('what is refused by name', () => {
  it.each(REFUSED)('%s', (pointer, definition, message) => {
    const found = findings(definition);
    expect(found.some((finding) => finding.startsWith(`${pointer}: `) && finding.includes(message))).toBe(true);
  });

  it('has a case for every field that is refused with a reason', () => {
    const fields = new Set(REFUSED.map(([pointer]) => pointer.split('/').at(-1)));
    expect(Object.keys(UNSUPPORTED_FIELDS).filter((field) => !fields.has(field))).toEqual([]);
  });

  it('refuses jobs in an Express machine', () => {
    const definition = task({ Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync' });
    expect(findings(definition)).toEqual([]);
    expect(findings(definition, 'EXPRESS')).toEqual([
      expect.stringContaining('An Express machine cannot wait for jobs'),
    ]);
  });
});

describe('what is wrong', () => {
  it.each([
    [{ StartAt: 'X', States: inner.States }, "/StartAt: There is no state 'X' here"],
    [only({ Type: 'Pass', Next: 'X' }), "/States/S/Next: There is no state 'X' here"],
    [only({ Type: 'Pass' }), "/States/S: A state needs either 'Next' or 'End': true"],
    [only({ Type: 'Pass', Next: 'S', End: true }), "/States/S: A state needs either 'Next' or 'End': true"],
    [only({ Type: 'Choice', Choices: [] }), "/States/S/Choices: 'Choices' must be a list with at least one element"],
    [
      only({ Type: 'Choice', Choices: [{ Variable: '$.a', Next: 'S' }] }),
      '/States/S/Choices/0: A choice rule needs exactly one comparison',
    ],
    [
      only({ Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: '1', Next: 'S' }] }),
      "/States/S/Choices/0/NumericEquals: 'NumericEquals' must be compared with a number",
    ],
    [
      only({ Type: 'Choice', Choices: [{ Variable: '$.a', IsNullPath: '$.b', Next: 'S' }] }),
      "/States/S/Choices/0/IsNullPath: Field 'IsNullPath' is unknown here",
    ],
    [
      only({ Type: 'Wait', End: true }),
      "/States/S: A Wait state needs 'Seconds', 'SecondsPath', 'Timestamp' or 'TimestampPath'",
    ],
    [
      only({ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true }),
      "/States/S/Timestamp: 'Timestamp' and 'Seconds' exclude each other",
    ],
    [
      only({ Type: 'Wait', Seconds: -1, End: true }),
      "/States/S/Seconds: 'Seconds' must be an integer from 0 to 99999999",
    ],
    [
      only({ Type: 'Fail', Error: 'E', ErrorPath: '$.e' }),
      "/States/S/ErrorPath: 'ErrorPath' and 'Error' exclude each other",
    ],
    [only({ Type: 'Fail', Next: 'S' }), "/States/S/Next: Field 'Next' is unknown here"],
    [
      only({ Type: 'Pass', ResultPath: '$.a[*]', End: true }),
      "/States/S/ResultPath: '$.a[*]' is not a reference path: only names and indexes below $ are.",
    ],
    [only({ Type: 'Pass', InputPath: 'a', End: true }), "/States/S/InputPath: The path 'a' must begin with $."],
    [
      only({ Type: 'Pass', Parameters: { 'a.$': 1 }, End: true }),
      "/States/S/Parameters/a.$: The value of 'a.$' must be a string: a path or an intrinsic call.",
    ],
    [
      only({ Type: 'Pass', Parameters: { a: 1, deep: [{ a: 1, 'a.$': '$' }] }, End: true }),
      "/States/S/Parameters/deep/0/a.$: The field 'a' is given twice, as 'a' and 'a.$'.",
    ],
    [
      task({ Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] }),
      "/States/S/Retry/0/ErrorEquals: 'States.ALL' must stand alone",
    ],
    [
      task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }] }),
      "/States/S/Retry/0/ErrorEquals: 'States.ALL' must be in the last element",
    ],
    [
      task({ Retry: [{ ErrorEquals: ['E'], BackoffRate: 0.5 }] }),
      `/States/S/Retry/0/BackoffRate: 'BackoffRate' must be a number from 1 to ${Number.MAX_VALUE}`,
    ],
    [
      task({ Retry: [{ ErrorEquals: ['E'], JitterStrategy: 'HALF' }] }),
      "/States/S/Retry/0/JitterStrategy: 'JitterStrategy' must be FULL or NONE",
    ],
    [
      task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      "/States/S/HeartbeatSeconds: 'HeartbeatSeconds' must be below 'TimeoutSeconds'",
    ],
    [
      map({ ItemProcessor: { StartAt: 'S', States: { S: { Type: 'Pass', End: true } } } }),
      "/States/S/ItemProcessor/States/S: The state name 'S' is used twice in this machine",
    ],
    [{ StartAt: 'S', States: {} }, "/StartAt: There is no state 'S' here"],
  ])('%j', (definition, finding) => {
    expect(findings(definition)).toContain(finding);
  });

  it('says that a text is not JSON', () => {
    expect(() => loadDefinition('{', { refusal: () => undefined })).toThrow(/The definition is not JSON/);
  });

  it('accepts comments and JSONPath where the language does', () => {
    const definition = {
      Comment: 'c',
      Version: '1.0',
      QueryLanguage: 'JSONPath',
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Comment: 'c',
          QueryLanguage: 'JSONPath',
          Choices: [{ Comment: 'c', Not: { Variable: '$.a', IsPresent: true }, Next: 'T' }],
          Default: 'T',
        },
        T: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: 'f' },
          Retry: [
            {
              Comment: 'c',
              ErrorEquals: ['E'],
              MaxAttempts: 0,
              IntervalSeconds: 1,
              MaxDelaySeconds: 5,
              JitterStrategy: 'NONE',
            },
          ],
          Catch: [{ Comment: 'c', ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'C' }],
          End: true,
        },
      },
    };
    expect(findings(definition)).toEqual([]);
  });
});

describe('what is refused by name of a Distributed Map', () => {
  it.each([
    ['ProcessorConfig/Mode', { Mode: 'OTHER' }, 'INLINE or DISTRIBUTED'],
    ['ProcessorConfig', { Mode: 'DISTRIBUTED' }, "needs an 'ExecutionType'"],
    ['ProcessorConfig/ExecutionType', { Mode: 'DISTRIBUTED', ExecutionType: 'FAST' }, 'STANDARD or EXPRESS'],
  ])('%s', (field, config, message) => {
    const definition = map({ ItemProcessor: { ...named, ProcessorConfig: config } });
    expect(findings(definition)).toContainEqual(expect.stringContaining(message));
    expect(findings(definition).some((found) => found.startsWith(`/States/S/ItemProcessor/${field}: `))).toBe(true);
  });

  it.each<[string, object, string]>([
    ['Label', { Label: 'no spaces' }, 'letters, digits'],
    ['ItemReader/Resource', { ItemReader: { Resource: 'arn:aws:states:::s3:headObject' } }, 's3:getObject'],
    ['ItemReader/Parameters', { ItemReader: { Resource: GET } }, 'missing'],
    ['ItemReader/ReaderConfig', { ItemReader: { Resource: GET, Parameters: {} } }, 'missing'],
    ['ItemReader/ReaderConfig/InputType', read({ InputType: 'PARQUET' }), 'Parquet files are unsupported'],
    ['ItemReader/ReaderConfig/InputType', read({ InputType: 'XML' }), 'one of CSV'],
    [
      'ItemReader/ReaderConfig/ManifestType',
      read({ InputType: 'MANIFEST', ManifestType: 'ATHENA_DATA' }),
      'S3 Inventory',
    ],
    ['ItemReader/ReaderConfig/CSVHeaderLocation', read({ InputType: 'CSV' }), 'missing'],
    ['ItemReader/ReaderConfig/Other', read({ InputType: 'JSON', Other: 1 }), 'unknown here'],
    ['ItemReader/ReaderConfig/Transformation', listed({ Transformation: 'LOAD_AND_FLATTEN' }), 'lists objects'],
    ['ItemsPath', { ...listed({}), ItemsPath: '$.a' }, 'refused'],
    ['ItemBatcher', { ItemBatcher: {} }, 'MaxItemsPerBatch'],
    ['ResultWriter', { ResultWriter: {} }, 'must not be empty'],
    [
      'ResultWriter/WriterConfig/Transformation',
      { ResultWriter: { WriterConfig: { Transformation: 'ZIP' } } },
      'one of NONE',
    ],
    ['ToleratedFailurePercentage', { ToleratedFailurePercentage: 101 }, '100'],
    ['ItemProcessor/States/I/ItemProcessor/ProcessorConfig/Mode', nested(), 'within another Map'],
  ])('%s', (field, fields, message) => {
    const found = findings(distributed(fields)).filter((finding) => finding.startsWith(`/States/S/${field}: `));
    expect(found).toContainEqual(expect.stringContaining(message));
  });

  it('is one in an Express machine', () => {
    const load = () => loadDefinition(JSON.stringify(distributed({})), { type: 'EXPRESS', refusal: () => undefined });
    expect(load).toThrow('An Express machine cannot have a Distributed Map');
  });
});
