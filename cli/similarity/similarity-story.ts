import { endpointName } from '../../core/contracts/released-model';
import type { PairGate } from '../../core/similarity/gate/judge-pair-model';
import type { PairHour } from '../../core/similarity/report/pair-summary';
import { CheckNotPassed } from '../check-not-passed';
import type { RunningLaptop } from '../laptop/bring-up';
import { readWatchedCurrent } from '../monitor/read-baseline';
import type { Progress } from '../progress/progress';
import { choosePackage } from '../release/choose-package';
import { describeReleased } from '../release/describe-released';
import { holdReleaseLease } from '../release/lease/hold-release-lease';
import { type ReleaseResult, releaseModel } from '../release/release-model';
import { judgePairs } from './judge-pairs';
import type { PairTarget } from './pair-target';
import { registerPairs } from './register-pairs';
import type { RunFolder } from './run-folder';
import { writtenF1 } from './scheduled-report';
import { trainPairs } from './train-pairs';
import { watchedHour } from './watched-hour';

export interface StoryOptions {
  readonly gate: PairGate;
  /** Requests an hour. */
  readonly count: number;
  /** Share of the second hour's labels that are turned round. */
  readonly flip: number;
  readonly seed: number;
}

export interface Story {
  readonly baselineRows: number;
  /** F1 of the baseline: what the monitor compares an hour's with. */
  readonly baselineF1: number;
  readonly hours: readonly PairHour[];
  readonly labels: number;
}

/** How many steps of progress `tellStory` takes. */
export const STORY_STEPS = 6;

const HOUR_MILLISECONDS = 3_600_000;

/**
 * From prepared pairs to two watched hours on a laptop: train, judge, register, release, traffic, labels, monitor.
 * @throws CheckNotPassed where the gate is not passed: the package is registered as rejected, and nothing is released
 */
export async function tellStory(
  running: RunningLaptop,
  target: PairTarget,
  folder: RunFolder,
  options: StoryOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Story> {
  const wait = (report: (text: string) => void) => ({ isLaptop: true, signal, report });
  await progress.run(
    'Train a logistic regression',
    (report) => trainPairs(target, folder, wait(report)),
    () => folder.need('training').job,
  );
  await progress.run(
    'Judge it on the test pairs',
    (report) => judgePairs(target, folder, options.gate, wait(report)),
    () => gateText(folder),
  );
  const modelPackage = await progress.run(
    'Register it',
    () => registerPairs(target, folder),
    (arn) => arn.split('/').slice(-2).join('/'),
  );
  const { passed, reasons } = folder.need('gate');
  if (!passed) throw new CheckNotPassed(`The model has not passed the gate. ${reasons.join(' ')}`);
  const endpoint = endpointName(target.environment.app, target.environment.name);
  const { baseline } = await progress.run(
    'Release it, with its baseline',
    (report) =>
      holdReleaseLease(target, async (lease) => {
        const released = describeReleased(await choosePackage(target, { wanted: modelPackage, approve: false }), {});
        return releaseModel(target, lease, { released, baseline: 'new' }, report, signal);
      }),
    (released) => `${endpoint} in service; ${baselineText(released.baseline)}`,
  );
  const { rows, f1 } = await storedBaseline(target, baseline);
  const hours: PairHour[] = [];
  let from = nextHour(running.laptop.now());
  let labels = 0;
  const flips = [
    { title: 'An hour of traffic', flipped: 0 },
    { title: 'An hour judged otherwise', flipped: options.flip },
  ];
  for (const { title, flipped } of flips) {
    await progress.run(
      title,
      async (report) => {
        const { count, seed } = options;
        const hour = await watchedHour(running, target, folder, { from, count, flipped, seed, signal, report });
        hours.push(hour.hour);
        labels += hour.labels;
        from = new Date(from.getTime() + HOUR_MILLISECONDS);
      },
      () => hourText(hours.at(-1)!),
    );
  }
  return { baselineRows: rows, baselineF1: f1, hours, labels };
}

const baselineText = (baseline: ReleaseResult['baseline']): string =>
  baseline === undefined || 'reason' in baseline ? 'no baseline' : `baseline of ${baseline.rows} test pairs`;

/** What the release has made for the monitors. @throws Error where it has made nothing */
async function storedBaseline(target: PairTarget, made: ReleaseResult['baseline']) {
  if (made === undefined || 'reason' in made)
    throw new Error(`The release has made no baseline: ${made?.reason ?? ''}`);
  const { watched } = await readWatchedCurrent(target);
  if (watched.content !== 'table') throw new Error(`${made.prefix} is no baseline of a table.`);
  return { rows: watched.baseline.rows, f1: writtenF1(watched.baseline.quality.statistics) ?? 0 };
}

/** The next full hour. */
const nextHour = (time: Date): Date =>
  new Date(Math.ceil((time.getTime() + 1) / HOUR_MILLISECONDS) * HOUR_MILLISECONDS);

function gateText(folder: RunFolder): string {
  const { passed, figures } = folder.need('gate');
  return `F1 ${figures.f1.toFixed(3)}, squared error ${figures.squaredError.toFixed(3)} on ${figures.rows} pairs: gate ${passed ? 'passed' : 'not passed'}`;
}

function hourText({ window, state, violations, f1, requests }: PairHour): string {
  const found = violations === 0 ? state : `${violations} violations`;
  return `${window}: ${requests} pairs, F1 ${f1?.toFixed(3) ?? 'unknown'}; ${found}`;
}
