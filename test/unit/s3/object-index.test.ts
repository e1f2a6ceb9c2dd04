import { ObjectIndex } from '../../../local/s3/storage/object-index';
import type { ObjectVersion } from '../../../local/s3/storage/object-version';

const version = (key: string, more: Partial<ObjectVersion> = {}): ObjectVersion => ({
  key,
  versionId: 'null',
  modified: 1,
  etag: 'e',
  size: 0,
  segments: [],
  encryption: { algorithm: 'AES256' },
  headers: { 'content-type': 'image/png' },
  metadata: { site: 'north' },
  ...more,
});

describe('ObjectIndex', () => {
  test('keeps one copy of what objects have alike', () => {
    const index = new ObjectIndex();
    for (const key of ['a.png', 'b.png']) index.put(version(key, { tags: { kind: 'test' } }));
    const [one, other] = [index.latest('a.png')!, index.latest('b.png')!];
    expect(one).toEqual(version('a.png', { tags: { kind: 'test' } }));
    for (const name of ['headers', 'metadata', 'tags', 'encryption'] as const) expect(other[name]).toBe(one[name]);
  });

  test('keeps apart what differs, beyond the number of values that it remembers too', () => {
    const index = new ObjectIndex();
    const wanted = Array.from({ length: 1_500 }, (_, at) => version(`${at}`, { metadata: { at: String(at) } }));
    for (const each of wanted) index.put(each);
    expect(wanted.map(({ key }) => index.latest(key))).toEqual(wanted);
    index.amend(version('7', { metadata: { at: 'changed' }, tags: { at: '7' } }));
    expect(index.latest('7')).toEqual(version('7', { metadata: { at: 'changed' }, tags: { at: '7' } }));
    expect(index.latest('8')?.metadata).toEqual({ at: '8' });
  });

  test('adds no member that the version lacks', () => {
    const index = new ObjectIndex();
    const { headers, metadata, ...bare } = version('a.png');
    index.put(bare);
    expect(Object.keys(index.latest('a.png')!).sort()).toEqual(Object.keys(bare).sort());
  });
});
