import { baselineDriftCheck } from './checks/baseline-drift-check';
import { categoricalValuesCheck } from './checks/categorical-values-check';
import { completenessCheck } from './checks/completeness-check';
import { dataTypeCheck } from './checks/data-type-check';
import { nonNegativityCheck } from './checks/non-negativity-check';
import type { FeatureCheck } from './feature-check';

/** Every constraint on a feature, in the order of the report. Another one is a file in `checks/` and a line here. */
export const FEATURE_CHECKS: readonly FeatureCheck[] = [
  dataTypeCheck,
  completenessCheck,
  nonNegativityCheck,
  categoricalValuesCheck,
  baselineDriftCheck,
];
