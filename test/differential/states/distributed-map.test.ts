import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BUCKET, DistributedMapFixture, reader } from '../../unit/states/distributed-map-fixture';
import { hasMoto } from '../s3/moto-server';
import { MotoStates } from './moto-states';

const FILES: Readonly<Record<string, string>> = {
  'list.json': '[1, {"a": "x,]"}, [2], null, "five"]',
  'lines.jsonl': '{"a":1}\n{"a":"zwei"}\n',
  'table.csv': 'id,text\n1,plain\n2,"quoted, with ""quotes"""\n3,\n',
  'given.csv': '1,a\n2,b\n',
  'listed/a.txt': 'a',
  'listed/b.txt': 'b',
};

const echo = (fields: object, child: object = {}) => ({
  StartAt: 'Map',
  States: {
    Map: {
      Type: 'Map',
      MaxConcurrency: 1,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Echo',
        States: { Echo: { Type: 'Pass', ...child, End: true } },
      },
      ...fields,
      End: true,
    },
  },
});

const file = (Key: string, config: object) => echo(reader('getObject', { Key }, config));

const CASES: readonly (readonly [string, object])[] = [
  ['items of the input', echo({ ItemsPath: '$.list' })],
  ['a selector', echo({ ItemsPath: '$.list', ItemSelector: { 'v.$': '$$.Map.Item.Value', 'n.$': '$.name' } })],
  ['a JSON file', file('list.json', { InputType: 'JSON' })],
  ['JSON Lines', file('lines.jsonl', { InputType: 'JSONL' })],
  ['a CSV file with a header', file('table.csv', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' })],
  [
    'a CSV file without',
    file('given.csv', { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['n', 'letter'] }),
  ],
  ['MaxItems', file('list.json', { InputType: 'JSON', MaxItems: 2 })],
  [
    'keys of listed objects',
    echo(reader('listObjectsV2', { Prefix: 'listed/' }), {
      Parameters: { 'key.$': '$.Key', 'etag.$': '$.Etag', 'size.$': '$.Size', 'class.$': '$.StorageClass' },
    }),
  ],
];

/** What moto 5.2 does not do: it has no JSON Lines reader, and its children give nothing for listed objects. */
const GAPS = new Set(['JSON Lines', 'keys of listed objects']);

const moto = hasMoto();
(moto ? describe : describe.skip)('a Distributed Map of ours and of moto', () => {
  const ours = new DistributedMapFixture({});
  let theirs: MotoStates;
  let motoS3: S3Client;
  beforeAll(async () => {
    [theirs] = await Promise.all([MotoStates.start(), ours.open()]);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    motoS3 = new S3Client({ endpoint: theirs.url, region: 'us-east-1', forcePathStyle: true, credentials });
    await motoS3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    for (const [key, body] of Object.entries(FILES)) {
      await ours.put(key, body);
      await motoS3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }));
    }
  }, 30_000);
  afterAll(async () => {
    motoS3?.destroy();
    await Promise.all([theirs?.stop(), ours.close()]);
  });

  it.each(CASES.filter(([name]) => !GAPS.has(name)))('reads and answers alike: %s', async (name, definition) => {
    const input = { list: ['a', { b: 1 }], name: 'n' };
    const { status, output, error } = await ours.states.run(definition, input);
    expect({ status, output, error }).toEqual(await theirs.run({ name, definition, input }));
  });
});
