import { EndpointUnavailable, ImageNotFound } from '../../../core/contracts/errors';
import type { OpenItem } from '../../../core/contracts/open-item';
import { type BatchClassifier, classifyBatch } from '../../../lambdas/classify-batch/classify-batch';

const CONTEXT = { s3_bucket: 'images', s3_prefix: '', execution_id: 'arn:e', started_at: '2026-01-01T00:00:00.000Z' };
const event = (keys: readonly string[]) => ({ BatchInput: CONTEXT, Items: keys.map((s3_key) => ({ s3_key })) });

let clock = 0;
let opened: OpenItem[];
let reported: string[];
let counted: string[];
let asked: string[];
let atOnce = 0;
let most = 0;
beforeEach(() => {
  clock = 0;
  opened = [];
  reported = [];
  counted = [];
  asked = [];
  atOnce = 0;
  most = 0;
});
const invocation = {
  count: (metric: string) => void counted.push(metric),
  report: (error: Error) => void reported.push(error.name),
};

function classifier(confidenceOf: (key: string, attempt: number) => number | Promise<number>): BatchClassifier {
  const attempts = new Map<string, number>();
  return {
    images: {
      read: async ({ key }) => {
        asked.push(key);
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        if (key.includes('missing')) throw new ImageNotFound(`no ${key}`);
        return { bytes: Buffer.from(key), metadata: {}, versionId: 'v' };
      },
    },
    maxImageBytes: 1,
    classifier: {
      classify: async ({ bytes }) => {
        const key = Buffer.from(bytes).toString();
        const attempt = (attempts.get(key) ?? 0) + 1;
        attempts.set(key, attempt);
        const confidence = await confidenceOf(key, attempt);
        const inferences = [confidence, 1 - confidence];
        return { inferences, classes: ['a', 'b'], confidence, predictedLabel: 'a', modelPackage: 'p' };
      },
    },
    openItems: { write: async (item) => void opened.push(item) },
    threshold: 0.9,
    executionUrlPrefix: 'https://x/',
    parallel: 4,
    attempts: {
      most: 4,
      firstWait: 100,
      deadline: 1_000,
      now: () => clock,
      random: () => 1,
      sleep: async (milliseconds) => {
        clock += milliseconds;
      },
    },
  };
}

it('gives every image its outcome, in the order of the items, and no more at a time than it may', async () => {
  const keys = Array.from({ length: 20 }, (_, at) => (at % 5 === 0 ? `missing${at}` : `image${at}`));
  const { results } = await classifyBatch(
    event(keys),
    invocation,
    classifier((key) => (key === 'image1' ? 0.89 : 0.9)),
  );
  expect(results.map(({ key }) => key)).toEqual(keys);
  expect(results.map(({ outcome }) => outcome).filter((outcome) => outcome === 'failed')).toHaveLength(4);
  expect(results[1]).toMatchObject({ outcome: 'second-look', confidence: 0.89, label: 'a', classes: ['a', 'b'] });
  expect(results[2]).toMatchObject({ outcome: 'accepted' });
  expect(results[2]).not.toHaveProperty('classes');
  expect(results[0]).toEqual({
    s3_bucket: 'images',
    key: 'missing0',
    outcome: 'failed',
    reason: 'ImageNotFound',
    cause: 'no missing0',
  });
  expect(most).toBe(4);
  expect(reported).toEqual(['ImageNotFound', 'ImageNotFound', 'ImageNotFound', 'ImageNotFound']);
  expect(counted.filter((metric) => metric === 'Accepted')).toHaveLength(15);
});

it('opens a second look under the hour of the batch, the same at every attempt', async () => {
  const run = () =>
    classifyBatch(
      event(['one']),
      invocation,
      classifier(() => 0.5),
    );
  await run();
  await run();
  expect(opened[0]).toEqual(opened[1]);
  expect(opened[0]).toMatchObject({
    s3_key: 'one',
    version_id: 'v',
    opened_at: CONTEXT.started_at,
    link: 'https://x/arn:e',
  });
});

it('tries again what may pass, and nothing else', async () => {
  const flaky = classifier((_, attempt) => {
    if (attempt < 4) throw new EndpointUnavailable('down');
    return 0.95;
  });
  const { results } = await classifyBatch(event(['flaky', 'missing']), invocation, flaky);
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'failed']);
  expect(asked.filter((key) => key === 'flaky')).toHaveLength(4);
  expect(asked.filter((key) => key === 'missing')).toHaveLength(1);
});

it('gives up by name after four attempts', async () => {
  const down = classifier(() => {
    throw new EndpointUnavailable('down');
  });
  const { results } = await classifyBatch(event(['x']), invocation, down);
  expect(results).toMatchObject([{ outcome: 'failed', reason: 'EndpointUnavailable', cause: 'down' }]);
  expect(asked).toHaveLength(4);
});

it('begins nothing once its time is over', async () => {
  const slow = classifier(() => {
    clock += 600;
    return 0.95;
  });
  const { results } = await classifyBatch(event(['1', '2', '3']), invocation, { ...slow, parallel: 1 });
  expect(results.map(({ outcome, reason }) => reason ?? outcome)).toEqual(['accepted', 'accepted', 'OutOfTime']);
});

it('refuses an event that is no child’s input', async () => {
  await expect(
    classifyBatch(
      { Items: [] },
      invocation,
      classifier(() => 1),
    ),
  ).rejects.toMatchObject({ name: 'InvalidInput' });
});
