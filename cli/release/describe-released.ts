import type { ReleasedModel } from '../../core/contracts/released-model';
import { UsageError } from '../usage-error';
import type { ChosenPackage } from './choose-package';

/** What the user says of a model; it wins over the evidence. */
export interface ModelFacts {
  /** Class names in the order of the model's outputs. */
  readonly classes?: readonly string[];
  /** Of the calibration; T > 0. */
  readonly temperature?: number;
}

/**
 * What the released-model parameter is to say: the evidence's word, unless the user says otherwise.
 * @throws UsageError where nobody knows the classes, or the user names another number of them than the model has.
 */
export function describeReleased({ arn, evidence }: ChosenPackage, facts: ModelFacts): ReleasedModel {
  const classes = facts.classes ?? evidence?.classes;
  if (classes === undefined) {
    throw new UsageError(
      `${arn} was registered without evidence, so nobody knows its classes: name them in the order of its labels, --classes bicycle,motorcycle (and --temperature T where it is calibrated).`,
    );
  }
  if (evidence !== undefined && classes.length !== evidence.classes.length) {
    throw new UsageError(
      `${arn} has ${evidence.classes.length} classes (${evidence.classes.join(', ')}); --classes names ${classes.length}.`,
    );
  }
  return { modelPackage: arn, classes: [...classes], temperature: facts.temperature ?? evidence?.temperature ?? 1 };
}
