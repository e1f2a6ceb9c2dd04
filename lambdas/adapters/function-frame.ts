import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type * as z from 'zod';
import { ErrorName, PERMANENT_ERROR_NAMES } from '../../core/contracts/errors';
import { ERROR_NAME_DIMENSION, MetricName, UNEXPECTED_ERROR } from '../../core/contracts/metric-names';
import { CALLER_TRAINING_ERRORS } from '../../core/contracts/training-errors';

/** Of Lambda's context object, what we use. */
export interface Context {
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis: () => number;
}

/** What a function's logic gets besides its event. */
export interface Invocation {
  readonly requestId: string;
  readonly logger: Logger;
  /** Adds one to a metric of this function. */
  readonly count: (metric: string) => void;
  /** Logs and counts a failure that the function answers for itself instead of throwing it. */
  readonly report: (error: Error) => void;
  /** Until the function's time is up. Milliseconds. */
  readonly remainingMilliseconds: () => number;
}

export type Logic = (event: unknown, invocation: Invocation) => Promise<unknown>;

/**
 * The frame around every function: reads its environment once, at the first invocation, so that importing a handler does
 * nothing; logs each failure with its name; counts technical failures by name (bad input and low confidence are none);
 * and rethrows, for Step Functions to match the name.
 */
export function functionFrame<Schema extends z.ZodType>(
  schema: Schema,
  build: (settings: z.output<Schema>) => Logic,
): (event: unknown, context: Context) => Promise<unknown> {
  let logic: Logic | undefined;
  let logger: Logger | undefined;
  let metrics: Metrics | undefined;
  return async (event, context) => {
    logger ??= new Logger();
    metrics ??= new Metrics();
    logger.appendKeys({ function_request_id: context.awsRequestId });
    const published = metrics;
    const log = logger;
    const remainingMilliseconds = (): number => context.getRemainingTimeInMillis();
    const count = (metric: string): void => void published.addMetric(metric, MetricUnit.Count, 1);
    const reportError = (error: Error): void => report(error, log, published);
    try {
      logic ??= build(schema.parse(process.env));
      const requestId = context.awsRequestId;
      return await logic(event, { requestId, logger, count, report: reportError, remainingMilliseconds });
    } catch (error) {
      reportError(error as Error);
      throw error;
    } finally {
      // With nothing stored it would warn, at every image that only passes through.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    }
  };
}

function report(error: Error, logger: Logger, metrics: Metrics): void {
  const { name } = error;
  if (name === ErrorName.ThresholdConfidenceNotMet) {
    logger.info(error.message, { errorName: name });
    return;
  }
  logger.error(error.message, error);
  if (isAboutTheInput(name)) return;
  const single = metrics.singleMetric();
  // An alarm matches the dimensions of a metric exactly: by name alone, one plain metric covers all functions.
  single.clearDefaultDimensions();
  single.addDimension(ERROR_NAME_DIMENSION, isNamed(name) ? name : UNEXPECTED_ERROR);
  single.addMetric(MetricName.TechnicalFailure, MetricUnit.Count, 1);
}

/** Errors that the caller's image or input is the cause of. Missing grants and wrong model outputs are ours. */
function isAboutTheInput(name: string): boolean {
  const ours: readonly string[] = [ErrorName.AccessDenied, ErrorName.ModelOutputInvalid];
  return (
    CALLER_TRAINING_ERRORS.includes(name) ||
    (!ours.includes(name) && PERMANENT_ERROR_NAMES.some((permanent) => permanent === name))
  );
}

const isNamed = (name: string): boolean => Object.values<string>(ErrorName).includes(name);
