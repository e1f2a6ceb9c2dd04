import fc from 'fast-check';
import { AwsChunkedDecoder } from '../../../local/s3/body/aws-chunked';
import { byteRange } from '../../../local/s3/body/byte-range';
import { checksumOf, combineChecksums, runningChecksum } from '../../../local/s3/body/checksum';
import { slicesOf } from '../../../local/s3/body/send-body';
import { walkKeys } from '../../../local/s3/operations/walk-keys';
import { parseXml, textOf } from '../../../local/s3/protocol/xml-reader';
import { toXml } from '../../../local/s3/protocol/xml-writer';
import { compareKeys } from '../../../local/s3/storage/key-order';
import { ObjectIndex } from '../../../local/s3/storage/object-index';
import { SortedKeys } from '../../../local/s3/storage/sorted-keys';

const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
const fewKeys = fc.uniqueArray(fc.stringMatching(/^[ab/]{1,6}$/), { maxLength: 60 });
const bytesOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

it('orders keys as their UTF-8 bytes', () => {
  fc.assert(fc.property(key, key, (a, b) => Math.sign(compareKeys(a, b)) === bytesOrder(a, b)));
});

it('keeps keys sorted whatever is added and removed', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), key), { maxLength: 300 }), (changes) => {
      const keys = new SortedKeys();
      const model = new Set<string>();
      for (const [add, name] of changes) {
        if (add && !model.has(name)) keys.add(name);
        if (add) model.add(name);
        else if (model.delete(name)) keys.remove(name);
      }
      expect([...keys.all()]).toEqual([...model].sort(bytesOrder));
    }),
  );
});

it('stays sorted when chunks are split and emptied', () => {
  const keys = new SortedKeys();
  const names = Array.from({ length: 5000 }, (_, at) => String((at * 7919) % 5000));

  for (const name of names) keys.add(name);
  for (const name of names.slice(0, 4000)) keys.remove(name);

  expect([...keys.all()]).toEqual(names.slice(4000).sort());
});

/** What the definition of a listing says, without an index. */
function listed(keys: readonly string[], prefix: string, delimiter: string, after: string): string[] {
  const entries = new Set<string>();
  for (const name of [...keys].sort(bytesOrder)) {
    if (!name.startsWith(prefix) || compareKeys(name, after) <= 0) continue;
    const at = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    const entry = at < 0 ? name : name.slice(0, at + delimiter.length);
    if (at < 0 || entry !== after) entries.add(entry);
  }
  return [...entries];
}

it('walks keys as the definition of a listing says', () => {
  const prefix = fc.constantFrom('', 'a', 'a/', 'b', '/');
  const delimiter = fc.constantFrom('', '/', 'a', '//');
  fc.assert(
    fc.property(fewKeys, prefix, delimiter, fc.constantFrom('', 'a', 'a/', 'ab', 'b/a'), (keys, start, cut, after) => {
      const objects = new ObjectIndex();
      const same = {
        versionId: 'null',
        modified: 0,
        etag: '',
        size: 0,
        segments: [],
        encryption: { algorithm: 'AES256' },
      } as const;
      for (const name of keys) objects.put({ ...same, key: name });
      const walked = [...walkKeys(objects, { prefix: start, delimiter: cut, after }, () => true)];
      expect(walked.map((entry) => ('key' in entry ? entry.key : entry.group))).toEqual(
        listed(keys, start, cut, after),
      );
    }),
    { numRuns: 500 },
  );
});

const algorithms = fc.constantFrom('CRC32', 'CRC32C', 'CRC64NVME', 'SHA256' as const);
const bytes = fc.uint8Array({ maxLength: 200 });

it('has the same checksum in one piece as in many', () => {
  fc.assert(
    fc.property(algorithms, fc.array(bytes, { maxLength: 6 }), (algorithm, pieces) => {
      const running = runningChecksum(algorithm);
      for (const piece of pieces) running.update(piece);
      expect(running.value()).toBe(checksumOf(algorithm, Buffer.concat(pieces)));
    }),
  );
});

it('combines the checksums of pieces into that of the whole', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('CRC32', 'CRC32C', 'CRC64NVME'),
      fc.array(bytes, { minLength: 1, maxLength: 6 }),
      (algorithm, pieces) => {
        const parts = pieces.map((piece) => ({ value: checksumOf(algorithm, piece), size: piece.length }));
        expect(combineChecksums(algorithm, parts)).toBe(checksumOf(algorithm, Buffer.concat(pieces)));
      },
    ),
  );
});

it('decodes an aws-chunked body however the network cuts it', () => {
  const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(chunks, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (pieces, cuts) => {
      const wire = Buffer.concat([
        ...pieces.flatMap((piece) => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
        Buffer.from('0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n'),
      ]);
      const decoder = new AwsChunkedDecoder();
      const payload: Buffer[] = [];
      for (let at = 0, turn = 0; at < wire.length; turn++) {
        const end = at + (cuts[turn % cuts.length] as number);
        payload.push(...decoder.push(wire.subarray(at, end)));
        at = end;
      }
      expect(Buffer.concat(payload).equals(Buffer.concat(pieces))).toBe(true);
      expect(decoder.isComplete).toBe(true);
      expect(decoder.trailers.get('x-amz-checksum-crc32')).toBe('AAAAAA==');
    }),
  );
});

it('cuts a range into slices of body files that add up to it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.nat(),
      (sizes, a, b) => {
        const size = sizes.reduce((sum, one) => sum + one, 0);
        const [start, end] = [a % size, b % size].sort((x, y) => x - y) as [number, number];
        const range = byteRange(`bytes=${start}-${end}`, size);
        const whole = sizes.flatMap((one, id) => Array.from({ length: one }, (_, at) => `${id}:${at}`));
        const slices = slicesOf(
          sizes.map((one, id) => ({ id, size: one })),
          range!,
        );
        const cut = slices.flatMap(({ segment, offset, length }) =>
          Array.from({ length }, (_, at) => `${segment.id}:${offset + at}`),
        );
        expect(cut).toEqual(whole.slice(start, end + 1));
      },
    ),
  );
});

it('reads back any text that it wrote as XML', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(text, (value) => {
      expect(textOf(parseXml(Buffer.from(toXml('Root', { Key: value })), 'Root'), 'Key')).toBe(value);
    }),
  );
});
