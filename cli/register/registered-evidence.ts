import type { ModelEvidence } from '../../core/contracts/model-evidence';
import type { JudgedTable } from './judge-table';

/**
 * What is known of a model from elsewhere: what it has shown on its test data. Nothing was fitted, as there is no validation split.
 * @param name of the model, in place of a training job's
 */
export function registeredEvidence(
  name: string,
  { classes, evaluation, gate }: JudgedTable,
  testData: NonNullable<ModelEvidence['testData']>,
  watch: ModelEvidence['watch'],
): ModelEvidence {
  const { accuracy, accuracyInterval, areaUnderRoc, baseline, perClass, rows } = evaluation;
  return {
    version: 1,
    trainingJobName: name,
    classes: [...classes],
    temperature: 1,
    recommendedThreshold: null,
    test: {
      rows,
      accuracy,
      accuracyInterval: [accuracyInterval.low, accuracyInterval.high],
      majorityAccuracy: baseline.accuracy,
      ...(areaUnderRoc === undefined ? {} : { areaUnderRoc, f1: perClass[1]?.f1 }),
    },
    testData,
    ...(watch === undefined ? {} : { watch }),
    gate: {
      passed: gate.passed,
      reasons: [...gate.reasons],
      notes: ['Registered from elsewhere; nothing is compared.'],
    },
  };
}
