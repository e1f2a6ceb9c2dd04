import { BatchTally } from '../../../core/batch/batch-tally';
import { fitResults } from '../../../core/batch/fit-results';
import { LeastCertain } from '../../../core/batch/least-certain';
import type { BatchResult } from '../../../core/contracts/batch';

const result = (outcome: BatchResult['outcome'], more: Partial<BatchResult> = {}): BatchResult => ({
  s3_bucket: 'b',
  key: 'k',
  outcome,
  ...more,
});

it('counts every result once, the largest groups first', () => {
  const tally = new BatchTally();
  for (const label of ['a', 'b', 'b']) tally.add(result('accepted', { label }));
  tally.add(result('second-look', { label: 'a' }));
  for (const reason of ['X', 'Y', 'Y']) tally.add(result('failed', { reason }));
  tally.addRepeated();
  const summary = tally.summary();
  expect(summary).toEqual({
    counts: { images: 7, accepted: 3, secondLook: 1, failed: 3 },
    acceptedByLabel: { b: 2, a: 1 },
    failedByReason: { Y: 2, X: 1 },
    repeated: 1,
  });
  expect(Object.keys(summary.acceptedByLabel)).toEqual(['b', 'a']);
});

it('keeps the least certain of any number', () => {
  const kept = new LeastCertain<{ confidence: number }>(3);
  for (let at = 0; at < 100; at++) kept.add({ confidence: ((at * 37) % 100) / 100 });
  expect(kept.items().map(({ confidence }) => confidence)).toEqual([0, 0.01, 0.02]);
});

describe('results that a child’s answer would not hold', () => {
  const inferences = Array.from({ length: 200 }, (_, at) => at / 1000 + 0.123456789);
  const many = (count: number, outcome: BatchResult['outcome']) =>
    Array.from({ length: count }, () => result(outcome, { inferences, classes: ['a'], confidence: 0.5 }));

  it('lose the probabilities of accepted images first', () => {
    const fitted = fitResults([...many(90, 'accepted'), ...many(10, 'second-look')]);
    expect(fitted.filter(({ inferences: kept }) => kept !== undefined).map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 10 }, () => 'second-look'),
    );
    expect(fitted).toHaveLength(100);
  });

  it('lose all of them where that is not enough', () => {
    const fitted = fitResults(many(100, 'second-look'));
    expect(fitted).toEqual(Array.from({ length: 100 }, () => result('second-look', { confidence: 0.5 })));
  });

  it('stay as they are where they fit', () => {
    const results = many(2, 'accepted');
    expect(fitResults(results)).toBe(results);
  });
});
