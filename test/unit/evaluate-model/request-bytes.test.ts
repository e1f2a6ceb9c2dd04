import { EvaluationWorld, record, request } from '../../fixtures/evaluation/evaluation-world';

const ROWS = 60;
/** Bytes of a row, about: all of them together are more than a serverless endpoint takes, and less than instances do. */
const ROW_BYTES = 100_000;

/** Evaluates rows that are long. @returns bytes of each request */
async function requestBytes(variants: readonly object[]) {
  const world = new EvaluationWorld({ ROWS_PER_PART: '100' });
  world.variants = variants;
  const lines = Array.from({ length: ROWS }, (_, row) => `0.${row + 10},${'7'.repeat(ROW_BYTES)},motorcycle`);
  world.objects.set('images/test.csv', ['p,long,vehicle', ...lines, ''].join('\n'));
  const sizes: number[] = [];
  const { answer } = world;
  world.answer = (body) => {
    sizes.push(Buffer.byteLength(body));
    return answer(body);
  };
  await world.evaluate(record(request()));
  return { sizes, evaluation: world.result('run-1')?.evaluation };
}

it('cuts rows into requests of at most 4 MB where the endpoint is serverless', async () => {
  const CurrentServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 5 };

  const { sizes, evaluation } = await requestBytes([{ VariantName: 'AllTraffic', CurrentServerlessConfig }]);

  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4_000_000);
  expect(evaluation).toMatchObject({ rows: ROWS, failures: {} });
});

it('fills a request of up to 6 MiB on instances', async () => {
  const { sizes, evaluation } = await requestBytes([{ VariantName: 'AllTraffic', CurrentInstanceCount: 1 }]);

  expect(sizes).toHaveLength(1);
  expect(evaluation).toMatchObject({ rows: ROWS, failures: {} });
});
