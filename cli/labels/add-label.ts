import { userInfo } from 'node:os';
import type { Answer } from '../../core/contracts/answer';
import { OTHER_ANSWERS } from '../../core/contracts/answer';
import { giveAnswer } from '../../core/second-look/give-answer';
import { CheckNotPassed } from '../check-not-passed';
import type { TargetContext } from '../command/command-action';
import { readReleasedModel } from '../release/release-parameters';
import { environmentClock } from '../target/environment-clock';
import { UsageError } from '../usage-error';
import { inferenceIdFault } from './inference-id';
import { LabelStore } from './label-store';

export interface AddLabelOptions {
  /** Who says so. @default the user of this machine */
  readonly who?: string;
}

/**
 * Answers a second look, or labels an inference that nobody asked about, by its id.
 * @throws UsageError for what is no inference id, for a label that the model does not have, and where there is no model; CheckNotPassed where somebody was earlier.
 */
export async function addLabel(
  { target, printer }: TargetContext,
  options: AddLabelOptions,
  [reviewId = '', label = '']: readonly string[],
): Promise<void> {
  const fault = inferenceIdFault(reviewId);
  if (fault !== undefined) throw new UsageError(fault);
  const store = LabelStore.of(target);
  const item = await store.openItem(reviewId);
  const classes = item?.classes ?? (await readReleasedModel(target))?.classes;
  if (classes === undefined) throw new UsageError('No model is released: nobody knows the classes. Release one first.');
  const at = classes.indexOf(label);
  if (at < 0 && !OTHER_ANSWERS.some((other) => other === label)) {
    throw new UsageError(`There is no class '${label}': there are ${[...classes, ...OTHER_ANSWERS].join(', ')}.`);
  }
  const answer: Answer = {
    version: 1,
    review_id: reviewId,
    s3_bucket: item?.s3_bucket,
    s3_key: item?.s3_key,
    version_id: item?.version_id,
    label,
    ...(at < 0 ? {} : { class_index: at }),
    predicted_label: item?.predicted_label,
    model_package: item?.model_package,
    who: options.who ?? userInfo().username,
    who_verified: false,
    answered_at: (await environmentClock(target))().toISOString(),
    opened_at: item?.opened_at,
    source: 'added',
  };
  const { answer: counts, won } = await giveAnswer(answer, store);
  const unasked = item === undefined ? ' No second look of this id was open: it labels the inference that has it.' : '';
  printer.result({ recorded: won, answer: counts }, won ? `Recorded: ${label}.${unasked}` : '');
  if (!won) {
    throw new CheckNotPassed(
      `${reviewId} was answered already: ${counts.label}, by ${counts.who} at ${counts.answered_at}. Nothing was changed.`,
    );
  }
}
