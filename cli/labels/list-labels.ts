import { type CaptureWindow, formatCaptureWindow } from '../../core/capture/capture-window';
import { readGroundTruth } from '../../core/capture/ground-truth-record';
import type { Answer } from '../../core/contracts/answer';
import { GROUND_TRUTH_PREFIX, hourPath } from '../../core/contracts/storage-layout';
import { listObjects } from '../aws/list-objects';
import { chosenWindow, type NamedWindow } from '../captures/window-option';
import type { TargetContext } from '../command/command-action';
import { answersOfWindow } from './answers-of-window';
import { LabelStore } from './label-store';

export interface ListLabelsOptions {
  /** @default the last day */
  readonly window?: NamedWindow;
}

const HOUR = 3_600_000;

/** Lists what was answered in a window, and counts the labels that lie in its hours, those that nobody answered for too: made-up and brought from elsewhere. */
export async function listLabels(
  { target, printer, signal }: TargetContext,
  options: ListLabelsOptions,
): Promise<void> {
  const window = await chosenWindow(options.window, target);
  const store = LabelStore.of(target);
  const answers = await answersOfWindow(store, window, signal);
  for (const answer of answers) printer.line(answerLine(answer));
  const files = await countLabels(store, window, signal);
  const classes = answers.filter(({ class_index }) => class_index !== undefined);
  const counts = {
    answers: answers.length,
    classes: classes.length,
    corrected: classes.filter(
      ({ label, predicted_label }) => predicted_label !== undefined && label !== predicted_label,
    ).length,
    noneOfThese: answers.filter(({ class_index, label }) => class_index === undefined && label === 'none-of-these')
      .length,
    cannotTell: answers.filter(({ class_index, label }) => class_index === undefined && label === 'cannot-tell').length,
    ...files,
  };
  printer.result(
    { window: formatCaptureWindow(window), counts, answers },
    `${counts.answers} answers: ${counts.classes} classes (${counts.corrected} corrected the model), ${counts.noneOfThese} none of these, ` +
      `${counts.cannotTell} cannot tell; ${counts.labels} labels in ground truth, ${counts.simulated} of them simulated`,
  );
}

const answerLine = ({ answered_at, review_id, label, predicted_label, who, source, s3_key }: Answer): string =>
  [
    answered_at.slice(0, 19),
    review_id,
    label.padEnd(14),
    `(model: ${predicted_label ?? '?'})`,
    who,
    source,
    s3_key ?? '',
  ].join('  ');

/** Labels of the hours that the window touches: the hour is when a label was collected. */
async function countLabels(store: LabelStore, window: CaptureWindow, signal: AbortSignal) {
  let labels = 0;
  let simulated = 0;
  let faults = 0;
  for (let hour = Math.floor(window.from.getTime() / HOUR) * HOUR; hour < window.to.getTime(); hour += HOUR) {
    signal.throwIfAborted();
    const prefix = `${GROUND_TRUTH_PREFIX}/${hourPath(new Date(hour))}/`;
    for await (const { key } of listObjects(store.s3, store.captureBucket, prefix)) {
      const made = key.includes('/00-simulated-');
      for (const entry of readGroundTruth((await store.text(store.captureBucket, key)) ?? '', key)) {
        if ('fault' in entry) faults += 1;
        else labels += 1;
        if (made && 'record' in entry) simulated += 1;
      }
    }
  }
  return { labels, simulated, faults };
}
