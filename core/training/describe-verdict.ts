import type { Approval } from '../contracts/approval';
import { type ModelEvidence, PackageMetadata } from '../contracts/model-evidence';
import type { ApprovalStatus } from '../contracts/train-model';
import type { ModelVerdict } from '../contracts/training-run';
import { formatShare } from '../report/number-format';

export interface VerdictCircumstances {
  /** Who approves a model that has passed. */
  readonly approval: Approval;
  /** Name of the data set. */
  readonly dataset: string;
  /** What the test split consists of. */
  readonly rowNoun: 'image' | 'row';
  /** `s3://…` */
  readonly evidence: string;
  readonly metrics: string;
}

/** Limits of CreateModelPackage. Characters. */
const MAX_DESCRIPTION = 1024;
const MAX_METADATA_VALUE = 256;
/** All that a metadata value may hold. @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html */
const UNFIT_FOR_METADATA = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;

/** What a package is registered with: its state, a description that a person can read in the console, and its figures. */
export function describeVerdict(model: ModelEvidence, circumstances: VerdictCircumstances): ModelVerdict {
  const { approval, dataset, rowNoun, evidence, metrics } = circumstances;
  const { passed, reasons } = model.gate;
  const { accuracy, accuracyInterval, majorityAccuracy, areaUnderRoc, rows } = model.test;
  const [low, high] = accuracyInterval;
  const figures =
    `Accuracy ${formatShare(accuracy)} (95 %: ${formatShare(low)} to ${formatShare(high)})${rowNoun === 'row' && areaUnderRoc !== undefined ? `, area under the ROC curve ${areaUnderRoc.toFixed(3)},` : ''} ` +
    `on ${rows} test ${rowNoun}s of '${dataset}', training job ${model.trainingJobName}.`;
  const cause = passed ? 'The model has passed the gate.' : `The model has not passed the gate. ${reasons.join(' ')}`;
  return {
    passed,
    approvalStatus: status(passed, approval),
    description: shortened(`${cause} ${figures}`, MAX_DESCRIPTION),
    cause: `${cause} ${figures}`,
    metadata: metadata({
      evidence,
      accuracy: rounded(accuracy),
      accuracyInterval: `${rounded(low)} - ${rounded(high)}`,
      majorityAccuracy: rounded(majorityAccuracy),
      temperature: String(model.temperature),
      recommendedThreshold: model.recommendedThreshold === null ? 'none' : String(model.recommendedThreshold),
      gate: passed ? 'passed' : 'not passed',
      dataset,
      trainingJob: model.trainingJobName,
    }),
    evidence,
    metrics,
  };
}

const status = (passed: boolean, approval: Approval): ApprovalStatus =>
  passed ? (approval === 'hand' ? 'PendingManualApproval' : 'Approved') : 'Rejected';

function metadata(values: Readonly<Record<keyof typeof PackageMetadata, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      PackageMetadata[name as keyof typeof PackageMetadata],
      value.replace(UNFIT_FOR_METADATA, '-').slice(0, MAX_METADATA_VALUE),
    ]),
  );
}

/** Controls would be refused. */
function shortened(text: string, characters: number): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '');
  return line.length <= characters ? line : `${line.slice(0, characters - 1)}…`;
}

const rounded = (value: number): string => String(Number(value.toFixed(4)));
