import type { ModelQualityConstraints } from '../../monitoring/formats/model-quality-constraints';

/**
 * Constraints of two classes that allow every metric to be worse by a tolerance.
 * @param tolerance 0..1, in units of the metrics, which all lie in 0..1
 */
export function loosenConstraints(constraints: ModelQualityConstraints, tolerance: number): ModelQualityConstraints {
  const block = constraints.binary_classification_constraints ?? {};
  const loosened = Object.entries(block).map(([metric, { threshold, comparison_operator, ...rest }]) => {
    const moved = comparison_operator === 'LessThanThreshold' ? threshold - tolerance : threshold + tolerance;
    return [metric, { ...rest, threshold: Math.min(1, Math.max(0, moved)), comparison_operator }];
  });
  return { ...constraints, binary_classification_constraints: Object.fromEntries(loosened) };
}
