import fc from 'fast-check';
import { ObjectIndex } from '../../../local/s3/storage/object-index';
import type { ObjectVersion } from '../../../local/s3/storage/object-version';
import { PackedVersions } from '../../../local/s3/storage/packed-versions';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const digest = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => Buffer.from(value).toString('base64'));
const checksum = fc.oneof(
  fc.record({ algorithm: fc.constant('CRC32' as const), value: digest(4), type: fc.constant('FULL_OBJECT' as const) }),
  fc.record({
    algorithm: fc.constant('CRC64NVME' as const),
    value: digest(8),
    type: fc.constant('FULL_OBJECT' as const),
  }),
  fc.record({
    algorithm: fc.constant('SHA256' as const),
    value: digest(32),
    type: fc.constant('FULL_OBJECT' as const),
  }),
  fc.record({
    algorithm: fc.constant('CRC32' as const),
    value: fc.tuple(digest(4), fc.integer({ min: 1, max: 9 })).map(([value, parts]) => `${value}-${parts}`),
    type: fc.constant('COMPOSITE' as const),
  }),
);
const size = fc.oneof(fc.integer({ min: 1, max: 9_000 }), fc.constant(2 ** 40));
const body = fc.oneof(
  fc.constant({ size: 0, segments: [] }),
  fc.tuple(fc.integer({ min: 1, max: 2 ** 40 }), size).map(([id, bytes]) => ({
    size: bytes,
    segments: [{ id, size: bytes }],
  })),
  fc.constant({
    size: 9,
    segments: [
      { id: 1, size: 4 },
      { id: 2, size: 5 },
    ],
  }),
);
const description = fc.record(
  {
    headers: fc.dictionary(fc.constantFrom('content-type', 'cache-control'), fc.constantFrom('image/png', 'no-store')),
    metadata: fc.dictionary(fc.constantFrom('site', 'camera'), fc.constantFrom('north', 'süd', '7')),
    tags: fc.dictionary(fc.constantFrom('kind'), fc.constantFrom('a', 'b')),
    storageClass: fc.constantFrom('STANDARD_IA', 'GLACIER'),
    deleteMarker: fc.constant(true),
    checksum,
    parts: fc.constant([
      { number: 1, size: 4, checksum: 'AAAAAA==' },
      { number: 2, size: 5 },
    ]),
  },
  { requiredKeys: [] },
);
const version: fc.Arbitrary<ObjectVersion> = fc
  .record({
    key: fc.constantFrom('a', 'b', 'ü/ä.png'),
    versionId: fc.oneof(fc.constant('null'), fc.stringMatching(/^[A-Za-z0-9_-]{32}$/)),
    modified: fc.integer({ min: 0, max: 2 ** 42 }),
    etag: fc.oneof(
      hex(32),
      hex(32).map((md5) => `${md5}-2`),
      fc.constant(''),
    ),
    encryption: fc.constantFrom(
      { algorithm: 'AES256' as const },
      { algorithm: 'aws:kms' as const, kmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k', bucketKey: true },
    ),
  })
  .chain((fixed) =>
    fc.tuple(body, description).map(([bytes, described]) => ({ ...fixed, ...bytes, ...described }) as ObjectVersion),
  );

it('gives back every version as it was packed', () => {
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 40 }), (versions) => {
      const packed = new PackedVersions();
      const kept = versions.map((each) => packed.pack(each));

      expect(kept.map((each, at) => packed.unpack(versions[at]?.key as string, each))).toEqual(versions);
      expect(kept.map((each) => packed.versionIdOf(each))).toEqual(versions.map(({ versionId }) => versionId));
    }),
    { numRuns: 300 },
  );
});

