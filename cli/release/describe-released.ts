import { type ReleasedModel, TABLE_CONTENT_TYPE } from '../../core/contracts/released-model';
import { UsageError } from '../usage-error';
import type { ChosenPackage } from './choose-package';
import { ReleaseRefused } from './release-errors';

/** What a standard parameter of Parameter Store holds. Bytes. */
const MAX_PARAMETER_BYTES = 4096;

/** What the user says of a model; it wins over the evidence and the package. */
export interface ModelFacts {
  /** Class names in the order of the model's outputs. */
  readonly classes?: readonly string[];
  /** Of the calibration; T > 0. */
  readonly temperature?: number;
}

/**
 * What the released-model parameter is to say: the evidence's word, unless the user says otherwise.
 * @throws UsageError where nobody knows the classes, or the user names another number of them than the model has; ReleaseRefused for more class names
 * than the parameter holds.
 */
export function describeReleased({ arn, evidence, facts }: ChosenPackage, given: ModelFacts): ReleasedModel {
  const classes = given.classes ?? evidence?.classes ?? facts.classes;
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
  const temperature = given.temperature ?? evidence?.temperature ?? 1;
  const testData = evidence?.testData ?? facts.testData;
  const baselineData = evidence?.baselineData;
  const watch = evidence?.watch;
  const released: ReleasedModel = {
    modelPackage: arn,
    classes: [...classes],
    temperature,
    ...(facts.takesRows && { contentType: TABLE_CONTENT_TYPE }),
    ...(facts.takesRows && testData && { testData }),
    ...(facts.takesRows && baselineData && { baselineData }),
    ...(facts.takesRows && watch && { watch }),
  };
  // Once the model serves it would be too late to find that out.
  const bytes = Buffer.byteLength(JSON.stringify(released));
  if (bytes <= MAX_PARAMETER_BYTES) return released;
  throw new ReleaseRefused(
    `The names of the ${classes.length} classes of ${arn} take ${bytes} bytes with the rest of the released-model parameter, which holds ${MAX_PARAMETER_BYTES}: give shorter ones (--classes).`,
  );
}
