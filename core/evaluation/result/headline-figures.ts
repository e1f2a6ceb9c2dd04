import type { EvaluationResult } from './evaluation-result';

/** What a summary tells of an evaluation. */
export interface HeadlineFigures {
  /** Share of rows that were answered rightly, of those that were answered. */
  readonly accuracy: number;
  /** Expected calibration error after calibration. */
  readonly ece: number;
  /** Null where no threshold reaches the target. */
  readonly recommendedThreshold: number | null;
  /** Share of rows at or above that threshold. */
  readonly coverage: number | null;
}

export function headlineFigures({ evaluation }: EvaluationResult): HeadlineFigures {
  const { accuracy, calibrated, recommendation } = evaluation;
  const point = recommendation.outcome === 'recommended' ? recommendation.point : undefined;
  return {
    accuracy,
    ece: calibrated.expectedCalibrationError,
    recommendedThreshold: point?.threshold ?? null,
    coverage: point?.coverage ?? null,
  };
}
