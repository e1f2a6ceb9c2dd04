import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { hasMoto } from '../../differential/s3/moto-server';
import { BUCKET, DistributedMapFixture } from '../../unit/states/distributed-map-fixture';
import { type Canned, generatedDefinition, type MachineDefinition, withCannedTasks } from './canned-tasks';
import { bothInterpreters } from './comparable-runs';

const moto = hasMoto();
if (!moto) console.warn('Skipped: python3 with moto[server] is needed to run MonitorEndpoint elsewhere too.');

const ITEMS = 'parts/run.json';
const PARTS = [
  { files: ['a.jsonl'], part: 0 },
  { files: ['b.jsonl', 'c.jsonl'], part: 1 },
];
const INPUT = { monitors: ['data-quality'], hours: 1 };
const PLANNED: Canned = { result: { Payload: { run: 'run', from: 'from', to: 'to', items: ITEMS } } };
const echoed: Canned = { result: { Payload: { 'asked.$': '$' } } };
const failed = (error: string): Canned => ({ error, cause: JSON.stringify({ errorType: error }) });

interface Case {
  readonly name: string;
  readonly tasks: Readonly<Record<string, Canned>>;
  readonly expected: { readonly status: string; readonly error?: string };
}

const TASKS = { PlanWindow: PLANNED, AnalyzePart: echoed, ReportWindow: echoed };
const CASES: readonly Case[] = [
  { name: 'reported', tasks: TASKS, expected: { status: 'SUCCEEDED' } },
  {
    name: 'no plan',
    tasks: { ...TASKS, PlanWindow: failed('InvalidInput') },
    expected: { status: 'FAILED', error: 'InvalidInput' },
  },
  {
    name: 'list missing',
    tasks: {
      ...TASKS,
      PlanWindow: { result: { Payload: { run: 'run', from: 'from', to: 'to', items: 'parts/absent.json' } } },
    },
    expected: { status: 'FAILED', error: 'States.ItemReaderFailed' },
  },
  {
    name: 'part fails',
    tasks: { ...TASKS, AnalyzePart: failed('BaselineInvalid') },
    expected: { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' },
  },
  {
    name: 'no report',
    tasks: { ...TASKS, ReportWindow: failed('StorageUnavailable') },
    expected: { status: 'FAILED', error: 'StorageUnavailable' },
  },
];

/** What moto 5.2 does otherwise, by the case's name. AWS names both errors in its documentation of Distributed Map. */
const MOTO_GAPS: Readonly<Record<string, string>> = {
  'list missing': 'moto ends with States.Runtime, AWS with States.ItemReaderFailed.',
  'part fails': 'moto tolerates any number of failed children, AWS none unless told.',
};

/** The machine with its reports in the test's bucket; the tasks of the map's children are canned as those outside. */
function cannedMonitor(assembly: string, { tasks }: Case, fields: object = {}): MachineDefinition {
  const definition = generatedDefinition(assembly, 'monitoring', 'MonitorEndpoint');
  const { Parts: parts = {} } = definition.States;
  const { ProcessorConfig, ...children } = parts.ItemProcessor;
  const reader = parts.ItemReader;
  const map = {
    ...parts,
    ItemReader: {
      ...reader,
      Resource: 'arn:aws:states:::s3:getObject',
      Parameters: { ...reader.Parameters, Bucket: BUCKET },
    },
    ItemProcessor: { ProcessorConfig, ...withCannedTasks(children, tasks) },
    ...fields,
  };
  return withCannedTasks({ ...definition, States: { ...definition.States, Parts: map } }, tasks);
}

/** moto 5.2 knows no Express children; in a few states without a wait both kinds go the same way. */
const withStandardChildren = (definition: MachineDefinition): MachineDefinition =>
  JSON.parse(
    JSON.stringify(definition).replace('"ExecutionType":"EXPRESS"', '"ExecutionType":"STANDARD"'),
  ) as MachineDefinition;

describe('MonitorEndpoint', () => {
  const ours = new DistributedMapFixture({});
  const both = bothInterpreters(ours);
  beforeAll(async () => {
    const { theirs } = both;
    await ours.put(ITEMS, JSON.stringify(PARTS));
    if (theirs === undefined) return;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const motoS3 = new S3Client({ endpoint: theirs.url, region: 'us-east-1', forcePathStyle: true, credentials });
    await motoS3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await motoS3.send(new PutObjectCommand({ Bucket: BUCKET, Key: ITEMS, Body: JSON.stringify(PARTS) }));
    motoS3.destroy();
  });

  it.each(CASES.map((each) => [each.name, each] as const))('ends as it should: %s', async (_name, each) => {
    const { status, error } = await ours.states.run(cannedMonitor(both.assembly, each), INPUT);
    expect({ status, error }).toEqual({ error: undefined, ...each.expected });
  });

  async function onBoth(name: string, definition: MachineDefinition) {
    const { status, output, error } = await ours.states.run(definition, INPUT);
    return { here: { status, output, error }, there: await both.theirs?.run({ name, definition, input: INPUT }) };
  }
  const onMoto = moto ? it : it.skip;

  onMoto.each(CASES.filter(({ name }) => !Object.hasOwn(MOTO_GAPS, name)).map((each) => [each.name, each] as const))(
    'gives the same on moto: %s',
    async (name, each) => {
      const { here, there } = await onBoth(name, withStandardChildren(cannedMonitor(both.assembly, each)));
      expect(here).toEqual(there);
    },
  );

  onMoto('asks the same of each part on moto', async () => {
    const [reported] = CASES;
    const shown = cannedMonitor(both.assembly, reported!, { ResultPath: '$.parts', Next: undefined, End: true });
    const { here, there } = await onBoth('parts', withStandardChildren(shown));
    expect(here).toEqual(there);
    const parts = (here.output as { parts: { asked: { Payload: unknown } }[] }).parts;
    expect(parts.map(({ asked }) => asked.Payload)).toEqual(PARTS.map((part) => ({ step: 'analyze', part })));
  });
});
