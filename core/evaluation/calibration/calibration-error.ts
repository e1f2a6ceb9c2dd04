import type { ReliabilityBin } from './reliability-bins';

/**
 * Expected calibration error: the mean distance of confidence and accuracy, each bin counting by its rows (Naeini, Cooper and Hauskrecht,
 * AAAI 2015; Guo et al., 2017). 0 is perfect; 0 for no rows.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return rows === 0 ? 0 : bins.reduce((sum, bin) => sum + bin.rows * gap(bin), 0) / rows;
}

/** Maximum calibration error: the worst bin that has rows (same source). */
export function maximumCalibrationError(bins: readonly ReliabilityBin[]): number {
  return bins.reduce((worst, bin) => (bin.rows === 0 ? worst : Math.max(worst, gap(bin))), 0);
}

const gap = ({ accuracy, confidence }: ReliabilityBin): number => Math.abs(accuracy - confidence);
