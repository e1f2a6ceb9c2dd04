import { accountImages, faultsOf } from '../../../bench/faults/account-images';

const line = (key: string, rest: object = { outcome: 'accepted' }): string =>
  JSON.stringify({ s3_bucket: 'images', key, ...rest });

it('finds nothing wrong when every image has one explained result', () => {
  const lines = [
    line('a'),
    line('b', { outcome: 'second-look', inference_id: 'review' }),
    line('c', { outcome: 'failed', reason: 'ModelOutputInvalid', cause: 'no JSON' }),
  ];
  const account = accountImages(['a', 'b', 'c'], lines, new Set(['review']));
  expect(faultsOf(account)).toEqual([]);
  expect(account.counts).toEqual({ images: 3, accepted: 1, secondLook: 1, failed: 1 });
  expect(account.failedByReason).toEqual({ ModelOutputInvalid: 1 });
});

it.each([
  ['an image has no result', ['a', 'b'], [line('a')], '1 lost: b'],
  ['an image has two', ['a'], [line('a'), line('a')], '1 repeated: a'],
  ['nobody asked', ['a'], [line('a'), line('z')], '1 strange: z'],
  ['a failure has no reason', ['a'], [line('a', { outcome: 'failed' })], '1 unexplained: a'],
  [
    'a second look was not opened',
    ['a'],
    [line('a', { outcome: 'second-look', inference_id: 'closed' })],
    '1 unexplained: a',
  ],
])('tells when %s', (_, keys, lines, wrong) => {
  expect(faultsOf(accountImages(keys, lines, new Set(['review'])))).toEqual([wrong]);
});
