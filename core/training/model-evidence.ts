import type { ModelEvidence } from '../contracts/model-evidence';
import type { ModelComparison } from '../evaluation/gate/compare-models';
import type { CandidateFigures } from '../evaluation/gate/evaluate-candidate';
import type { GateVerdict } from '../evaluation/gate/judge-gate';

export interface JudgedCandidate {
  readonly trainingJobName: string;
  readonly figures: CandidateFigures;
  readonly gate: GateVerdict;
  readonly targetError: number;
  readonly comparison?: ModelComparison;
  /** The package that it was compared with. */
  readonly releasedPackage?: string;
  /** Of a model of tables. */
  readonly testData?: ModelEvidence['testData'];
  readonly baselineData?: ModelEvidence['baselineData'];
  readonly watch?: ModelEvidence['watch'];
  readonly notes: readonly string[];
}

/** `evidence.json` of a candidate. */
export function modelEvidence(candidate: JudgedCandidate): ModelEvidence {
  const {
    trainingJobName,
    figures,
    gate,
    targetError,
    comparison,
    releasedPackage,
    testData,
    baselineData,
    watch,
    notes,
  } = candidate;
  const { evaluation, calibration, recommendation } = figures;
  const point = recommendation.outcome === 'recommended' ? recommendation.point : undefined;
  const { low, high } = evaluation.accuracyInterval;
  return {
    version: 1,
    trainingJobName,
    classes: [...evaluation.classes],
    temperature: calibration.temperature,
    recommendedThreshold: point?.threshold ?? null,
    validation: {
      rows: calibration.rows,
      calibration: calibration.outcome,
      targetError,
      coverage: point?.coverage ?? null,
    },
    test: {
      rows: evaluation.rows,
      accuracy: evaluation.accuracy,
      accuracyInterval: [low, high],
      majorityAccuracy: evaluation.baseline.accuracy,
      ...(evaluation.areaUnderRoc === undefined
        ? {}
        : { areaUnderRoc: evaluation.areaUnderRoc, f1: evaluation.perClass[1]?.f1 }),
    },
    ...(testData === undefined ? {} : { testData }),
    ...(baselineData === undefined ? {} : { baselineData }),
    ...(watch === undefined ? {} : { watch }),
    ...(comparison === undefined || releasedPackage === undefined
      ? {}
      : {
          comparison: {
            modelPackage: releasedPackage,
            rows: comparison.rows,
            candidateOnly: comparison.candidateOnly,
            releasedOnly: comparison.releasedOnly,
            difference: comparison.difference,
            interval: [comparison.low, comparison.high],
          },
        }),
    gate: { passed: gate.passed, reasons: [...gate.reasons], notes: [...notes] },
  };
}
