import { type EvaluatedRow, isRight } from '../evaluated-row';
import { logLoss } from '../metrics/log-loss';
import { expectedCalibrationError, maximumCalibrationError } from './calibration-error';
import {
  type ConfidentRow,
  DEFAULT_BINS,
  equalMassBins,
  equalWidthBins,
  type ReliabilityBin,
} from './reliability-bins';

/** How far confidences can be believed. */
export interface Calibration {
  /** Of equal width, empty ones too. */
  readonly bins: readonly ReliabilityBin[];
  readonly expectedCalibrationError: number;
  readonly maximumCalibrationError: number;
  /** The expected calibration error with bins of equal mass. */
  readonly equalMassError: number;
  /** Natural logarithm, per row. */
  readonly logLoss: number;
}

/** @param rows in canonical order, at least one; @param which the model's own probabilities, or the calibrated ones */
export function calibrationOf(
  rows: readonly EvaluatedRow[],
  which: 'raw' | 'calibrated',
  binCount = DEFAULT_BINS,
): Calibration {
  const confident = rows.map((row): ConfidentRow => {
    return { confidence: which === 'raw' ? row.rawConfidence : row.confidence, right: isRight(row) };
  });
  const bins = equalWidthBins(confident, binCount);
  return {
    bins,
    expectedCalibrationError: expectedCalibrationError(bins),
    maximumCalibrationError: maximumCalibrationError(bins),
    equalMassError: expectedCalibrationError(equalMassBins(confident, binCount)),
    logLoss: logLoss(rows.map((row) => (which === 'raw' ? row.rawLikelihood : row.likelihood))),
  };
}
