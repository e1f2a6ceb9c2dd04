import type { DriftVerdict } from '../../../contracts/monitor-report';
import { categoryBaseline, numberBaseline } from '../../drift/feature-baseline';
import { writtenNumber } from '../../formats/written-number';
import { categoryVerdict } from '../category-verdict';
import type { CheckedFeature, FeatureCheck } from '../feature-check';
import { numberVerdict } from '../number-verdict';

const TYPE = 'baseline_drift_check';

/** Whether the feature is distributed as in the baseline. */
export const baselineDriftCheck: FeatureCheck = {
  type: TYPE,
  check(feature) {
    const verdict = feature.settings.isCompared ? verdictOf(feature) : undefined;
    if (verdict?.state !== 'Violated') return verdict && { verdict };
    const violation = { feature_name: feature.name, constraint_check_type: TYPE, description: describeDrift(verdict) };
    return { verdict, violation };
  },
};

function verdictOf(feature: CheckedFeature): DriftVerdict | undefined {
  const { baseline } = feature;
  if (baseline === undefined) return undefined;
  const numbers = numberBaseline(baseline);
  if (numbers !== undefined) return numberVerdict(feature, numbers);
  const categories = categoryBaseline(baseline);
  return categories === undefined ? undefined : categoryVerdict(feature, categories);
}

function describeDrift({ method, distance = 0, threshold = 0, pValue = 0, degreesOfFreedom }: DriftVerdict): string {
  if (method !== 'ChiSquared') {
    return `Baseline drift distance: ${writtenNumber(distance)} exceeds threshold: ${writtenNumber(threshold)}`;
  }
  return (
    `Baseline drift p-value: ${pValue} is below threshold: ${writtenNumber(threshold)}. ` +
    `Chi-squared statistic: ${writtenNumber(distance)}, degrees of freedom: ${degreesOfFreedom}`
  );
}
