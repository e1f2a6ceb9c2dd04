import { type ModelEvidence, modelEvidenceKey, PackageMetadata } from '../../core/contracts/model-evidence';
import { METADATA_VALUE, RegisteredMetadata } from '../../core/contracts/registered-model';
import { UsageError } from '../usage-error';
import type { ModelToRegister } from './model-to-register';

export interface MetadataSources {
  /** Models bucket. */
  readonly models: string;
  readonly name: string;
  readonly model: Pick<ModelToRegister, 'classes'>;
  readonly evidence: ModelEvidence | undefined;
  readonly place: ModelEvidence['testData'];
}

/**
 * The metadata of a package: with evidence what every package of ours has, and where it lies; without, what a release has to know.
 * @throws UsageError for class names that metadata cannot hold
 */
export function packageMetadata({ models, name, model, evidence, place }: MetadataSources): Record<string, string> {
  if (evidence === undefined) {
    const facts = {
      [RegisteredMetadata.classes]: classNames(model.classes),
      ...(place && {
        [RegisteredMetadata.testData]: `s3://${place.bucket}/${place.key}`,
        [RegisteredMetadata.labelColumn]: place.labelColumn,
      }),
    };
    const unfit = Object.entries(facts).find(([, value]) => !METADATA_VALUE.test(value));
    if (unfit === undefined) return facts;
    throw new UsageError(
      `The package cannot hold its ${unfit[0]} '${unfit[1]}': letters, digits, blanks and _.:=+-@ only, 256 in all.`,
    );
  }
  const { accuracy, accuracyInterval, majorityAccuracy } = evidence.test;
  const rounded = (value: number): string => String(Number(value.toFixed(4)));
  return {
    [PackageMetadata.evidence]: `s3://${models}/${modelEvidenceKey(name)}`,
    [PackageMetadata.accuracy]: rounded(accuracy),
    [PackageMetadata.accuracyInterval]: accuracyInterval.map(rounded).join(' - '),
    [PackageMetadata.majorityAccuracy]: rounded(majorityAccuracy),
    [PackageMetadata.temperature]: String(evidence.temperature),
    [PackageMetadata.gate]: evidence.gate.passed ? 'passed' : 'not passed',
  };
}

/** `/` stands between the names, so that none may hold one. */
function classNames(classes: readonly string[]): string {
  const divided = classes.find((name) => name.includes('/'));
  if (divided !== undefined)
    throw new UsageError(`The class name '${divided}' holds a /, which no package can keep: choose another.`);
  return classes.join('/');
}
