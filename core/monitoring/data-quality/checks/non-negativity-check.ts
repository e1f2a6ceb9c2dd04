import { writtenNumber } from '../../formats/written-number';
import { knownValue } from '../../metric';
import type { FeatureCheck } from '../feature-check';

/** The service suggests the constraint and has no check of its own for it. */
const TYPE = 'non_negativity_check';

export const nonNegativityCheck: FeatureCheck = {
  type: TYPE,
  check({ name, states: { moments }, constraints: { num_constraints } }) {
    const min = knownValue(moments.minimum);
    if (num_constraints?.is_non_negative !== true || min === undefined || min >= 0) return undefined;
    const description = `Non-negativity requirement is not met. Observed: a minimum of ${writtenNumber(min)}.`;
    return { violation: { feature_name: name, constraint_check_type: TYPE, description } };
  },
};
