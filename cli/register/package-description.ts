import type { ModelEvidence } from '../../core/contracts/model-evidence';
import { formatShare } from '../../core/report/number-format';
import type { ModelToRegister } from './model-to-register';

/** Of CreateModelPackage. Characters. */
const MAX_DESCRIPTION = 1024;

/** What a person reads of a package in the console. */
export function packageDescription(
  { about, testData }: Pick<ModelToRegister, 'about' | 'testData'>,
  evidence: ModelEvidence | undefined,
): string {
  return [`Registered from elsewhere: ${about}.`, ...shown(evidence, testData?.name)]
    .join(' ')
    .slice(0, MAX_DESCRIPTION);
}

function shown(evidence: ModelEvidence | undefined, testData: string | undefined): readonly string[] {
  if (evidence === undefined) return ['What it is worth was not measured.'];
  const { accuracy, accuracyInterval, areaUnderRoc, rows } = evidence.test;
  const [low, high] = accuracyInterval.map(formatShare);
  const area = areaUnderRoc === undefined ? '' : `, area under the ROC curve ${areaUnderRoc.toFixed(4)}`;
  const { passed, reasons } = evidence.gate;
  return [
    `Accuracy ${formatShare(accuracy)} (95 %: ${low} to ${high})${area}, on ${rows} rows of ${testData}.`,
    passed ? 'It has passed the gate.' : `It has not passed the gate. ${reasons.join(' ')}`,
  ];
}
