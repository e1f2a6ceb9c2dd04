import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type RunSummary, runSummarySchema } from '../../../core/report/run-summary';
import { makeRun } from './make-run';

const SUMMARY = makeRun().summary;

interface JsonSchema {
  readonly type?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** `number`, `number or null` */
const typeOf = ({ type, anyOf = [] }: JsonSchema): string => type ?? anyOf.map((one) => one.type).join(' or ');

/** `a.b` with its type and description, for every field that holds a value. */
function fields(schema: JsonSchema, path: readonly string[] = []): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, of]) => {
    const here = [...path, name];
    return of.properties ? fields(of, here) : [`| \`${here.join('.')}\` | ${typeOf(of)} | ${of.description} |`];
  });
}

it('accepts a run’s summary, and keeps it as it is', () => {
  expect(runSummarySchema.parse(SUMMARY)).toEqual(SUMMARY);
});

it('has these fields in this order, which programs rely on', () => {
  const keys = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, of]) => [key, keys(of)]))
      : 0;
  const monitors =
    '{"dataQuality":{"state","violations"},"modelQuality":{"state","violations"},"bias":{"state","violations"},' +
    '"explainability":{"state","violations"},"images":{"state","violations"}}';
  expect(JSON.stringify(keys(runSummarySchema.parse(SUMMARY))).replaceAll(':0', '')).toBe(
    '{"dataset":{"name","classes","train","test"},"training":{"seconds","epochs","accuracy","lastEpochAccuracy"},' +
      '"evaluation":{"accuracy","ece","recommendedThreshold","coverage","report"},' +
      '"workflow":{"executions","accepted","secondLook","failed","seconds","p50Ms","p99Ms"},"alerts":{"published","emails"},' +
      `"capture":{"files","records"},"groundTruth":{"labels"},"monitors":${monitors},"driftedMonitors":${monitors},"batch":{"images","accepted","secondLook","failed","imagesPerSecond"},"seconds","peakRssMb"}`,
  );
});

it.each<readonly [string, unknown]>([
  ['a negative count', { ...SUMMARY, workflow: { ...SUMMARY.workflow, failed: -1 } }],
  ['an accuracy in percent', { ...SUMMARY, training: { ...SUMMARY.training, accuracy: 92.5 } }],
  ['no capture', { ...SUMMARY, capture: undefined }],
  ['NaN', { ...SUMMARY, seconds: Number.NaN } satisfies RunSummary],
])('refuses a summary when it has %s', (_, summary) => {
  expect(runSummarySchema.safeParse(summary).success).toBe(false);
});

it('is described field by field in docs/summary.md', () => {
  const documented = readFileSync(join(__dirname, '../../../docs/summary.md'), 'utf8');

  const rows = documented.split('\n').filter((line) => line.startsWith('| `'));

  expect(rows).toEqual(fields(z.toJSONSchema(runSummarySchema) as JsonSchema));
});
