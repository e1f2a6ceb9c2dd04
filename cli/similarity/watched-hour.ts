import type { PairHour } from '../../core/similarity/report/pair-summary';
import { captureStoreOf } from '../captures/find-captures';
import type { RunningLaptop } from '../laptop/bring-up';
import { awaitCaptured } from '../traffic/await-captured';
import { labelPairs } from './label-pairs';
import type { PairTarget } from './pair-target';
import type { RunFolder } from './run-folder';
import { scheduledReport } from './scheduled-report';
import { sendPairs } from './send-pairs';

export interface WatchedHour {
  /** Full hour that it begins with. */
  readonly from: Date;
  readonly count: number;
  /** Share of the labels that are turned round. */
  readonly flipped: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

const HOUR_MILLISECONDS = 3_600_000;
const MINUTE_MILLISECONDS = 60_000;
/** By then the schedule of the monitors (20 minutes past, unless it is configured otherwise) has looked at the hour before. */
const SCHEDULED_BY_MILLISECONDS = 30 * MINUTE_MILLISECONDS;
const RATE = 100;
const CAPTURE_LIMIT_MILLISECONDS = 20_000;
const REPORT_LIMIT_MILLISECONDS = 120_000;

/**
 * One hour by the laptop's clock: traffic and labels in it; then time goes on until the schedule of the deployed monitors has fallen due.
 * @returns the hour as they found it, and how many labels there are
 */
export async function watchedHour(
  { laptop }: RunningLaptop,
  target: PairTarget,
  folder: RunFolder,
  options: WatchedHour,
): Promise<{ readonly hour: PairHour; readonly labels: number }> {
  const { from, count, flipped, seed, signal, report } = options;
  const to = new Date(from.getTime() + HOUR_MILLISECONDS);
  await laptop.moveClockTo(new Date(from.getTime() + MINUTE_MILLISECONDS));
  const sent = await sendPairs(target, folder, { count, rate: RATE, seed, now: () => laptop.now(), signal, report });
  const { missing } = await awaitCaptured(captureStoreOf(target), {
    inferenceIds: sent.map(({ inferenceId }) => inferenceId),
    since: from,
    limitMilliseconds: CAPTURE_LIMIT_MILLISECONDS,
    pollMilliseconds: 200,
    onProgress: report,
    signal,
  });
  if (missing.length > 0) throw new Error(`${missing.length} of ${sent.length} requests were not captured.`);
  const window = { from, to };
  const labels = await labelPairs(target, folder, { window, flip: flipped, seed, collected: laptop.now() });
  report('waiting for the monitors');
  await laptop.moveClockTo(new Date(to.getTime() + SCHEDULED_BY_MILLISECONDS));
  const wait = { hour: from, folder: folder.path, limitMilliseconds: REPORT_LIMIT_MILLISECONDS, signal };
  const { report: found, f1 = null, page } = await scheduledReport(target, wait);
  const hour: PairHour = {
    window: from.toISOString().slice(0, 13),
    state: found.state,
    violations: found.violations.length,
    requests: sent.length,
    flipped,
    f1,
    report: page,
  };
  return { hour, labels };
}
