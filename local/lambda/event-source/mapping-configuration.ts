import type { JsonObject } from '../../protocol/operations';

/** How a queue feeds a function. */
export interface MappingConfiguration {
  /** ARN of a queue. */
  readonly eventSourceArn: string;
  /** Name or ARN of the function, with or without qualifier. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly enabled: boolean;
  readonly reportsBatchItemFailures: boolean;
  /** Batches at a time; undefined leaves it to the laptop. */
  readonly maximumConcurrency?: number;
}

const HONOURED: ReadonlySet<string> = new Set([
  'EventSourceArn',
  'FunctionName',
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'Enabled',
  'FunctionResponseTypes',
  'ScalingConfig',
  'Tags',
]);

/**
 * Reads the properties of AWS::Lambda::EventSourceMapping.
 * @throws Error that names what AWS or the laptop refuses.
 */
export function readMapping(properties: JsonObject): MappingConfiguration {
  const fail = (reason: string): never => {
    throw new Error(`Event source mapping of ${String(properties.FunctionName)}: ${reason}`);
  };
  const unknown = Object.keys(properties).find((key) => !HONOURED.has(key));
  if (unknown !== undefined) fail(`the laptop does not have ${unknown}.`);
  const eventSourceArn = String(properties.EventSourceArn ?? '');
  if (!/^arn:aws:sqs:[^:]+:\d{12}:[^:]+$/.test(eventSourceArn)) {
    fail(`the laptop polls SQS queues only, not '${eventSourceArn}'.`);
  }
  const whole = (name: string, value: unknown, fallback: number, min: number, max: number): number => {
    const number = Number(value ?? fallback);
    return Number.isInteger(number) && number >= min && number <= max
      ? number
      : fail(`${name} is ${String(value)}; it must be between ${min} and ${max}.`);
  };
  const batchingWindowSeconds = whole(
    'MaximumBatchingWindowInSeconds',
    properties.MaximumBatchingWindowInSeconds,
    0,
    0,
    300,
  );
  const batchSize = whole('BatchSize', properties.BatchSize, 10, 1, 10_000);
  if (batchSize > 10 && batchingWindowSeconds < 1) {
    fail('a BatchSize above 10 needs a MaximumBatchingWindowInSeconds of at least 1.');
  }
  const concurrency = (properties.ScalingConfig as JsonObject | undefined)?.MaximumConcurrency;
  const responses = (properties.FunctionResponseTypes ?? []) as readonly string[];
  const enabled = properties.Enabled ?? true;
  return {
    eventSourceArn,
    functionName: String(properties.FunctionName),
    batchSize,
    batchingWindowSeconds,
    enabled: enabled === true || enabled === 'true',
    reportsBatchItemFailures: responses.includes('ReportBatchItemFailures'),
    maximumConcurrency:
      concurrency === undefined ? undefined : whole('ScalingConfig.MaximumConcurrency', concurrency, 2, 2, 1000),
  };
}
