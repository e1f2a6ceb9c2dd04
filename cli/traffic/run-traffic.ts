import { randomUUID } from 'node:crypto';
import type { Purpose } from '../../core/contracts/custom-attributes';
import { SeededRandom } from '../../core/seeded-random';
import { captureStoreOf } from '../captures/find-captures';
import { CheckNotPassed } from '../check-not-passed';
import type { TargetContext } from '../command/command-action';
import { ServedModel } from '../endpoint/served-model';
import type { ImageSource } from '../images/image-source';
import { UsageError } from '../usage-error';
import { awaitCaptured, type CapturedTraffic } from './await-captured';
import { findQuestions } from './find-questions';
import { ImageCache } from './image-cache';
import { sendAtRate } from './send-at-rate';
import { summaryLine, summaryText, TrafficStatistics, type TrafficSummary } from './traffic-statistics';

export interface TrafficOptions {
  /** Requests a second. */
  readonly rate: number;
  readonly count?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly purpose: Purpose;
  readonly seed: number;
  readonly parallel: number;
  readonly s3?: boolean;
  readonly waitCaptured?: boolean;
  /** Milliseconds. */
  readonly captureLimit: number;
}

const DEFAULT_COUNT = 100;
/** Pause between two pictures of the statistics. */
const REPORT_MILLISECONDS = 250;
const LAPTOP_POLL_MILLISECONDS = 200;
const AWS_POLL_MILLISECONDS = 5_000;

/**
 * Sends images, or rows of a table, to the endpoint and tells how it answered.
 * @throws UsageError; Error where a request failed, CheckNotPassed where a capture is missing, both after the result
 */
export async function runTraffic(
  context: TargetContext,
  names: readonly string[],
  options: TrafficOptions,
): Promise<void> {
  const { target, printer } = context;
  if (options.waitCaptured) refuseWithoutCapture(context);
  const { s3 } = target.clients;
  const imagesBucket = target.outputs.get('ImagesBucket');
  const served = await ServedModel.of(target);
  const where = { s3, imagesBucket, s3Only: names.length === 0 || options.s3 };
  const { sources, labels } = await findQuestions(names, where, served.model);
  const statistics = new TrafficStatistics(target.environment.confidenceThreshold);
  const steps = context.progress(options.waitCaptured ? 2 : 1);
  const since = new Date();
  const tell = (captured?: CapturedTraffic): TrafficSummary => {
    const summary = statistics.summary();
    printer.result(
      {
        endpoint: served.endpointName,
        purpose: options.purpose,
        since: since.toISOString(),
        ...summary,
        captured,
        requests: statistics.requests,
      },
      [summaryText(summary), ...capturedText(captured)].join('\n'),
    );
    return summary;
  };
  let captured: CapturedTraffic | undefined;
  try {
    await steps.run(
      `Send to ${served.endpointName}`,
      (report) => send(context, { sources, served, labels, statistics, report }, options),
      () => summaryLine(statistics.summary()),
    );
    statistics.end();
    if (options.waitCaptured) {
      captured = await steps.run(
        'Wait for captures',
        (onProgress) => awaitCaptures(context, statistics, since, options.captureLimit, onProgress),
        ({ captured: found, files, missing }) => `${found} records in ${files} files, ${missing.length} missing`,
      );
    }
  } catch (error) {
    // Ctrl-C is the usual end of traffic that was to go on for hours: what was sent until then is worth telling.
    if (context.signal.aborted) tell();
    throw error;
  }
  const summary = tell(captured);
  if (summary.failed > 0) throw new Error(`${summary.failed} of ${summary.sent} requests failed.`);
  if (captured !== undefined && captured.missing.length > 0) {
    throw new CheckNotPassed(`${captured.missing.length} of ${summary.answered} requests have no capture record.`);
  }
}

interface Sending {
  readonly sources: readonly ImageSource[];
  readonly served: ServedModel;
  /** By key. */
  readonly labels: ReadonlyMap<string, string>;
  readonly statistics: TrafficStatistics;
  readonly report: (text: string) => void;
}

async function send(
  { signal }: TargetContext,
  { sources, served, labels, statistics, report }: Sending,
  { rate, count, duration, parallel, purpose, seed }: TrafficOptions,
): Promise<void> {
  const order = new SeededRandom(seed, 'traffic').shuffled(sources);
  const cache = new ImageCache();
  const timer = setInterval(() => report(summaryLine(statistics.summary())), REPORT_MILLISECONDS);
  const ask = async (index: number): Promise<void> => {
    const source = order[index % order.length] as ImageSource;
    const inferenceId = randomUUID();
    const base = {
      inferenceId,
      image: source.name,
      time: new Date().toISOString(),
      trueLabel: labels.get(source.name),
    };
    const began = performance.now();
    try {
      const image = await cache.read(source);
      const { milliseconds, predictedLabel, confidence } = await served.ask({ image, purpose, inferenceId, signal });
      statistics.add({ ...base, milliseconds, predictedLabel, confidence });
    } catch (error) {
      // A request that Ctrl-C cut off is none.
      if (signal.aborted) return;
      const { name, message } = error as Error;
      statistics.add({ ...base, milliseconds: performance.now() - began, error: name, cause: message });
    }
  };
  const limit = count ?? (duration === undefined ? DEFAULT_COUNT : undefined);
  try {
    await sendAtRate({ rate, count: limit, durationMilliseconds: duration, parallel }, ask, signal);
  } finally {
    clearInterval(timer);
  }
}

function awaitCaptures(
  { target, signal }: TargetContext,
  { requests }: TrafficStatistics,
  since: Date,
  limitMilliseconds: number,
  onProgress: (text: string) => void,
): Promise<CapturedTraffic> {
  const inferenceIds = requests.filter(({ error }) => error === undefined).map(({ inferenceId }) => inferenceId);
  const pollMilliseconds = target.url === undefined ? AWS_POLL_MILLISECONDS : LAPTOP_POLL_MILLISECONDS;
  const wait = { inferenceIds, since, limitMilliseconds, pollMilliseconds, onProgress, signal };
  return awaitCaptured(captureStoreOf(target), wait);
}

/** @throws UsageError where the environment does not capture every request that its endpoint answers */
function refuseWithoutCapture({ target }: TargetContext): void {
  const { name, capture, serving } = target.environment;
  const why =
    serving.mode === 'serverless'
      ? 'a serverless endpoint does not capture'
      : !capture.enabled
        ? 'capture is off'
        : capture.percentage < 100
          ? `only ${capture.percentage} % are captured`
          : undefined;
  if (why !== undefined) throw new UsageError(`--wait-captured would wait in vain in environment '${name}': ${why}.`);
}

const capturedText = (captured: CapturedTraffic | undefined): string[] =>
  captured === undefined
    ? []
    : [
        `captured: ${captured.captured} records in ${captured.files} files after ${captured.seconds.toFixed(1)} s, ${captured.missing.length} missing`,
      ];
