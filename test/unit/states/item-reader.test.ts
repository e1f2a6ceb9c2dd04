import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { BUCKET, DistributedMapFixture, mapOf, reader } from './distributed-map-fixture';

const fixture = new DistributedMapFixture({ echo: (input) => input });
beforeAll(() => fixture.open());
afterAll(() => fixture.close());

const run = (definition: object, input: unknown = {}) => fixture.states.run(definition, input);

describe('what is read', () => {
  it('takes the items of the input, in their order', async () => {
    const { output } = await run(mapOf('echo', { ItemsPath: '$.list' }), { list: [1, 'two', { three: 3 }] });
    expect(output).toEqual([1, 'two', { three: 3 }]);
  });

  it('lists objects as S3 describes them, those of more than one page included', async () => {
    const keys = Array.from({ length: 1_005 }, (_, at) => `listed/${String(at).padStart(4, '0')}.txt`);
    for (const key of keys) await fixture.put(key, key);
    const fields = { ...reader('listObjectsV2', { Prefix: 'listed/' }), ItemBatcher: { MaxItemsPerBatch: 2_000 } };
    const { output } = await run(mapOf('echo', { ...fields, ItemSelector: { 'Key.$': '$$.Map.Item.Value.Key' } }));
    expect((output as { Items: { Key: string }[] }[])[0]?.Items.map(({ Key }) => Key)).toEqual(keys);

    const { output: whole } = await run(mapOf('echo', reader('listObjectsV2', { Prefix: 'listed/0000' })));
    expect(whole).toEqual([
      {
        Key: 'listed/0000.txt',
        Size: 15,
        StorageClass: 'STANDARD',
        Etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
        LastModified: expect.any(Number),
      },
    ]);
  });

  it.each([
    [
      'JSON',
      'a.json',
      '[1, {"a": "],[\\"" }, [2, 3], "four"]',
      { InputType: 'JSON' },
      [1, { a: '],["' }, [2, 3], 'four'],
    ],
    ['an empty JSON array', 'e.json', ' [ ] ', { InputType: 'JSON' }, []],
    ['JSON by pointer', 'p.json', '{"a/b":{"list":[1,2]}}', { InputType: 'JSON', ItemsPointer: '/a~1b/list' }, [1, 2]],
    ['JSON Lines', 'a.jsonl', '{"a":1}\r\n\n{"a":2}', { InputType: 'JSONL' }, [{ a: 1 }, { a: 2 }]],
    [
      'CSV with a header',
      'a.csv',
      'id,text\n1,"a, ""b""\nc"\n2\n',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      [
        { id: '1', text: 'a, "b"\nc' },
        { id: '2', text: '' },
      ],
    ],
    [
      'a list with tabs',
      'a.lst',
      '0\t1\ta b.png\n1\t0\tc.png',
      { InputType: 'CSV', CSVDelimiter: 'TAB', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['row', 'label', 'file'] },
      [
        { row: '0', label: '1', file: 'a b.png' },
        { row: '1', label: '0', file: 'c.png' },
      ],
    ],
    ['as many as MaxItems', 'm.jsonl', '1\n2\n3\n', { InputType: 'JSONL', MaxItems: 2 }, [1, 2]],
  ])('reads %s', async (_, key, body, config, items) => {
    await fixture.put(key, body);
    const { output, error, cause } = await run(mapOf('echo', reader('getObject', { Key: key }, config)));
    expect({ output, error, cause }).toEqual({ output: items });
  });

  it('reads a report of S3 Inventory', async () => {
    const data = gzipSync('"items","a%201.png","12"\n"items","b.png","13"\n');
    await fixture.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'inventory/1.csv.gz', Body: data }));
    const manifest = {
      destinationBucket: `arn:aws:s3:::${BUCKET}`,
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, Size',
    };
    await fixture.put(
      'inventory/manifest.json',
      JSON.stringify({ ...manifest, files: [{ key: 'inventory/1.csv.gz' }] }),
    );
    const { output } = await run(
      mapOf('echo', reader('getObject', { Key: 'inventory/manifest.json' }, { InputType: 'MANIFEST' })),
    );
    expect(output).toEqual([
      { Bucket: 'items', Key: 'a%201.png', Size: '12' },
      { Bucket: 'items', Key: 'b.png', Size: '13' },
    ]);
  });

  it('reads where the input says', async () => {
    await fixture.put('named.jsonl', '1\n');
    const fields = reader('getObject', { 'Key.$': '$.key' }, { InputType: 'JSONL' });
    expect((await run(mapOf('echo', fields), { key: 'named.jsonl' })).output).toEqual([1]);
  });

  it.each([
    ['an object that does not exist', 'nowhere.json', undefined, { InputType: 'JSON' }, 'NoSuchKey'],
    ['a file that is no array', 'object.json', '{}', { InputType: 'JSON' }, 'one JSON array'],
    ['an array that is cut short', 'cut.json', '[1, 2', { InputType: 'JSON' }, 'ends within'],
    ['a line that is no JSON', 'bad.jsonl', '1\nx\n', { InputType: 'JSONL' }, 'Line 2'],
    [
      'a header that repeats a name',
      'twice.csv',
      'a,a\n1,2',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      'duplicates',
    ],
  ])('fails for %s', async (_, key, body, config, cause) => {
    if (body !== undefined) await fixture.put(key, body);
    const ran = await run(mapOf('echo', reader('getObject', { Key: key }, config)));
    expect(ran).toMatchObject({
      status: 'FAILED',
      error: 'States.ItemReaderFailed',
      cause: expect.stringContaining(cause),
    });
  });
});
