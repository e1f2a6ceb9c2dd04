import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { InvalidInput, PERMANENT_ERROR_NAMES } from '../../core/contracts/errors';
import { type EvaluationMessage, evaluationMessageSchema } from '../../core/contracts/evaluation-message';
import { MetricName } from '../../core/contracts/metric-names';
import { parseInput } from '../../core/contracts/parse-input';
import type { ReleasedModel } from '../../core/contracts/released-model';
import { evaluationFailureKey, evaluationResultKey } from '../../core/contracts/storage-layout';
import { EndpointNotReady, EvaluationError } from '../../core/evaluation/evaluation-error';
import type { EvaluationFailure } from '../../core/evaluation/result/evaluation-result';
import type { Invocation } from '../adapters/function-frame';
import { endpointReadiness } from './endpoint-readiness';
import type { EvaluationQueue } from './evaluation-queue';
import { continuation, type QueueRecord, queueEventSchema, runOf } from './queue-record';
import { type EvaluationTools, runEvaluation } from './run-evaluation';

export interface Evaluator {
  readonly tools: Omit<EvaluationTools, 'remainingMilliseconds'>;
  readonly sageMaker: SageMakerClient;
  readonly queue: EvaluationQueue;
  /** What the release says of the environment's own endpoint, read afresh. */
  readonly releasedModel: () => Promise<ReleasedModel>;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** How long a message waits for an endpoint on its way, each time. Seconds. */
const WAIT_SECONDS = 60;
/** The first retry of a technical failure; the next waits twice as long. Seconds. */
const FIRST_RETRY_SECONDS = 60;

/**
 * Evaluates what the messages ask for, each by itself. A message is acknowledged once its report lies in S3, its dead letter in the other queue, or
 * its successor in this one; anything else makes it come again.
 * @throws InvalidInput for an event that is none of a queue
 */
export async function evaluateModel(
  event: unknown,
  invocation: Invocation,
  evaluator: Evaluator,
): Promise<BatchAnswer> {
  const { Records: records } = parseInput(queueEventSchema, event, 'event');
  const done = await Promise.all(records.map((record) => settle(record, invocation, evaluator)));
  return {
    batchItemFailures: records
      .filter((_, at) => !done[at])
      .map(({ messageId: itemIdentifier }) => ({ itemIdentifier })),
  };
}

/** @returns whether the message may go. Never rejects: the other records have their own fates. */
async function settle(record: QueueRecord, invocation: Invocation, evaluator: Evaluator): Promise<boolean> {
  try {
    await handle(record, invocation, evaluator);
    return true;
  } catch (thrown) {
    const error = thrown as Error;
    const last = record.attributes.ApproximateReceiveCount >= evaluator.tools.settings.MAX_RECEIVES;
    if (error instanceof EvaluationError) invocation.logger.warn(error.message, error);
    else invocation.report(error);
    return isPermanent(error) || last
      ? giveUp(record, error, invocation, evaluator)
      : retryLater(record, invocation, evaluator);
  }
}

async function handle(record: QueueRecord, invocation: Invocation, evaluator: Evaluator): Promise<void> {
  const { tools, sageMaker, queue } = evaluator;
  const message = parseInput(evaluationMessageSchema, parseJson(record.body), 'message');
  const run = runOf(record);
  const { endpointName } = message;
  if ((await tools.store.read(evaluationResultKey(endpointName, run))) !== undefined) {
    return invocation.logger.info('The report is there already', { run, endpointName });
  }
  const readiness = await endpointReadiness(sageMaker, endpointName);
  if ('notYet' in readiness) return wait(record, readiness.notYet, evaluator);
  const released = await releasedModel(message, evaluator);
  const stillServes = () => endpointReadiness(sageMaker, endpointName);
  const { remainingMilliseconds } = invocation;
  const request = { run, message, endpoint: readiness, released, stillServes };
  const outcome = await runEvaluation(request, { ...tools, remainingMilliseconds });
  if ('notYet' in outcome) return wait(record, outcome.notYet, evaluator, outcome.progress);
  if ('progress' in outcome) {
    invocation.logger.info('The evaluation goes on in another invocation', { run, progress: outcome.progress });
    return queue.sendOn(record, { run, progress: outcome.progress }, 0);
  }
  const { evaluation, files } = outcome.result;
  invocation.count(MetricName.EvaluationReported);
  invocation.logger.info('Evaluated', { run, endpointName, accuracy: evaluation.accuracy, report: files.predictions });
}

/** Sends the message on by a minute, until it has waited for too long. @throws EndpointNotReady */
async function wait(
  record: QueueRecord,
  notYet: string,
  { queue, tools }: Evaluator,
  progress = continuation(record, 'progress'),
): Promise<void> {
  const now = tools.now();
  const waitingSince = continuation(record, 'waitingSince') ?? now.toISOString();
  const hours = tools.settings.ENDPOINT_READY_WAIT_HOURS;
  if (now.getTime() + WAIT_SECONDS * 1000 - Date.parse(waitingSince) > hours * 3_600_000) {
    throw new EndpointNotReady(
      `${notYet}, and was waited for since ${waitingSince}: longer than ${hours} hours (endpointReadyWaitHours). Redrive the message once it is in service.`,
    );
  }
  await queue.sendOn(record, { run: runOf(record), waitingSince, progress }, WAIT_SECONDS);
}

async function releasedModel(
  { endpointName }: EvaluationMessage,
  { tools, releasedModel: read }: Evaluator,
): Promise<ReleasedModel | undefined> {
  return endpointName === tools.settings.ENDPOINT_NAME ? read() : undefined;
}

async function giveUp(
  record: QueueRecord,
  error: Error,
  invocation: Invocation,
  evaluator: Evaluator,
): Promise<boolean> {
  try {
    await evaluator.queue.giveUp(record, error);
    invocation.count(MetricName.EvaluationDeadLettered);
    await tellFailure(record, error, invocation, evaluator);
    return true;
  } catch (failure) {
    // The message stays where it is: SQS delivers it again, and moves it itself in the end.
    invocation.report(failure as Error);
    return false;
  }
}

/** Whoever waits for the report looks for it in S3, and finds the reason there. The dead letter is what counts: it is sent already. */
async function tellFailure(
  record: QueueRecord,
  { name, message: cause }: Error,
  { logger }: Invocation,
  { tools }: Evaluator,
): Promise<void> {
  const { success, data } = evaluationMessageSchema.safeParse(jsonOr(record.body, undefined));
  if (!success) return;
  const run = runOf(record);
  const failure: EvaluationFailure = { version: 1, run, errorName: name, cause };
  const key = evaluationFailureKey(data.endpointName, run);
  await tools.store.create(key, `${JSON.stringify(failure, null, 2)}\n`, 'application/json').catch((error: Error) => {
    logger.warn('The reason could not be written beside the reports', error);
  });
}

async function retryLater(record: QueueRecord, invocation: Invocation, { queue }: Evaluator): Promise<boolean> {
  const receipts = record.attributes.ApproximateReceiveCount;
  await queue.retryAfter(record, FIRST_RETRY_SECONDS * 2 ** (receipts - 1)).catch((error: Error) => {
    // It comes again all the same, only later: when the queue's own visibility time-out is over.
    invocation.logger.warn('The retry could not be brought forward', error);
  });
  return false;
}

const isPermanent = (error: Error): boolean =>
  error instanceof EvaluationError || PERMANENT_ERROR_NAMES.some((name) => name === error.name);

function jsonOr<Other>(text: string, other: Other): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return other;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput(`The message is not JSON: ${(cause as Error).message}`, { cause });
  }
}
