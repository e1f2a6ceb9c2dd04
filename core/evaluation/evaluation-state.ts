import { argmax } from '../inference/argmax';
import { calibrate } from '../inference/calibrate';
import { canonicalOrder, type EvaluatedRow } from './evaluated-row';
import { LabelOutsideClasses, StateInvalid } from './evaluation-error';
import { MAX_STORED_INDEX } from './stored-column';

export interface EvaluationSubject {
  /** Class names in the order of the model's outputs. */
  readonly classes: readonly string[];
  /** Temperature of the calibration that the service applies; 1 where there is none. */
  readonly temperature: number;
}

/**
 * What has been learnt of a model so far. States of parts of a data set merge into the state of the whole: the numbers are the same, to
 * the last bit, in whatever parts and order the rows came. Every number is derived from the rows kept here, none is carried along.
 */
export class EvaluationState {
  private readonly kept: EvaluatedRow[] = [];
  private readonly failures = new Map<string, number>();

  /** @throws StateInvalid for fewer than two classes, a name twice, or a temperature that is not a number above 0 */
  constructor(readonly subject: EvaluationSubject) {
    const { classes, temperature } = subject;
    if (classes.length < 2 || classes.length > MAX_STORED_INDEX) {
      throw new StateInvalid(`An evaluation needs 2 to ${MAX_STORED_INDEX} classes; there are ${classes.length}.`);
    }
    const twice = classes.find((name, index) => classes.indexOf(name) !== index);
    if (twice !== undefined) throw new StateInvalid(`The class name ${JSON.stringify(twice)} is there twice.`);
    if (!(temperature > 0) || !Number.isFinite(temperature)) {
      throw new StateInvalid(`The temperature is ${temperature}; it must be a number above 0.`);
    }
  }

  /**
   * Takes in one answer.
   * @param label class index
   * @param probabilities one for each class, as `parseProbabilities` gives them
   * @throws LabelOutsideClasses for a label that is no class index
   * @throws RangeError where the number of probabilities is not that of the classes
   */
  add(label: number, probabilities: readonly number[]): void {
    const { classes, temperature } = this.subject;
    if (!Number.isInteger(label) || label < 0 || label >= classes.length) {
      throw new LabelOutsideClasses(
        `Label ${label} is outside the ${classes.length} classes (0 to ${classes.length - 1}): ` +
          'check that the test data belongs to this model.',
      );
    }
    if (probabilities.length !== classes.length) {
      throw new RangeError(`${probabilities.length} probabilities for ${classes.length} classes.`);
    }
    const predicted = argmax(probabilities);
    const calibrated = calibrate(probabilities, temperature);
    this.kept.push({
      actual: label,
      predicted,
      rawConfidence: probabilities[predicted]!,
      confidence: calibrated[predicted]!,
      rawLikelihood: probabilities[label]!,
      likelihood: calibrated[label]!,
      score: probabilities[1]!,
    });
  }

  /**
   * Counts a row that the model gave no answer for.
   * @param reason error name, e.g. `ImageUnreadable`
   */
  addFailure(reason: string, count = 1): void {
    this.failures.set(reason, (this.failures.get(reason) ?? 0) + count);
  }

  /** Takes in rows that another state kept. */
  addKept(rows: Iterable<EvaluatedRow>): void {
    for (const row of rows) this.kept.push(row);
  }

  /**
   * @returns the state of both parts; neither changes
   * @throws StateInvalid where the two are about different classes or temperatures
   */
  merge(other: EvaluationState): EvaluationState {
    const [one, two] = [this.subject, other.subject].map(({ classes, temperature }) =>
      JSON.stringify([classes, temperature]),
    );
    if (one !== two) throw new StateInvalid(`States of different evaluations do not merge: ${one} and ${two}.`);
    const merged = new EvaluationState(this.subject);
    for (const state of [this, other]) {
      merged.addKept(state.kept);
      for (const [reason, count] of state.failures) merged.addFailure(reason, count);
    }
    return merged;
  }

  /** Rows with an answer, in an order that depends on their values alone. */
  rows(): EvaluatedRow[] {
    return canonicalOrder(this.kept);
  }

  /** Rows with an answer, in the order they came. */
  keptRows(): readonly EvaluatedRow[] {
    return this.kept;
  }

  /** Rows without an answer by reason, in alphabetical order. */
  failureCounts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.failures].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  get rowCount(): number {
    return this.kept.length;
  }

  get failureCount(): number {
    return [...this.failures.values()].reduce((sum, count) => sum + count, 0);
  }
}
