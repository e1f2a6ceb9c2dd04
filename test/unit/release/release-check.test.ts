import { InternalFailure, ModelError, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { HeldOut } from '../../../cli/release/held-out';
import { checkText, ReleaseCheck, sumOfChecks } from '../../../cli/release/release-check';

const $metadata = { attempts: 1 };
const refusal = () =>
  new ModelError({ $metadata, message: 'RowsInvalid: Row 1 has 3 cells instead of 20.', OriginalStatusCode: 400 });
const crash = () => new ModelError({ $metadata, message: 'it crashed', OriginalStatusCode: 500 });

const heldOut: HeldOut = {
  noun: 'row',
  count: 1,
  take: async () => ({ body: Buffer.from('1,2,3'), contentType: 'text/csv', accept: 'text/csv', metadata: {} }),
};

/** A check of an endpoint that answers so, one after the other, and the last of them from then on. */
function checkOf(...answers: readonly (() => Error | undefined)[]) {
  let asked = 0;
  const send = async () => {
    const error = answers[Math.min(asked++, answers.length - 1)]!();
    if (error !== undefined) throw error;
    return { $metadata };
  };
  const check = new ReleaseCheck({ send } as unknown as SageMakerRuntimeClient, 'endpoint', heldOut, 1000);
  return { check, asked: () => asked };
}

async function runUntil(check: ReleaseCheck, isEnough: () => boolean): Promise<ReleaseCheck['counts']> {
  check.begin();
  while (!isEnough()) await new Promise((resolve) => setTimeout(resolve, 5));
  await check.stop();
  return check.counts;
}

it('does not count what the model before refuses while it still serves', async () => {
  const { check, asked } = checkOf(refusal, refusal, () => undefined);

  const counts = await runUntil(check, () => asked() >= 5);

  expect(counts.failed).toBe(0);
  expect(counts.sent).toBe(asked() - 2);
});

it('counts what is refused once the new model has answered, with what was said first', async () => {
  const { check, asked } = checkOf(() => undefined, refusal);

  const counts = await runUntil(check, () => asked() >= 40);

  expect(counts.sent).toBe(asked());
  expect(counts.failed).toBeGreaterThan(0);
  expect(counts.firstFailure).toContain('20');
});

it.each([
  ['crashes', crash],
  ['fails inside', () => new InternalFailure({ $metadata, message: 'no' })],
])('counts a model that %s from the beginning', async (_, failure) => {
  const { check, asked } = checkOf(failure);

  const counts = await runUntil(check, () => asked() >= 3);

  expect(counts).toMatchObject({ sent: asked(), failed: asked() });
});

it('counts every refusal when it asks the new model alone', async () => {
  const { check } = checkOf(refusal);

  const counts = await check.ask(4, new AbortController().signal);

  expect(counts).toMatchObject({ sent: 4, failed: 4, firstFailure: expect.stringContaining('RowsInvalid') });
});

it('tells what was asked at both times together, and of nothing that nothing failed', () => {
  const baking = { noun: 'row' as const, sent: 0, failed: 0 };
  const afterwards = { noun: 'row' as const, sent: 10, failed: 2 };

  expect(checkText(baking)).toBe('no row asked');
  expect(checkText(sumOfChecks('row', [baking, afterwards]))).toBe('10 rows asked, 2 failed');
  expect(sumOfChecks('row', [undefined, undefined])).toEqual(baking);
});
