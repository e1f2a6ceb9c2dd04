import { endpointName } from '../../core/contracts/released-model';
import { chosenWindow, type NamedWindow } from '../captures/window-option';
import { CheckNotPassed } from '../check-not-passed';
import type { CommandContext, TargetContext } from '../command/command-action';
import { environmentClock } from '../target/environment-clock';
import { judgePairs } from './judge-pairs';
import { labelPairs } from './label-pairs';
import { type PreparePairs, preparePairs } from './prepare-pairs';
import { registerPairs } from './register-pairs';
import { RunFolder } from './run-folder';
import { sendPairs } from './send-pairs';
import { trainPairs } from './train-pairs';

export interface StepOptions {
  /** Folder of the run. */
  readonly from: string;
}

/** @throws UsageError, DataSetError */
export async function prepareStep(
  { printer }: CommandContext,
  options: PreparePairs & { readonly to: string },
): Promise<void> {
  const { path, run } = preparePairs(options.to, options);
  const { data } = run;
  printer.result(
    { folder: path, ...data },
    `${path}: ${data.pairs} pairs, ${data.paraphrases} of them paraphrases; ${data.train} to train, ${data.validation} to validate, ${data.test} to test`,
  );
}

export async function trainStep(
  { target, printer, progress, signal }: TargetContext,
  { from }: StepOptions,
): Promise<void> {
  const folder = RunFolder.open(from);
  const isLaptop = target.url !== undefined;
  await progress(1).run('Train', (report) => trainPairs(target, folder, { isLaptop, signal, report }));
  const training = folder.need('training');
  printer.result(training, `${training.job}: ${training.artifact}`);
}

export interface JudgeOptions extends StepOptions {
  readonly minF1: number;
  readonly maxSquaredError: number;
}

/** @throws CheckNotPassed after the result where the gate is not passed */
export async function judgeStep(
  { target, printer, progress, signal }: TargetContext,
  { from, minF1, maxSquaredError }: JudgeOptions,
): Promise<void> {
  const folder = RunFolder.open(from);
  const isLaptop = target.url !== undefined;
  const gate = { minF1, maxSquaredError };
  await progress(1).run('Judge', (report) => judgePairs(target, folder, gate, { isLaptop, signal, report }));
  const judged = folder.need('gate');
  const { figures, passed, reasons } = judged;
  printer.result(
    judged,
    `F1 ${figures.f1.toFixed(4)} (all pairs called paraphrases: ${figures.constantF1.toFixed(4)}), squared error ${figures.squaredError.toFixed(4)} (constant: ${figures.constantSquaredError.toFixed(4)}) on ${figures.rows} pairs`,
  );
  if (!passed) throw new CheckNotPassed(`The model has not passed the gate. ${reasons.join(' ')}`);
}

export async function registerStep({ target, printer }: TargetContext, { from }: StepOptions): Promise<void> {
  const folder = RunFolder.open(from);
  const modelPackage = await registerPairs(target, folder);
  const { passed } = folder.need('gate');
  printer.result(
    { modelPackage, approved: passed },
    passed
      ? `${modelPackage}\n'release' brings it into service`
      : `${modelPackage}\nrejected: it has not passed the gate`,
  );
}

export interface TrafficOptions extends StepOptions {
  readonly count: number;
  readonly rate: number;
  readonly seed: number;
}

export async function trafficStep(
  { target, printer, progress, signal }: TargetContext,
  { from, count, rate, seed }: TrafficOptions,
): Promise<void> {
  const folder = RunFolder.open(from);
  const now = await environmentClock(target);
  const endpoint = endpointName(target.environment.app, target.environment.name);
  const sent = await progress(1).run(`Send to ${endpoint}`, (report) =>
    sendPairs(target, folder, { count, rate, seed, now, signal, report }),
  );
  printer.result({ endpoint, requests: sent }, `${sent.length} pairs sent to ${endpoint} and answered`);
}

export interface LabelOptions extends StepOptions {
  readonly window?: NamedWindow;
  readonly flip: number;
  readonly seed: number;
}

/** @throws UsageError where nothing was sent */
export async function labelStep(
  { target, printer }: TargetContext,
  { from, window, flip, seed }: LabelOptions,
): Promise<void> {
  const now = await environmentClock(target);
  const labels = await labelPairs(target, RunFolder.open(from), {
    window: await chosenWindow(window, target),
    flip,
    seed,
    collected: now(),
  });
  printer.result({ labels, flip }, `${labels} labels uploaded as ground truth`);
}
