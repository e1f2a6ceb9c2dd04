import { endpointName } from '../../core/contracts/released-model';
import type { PairGate } from '../../core/similarity/gate/judge-pair-model';
import type { PairHour } from '../../core/similarity/report/pair-summary';
import { CheckNotPassed } from '../check-not-passed';
import type { RunningLaptop } from '../laptop/bring-up';
import type { Progress } from '../progress/progress';
import { choosePackage } from '../release/choose-package';
import { describeReleased } from '../release/describe-released';
import { holdReleaseLease } from '../release/lease/hold-release-lease';
import { releaseModel } from '../release/release-model';
import { judgePairs } from './judge-pairs';
import { labelPairs } from './label-pairs';
import type { PairTarget } from './pair-target';
import { registerPairs } from './register-pairs';
import type { RunFolder } from './run-folder';
import { sendPairs } from './send-pairs';
import { trainPairs } from './train-pairs';
import { checkPairs, makePairBaseline } from './watch-pairs';

export interface StoryOptions {
  readonly gate: PairGate;
  /** Requests an hour. */
  readonly requests: number;
  /** Share of the second hour's labels that are turned round. */
  readonly flip: number;
  readonly tolerance: number;
  readonly seed: number;
}

export interface Story {
  readonly baselineRows: number;
  readonly hours: readonly PairHour[];
  readonly labels: number;
}

/** How many steps of progress `tellStory` takes. */
export const STORY_STEPS = 7;

const HOUR_MILLISECONDS = 3_600_000;
const MINUTE_MILLISECONDS = 60_000;
const RATE = 100;
const CAPTURE_LIMIT_MILLISECONDS = 20_000;

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
  await progress.run(
    'Release it',
    (report) =>
      holdReleaseLease(target, async (lease) => {
        const released = describeReleased(await choosePackage(target, { wanted: modelPackage, approve: false }), {});
        return releaseModel(target, lease, { released }, report, signal);
      }),
    () => `${endpoint} in service, with data capture`,
  );
  const baselineRows = await progress.run(
    'Make the monitor’s baseline',
    (report) => makePairBaseline(folder, options.tolerance, { signal, report }),
    (rows) => `${rows} test pairs`,
  );
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
        const hour = await watchedHour(running, target, folder, { ...options, from, flipped, signal, report });
        hours.push(hour.hour);
        labels += hour.labels;
        from = new Date(from.getTime() + HOUR_MILLISECONDS);
      },
      () => hourText(hours.at(-1)!),
    );
  }
  return { baselineRows, hours, labels };
}

interface HourOptions extends StoryOptions {
  readonly from: Date;
  readonly flipped: number;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/** A whole hour by the laptop's clock: traffic in it, labels at its end, and then the monitor. */
async function watchedHour(running: RunningLaptop, target: PairTarget, folder: RunFolder, options: HourOptions) {
  const { laptop } = running;
  const { from, requests, flipped, signal, report } = options;
  const to = new Date(from.getTime() + HOUR_MILLISECONDS);
  const window = { from, to };
  await laptop.moveClockTo(new Date(from.getTime() + MINUTE_MILLISECONDS));
  const seed = options.seed;
  const sent = await sendPairs(target, folder, {
    count: requests,
    rate: RATE,
    seed,
    now: () => laptop.now(),
    signal,
    report,
  });
  const labels = await labelPairs(target, folder, { window, flip: flipped, seed, collected: laptop.now() });
  await laptop.moveClockTo(new Date(to.getTime() + MINUTE_MILLISECONDS));
  const checked = await checkPairs(target, folder, {
    window,
    labelsUntil: to,
    captureLimit: CAPTURE_LIMIT_MILLISECONDS,
    signal,
    report,
  });
  const { state, violations, metrics = [] } = checked.report;
  const hour: PairHour = {
    window: from.toISOString().slice(0, 13),
    state,
    violations: violations.length,
    requests: sent.length,
    flipped,
    f1: metrics.find(({ metric }) => metric === 'f1')?.value ?? null,
    report: `${checked.folder}/report.html`,
  };
  return { hour, labels };
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
