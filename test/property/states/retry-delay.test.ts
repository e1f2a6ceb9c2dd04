import fc from 'fast-check';
import { coversError } from '../../../local/states/interpreter/error-match';
import { retryDelaySeconds } from '../../../local/states/interpreter/retry-delay';
import type { Retrier } from '../../../local/states/language/definition';

const retrier: fc.Arbitrary<Retrier> = fc.record({
  errorEquals: fc.constant(['E']),
  intervalSeconds: fc.integer({ min: 1, max: 1000 }),
  maxAttempts: fc.integer({ min: 0, max: 100 }),
  backoffRate: fc.double({ min: 1, max: 10, noNaN: true }),
  maxDelaySeconds: fc.option(fc.integer({ min: 1001, max: 100_000 }), { nil: undefined }),
  jitter: fc.constantFrom('FULL' as const, 'NONE' as const),
});
const attempt = fc.integer({ min: 1, max: 100 });
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('never waits longer than MaxDelaySeconds, nor than the delay without jitter, nor less than nothing', () => {
  fc.assert(
    fc.property(retrier, attempt, draw, (rule, count, random) => {
      const delay = retryDelaySeconds(rule, count, () => random);
      const plain = retryDelaySeconds({ ...rule, jitter: 'NONE' }, count, () => random);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(plain);
      expect(plain).toBeLessThanOrEqual(rule.maxDelaySeconds ?? Number.MAX_SAFE_INTEGER);
    }),
  );
});

it('never waits less before a later attempt without jitter', () => {
  fc.assert(
    fc.property(retrier, attempt, (rule, count) => {
      const plain: Retrier = { ...rule, jitter: 'NONE' };
      const next = retryDelaySeconds(plain, count + 1, () => 0);
      expect(next).toBeGreaterThanOrEqual(retryDelaySeconds(plain, count, () => 0));
    }),
  );
});

it('covers by States.TaskFailed nothing that States.ALL does not', () => {
  const error = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'States.Timeout',
      'States.Runtime',
      'States.DataLimitExceeded',
      'States.HeartbeatTimeout',
      'States.TaskFailed',
    ),
  );
  fc.assert(
    fc.property(error, (name) => {
      expect(!coversError(['States.TaskFailed'], name) || coversError(['States.ALL'], name)).toBe(true);
      expect(coversError([name], name)).toBe(name !== 'States.Runtime');
    }),
  );
});