it('keeps an uploaded image in a row, and gives the row of one that is gone to the next', () => {
  const packed = new PackedVersions();
  const image = (id: number): ObjectVersion => ({
    key: `incoming/${id}.png`,
    versionId: Buffer.alloc(24, id).toString('base64url'),
    modified: 1_800_000_000_000 + id,
    etag: Buffer.alloc(16, id).toString('hex'),
    size: 2_500,
    segments: [{ id, size: 2_500 }],
    encryption: { algorithm: 'aws:kms', kmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k', bucketKey: true },
    checksum: { algorithm: 'CRC32', type: 'FULL_OBJECT', value: 'AAAAAA==' },
  });
  const rows = Array.from({ length: 3_000 }, (_, id) => packed.pack(image(id + 1)));
  packed.release(rows[1_500] as number);

  expect(rows).toEqual(rows.map((_, at) => at));
  expect(packed.pack(image(9))).toBe(1_500);
  expect(packed.unpack('incoming/9.png', 1_500)).toEqual(image(9));
});

it('keeps apart versions that come after one another and differ in a single thing', () => {
  const plain: ObjectVersion = {
    key: 'a',
    versionId: 'null',
    modified: 1,
    etag: Buffer.alloc(16).toString('hex'),
    size: 0,
    segments: [],
    encryption: { algorithm: 'AES256' },
    headers: { 'content-type': 'image/png' },
    metadata: { site: 'north' },
    tags: { kind: 'a' },
    checksum: { algorithm: 'CRC32', type: 'FULL_OBJECT', value: 'AAAAAA==' },
  };
  const { metadata, tags, checksum, ...without } = plain;
  const others: readonly ObjectVersion[] = [
    { ...plain, versionId: 'v'.repeat(32) },
    { ...plain, encryption: { algorithm: 'aws:kms', kmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k' } },
    { ...plain, headers: { 'content-type': 'image/jpeg' } },
    { ...plain, headers: { 'content-type': 'image/png', 'cache-control': 'no-store' } },
    { ...plain, metadata: { site: 'south' } },
    { ...plain, metadata: { site: 'north', camera: '7' } },
    { ...plain, metadata: {} },
    { ...plain, tags: { kind: 'b' } },
    { ...plain, storageClass: 'GLACIER' },
    { ...plain, deleteMarker: true },
    { ...plain, checksum: { algorithm: 'CRC32C', type: 'FULL_OBJECT', value: 'AAAAAA==' } },
    { ...plain, checksum: { algorithm: 'CRC32', type: 'COMPOSITE', value: 'AAAAAA==' } },
    { ...plain, checksum: { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', value: 'AAAAAAAAAAA=' } },
    { ...plain, checksum: { algorithm: 'CRC32', type: 'FULL_OBJECT', value: 'AAAAAAAAAAA=' } },
    { ...without, tags, checksum } as ObjectVersion,
    { ...without, metadata, checksum } as ObjectVersion,
    { ...without, metadata, tags } as ObjectVersion,
  ];
  const packed = new PackedVersions();
  const versions = others.flatMap((other) => [plain, other, other]);
  const rows = versions.map((each) => packed.pack(each));

  expect(rows).toEqual(versions.map((_, row) => row));
  expect(rows.map((row) => packed.unpack('a', row))).toEqual(versions);
});

it('tells versions apart whose ids begin alike, and an id from the one that was in its row before', () => {
  const packed = new PackedVersions();
  const versionOf = (versionId: string): ObjectVersion => ({
    key: 'a',
    versionId,
    modified: 1,
    etag: Buffer.alloc(16).toString('hex'),
    size: 0,
    segments: [],
    encryption: { algorithm: 'AES256' },
  });
  const ids = ['x', 'y', 'z'].map((end) => `abcdefgh${end.repeat(24)}`);
  const rows = ids.map((id) => packed.pack(versionOf(id)));
  packed.release(rows[0] as number);
  rows[0] = packed.pack(versionOf('null'));

  expect(rows.every((row) => typeof row === 'number')).toBe(true);
  expect([...ids, 'null', 'none'].map((id) => packed.placeOf(rows, id))).toEqual([-1, 1, 2, 0, -1]);
});

it('finds what a list of versions a key would hold, whatever is put, amended and removed', () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), version }),
    fc.record({ kind: fc.constant('amend' as const), version, of: fc.nat(9) }),
    fc.record({ kind: fc.constant('remove' as const), version, of: fc.nat(9) }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const index = new ObjectIndex();
      const model = new Map<string, ObjectVersion[]>();
      for (const each of changes) {
        const { key } = each.version;
        const list = model.get(key) ?? [];
        if (each.kind === 'put') {
          const { versionId } = each.version;
          // Real ids are never given twice.
          if (versionId !== 'null' && list.some((one) => one.versionId === versionId)) continue;
          const replaced = versionId === 'null' ? list.findIndex((one) => one.versionId === 'null') : -1;
          expect(index.put(each.version)).toEqual(replaced < 0 ? undefined : list[replaced]);
          if (replaced >= 0) list.splice(replaced, 1);
          model.set(key, [each.version, ...list]);
          continue;
        }
        const at = list.length === 0 ? 0 : each.of % list.length;
        const versionId = list[at]?.versionId ?? 'none';
        if (each.kind === 'amend') {
          index.amend({ ...each.version, versionId });
          if (at < list.length) list[at] = { ...each.version, versionId };
        } else {
          expect(index.remove(key, versionId)).toEqual(list[at]);
          list.splice(at, 1);
          if (list.length === 0) model.delete(key);
        }
      }
      const held = [...model].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect([...index.all()]).toEqual(held.flatMap(([, list]) => list.toReversed()));
      expect(index.size).toBe(held.reduce((sum, [, list]) => sum + list.length, 0));
      expect(index.isEmpty).toBe(held.length === 0);
      for (const [key, list] of held) {
        expect(index.versions(key)).toEqual(list);
        expect(index.latest(key)).toEqual(list[0]);
        expect(index.find(key, list.at(-1)?.versionId as string)).toEqual(list.at(-1));
      }
      expect(index.find('a', 'none')).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
