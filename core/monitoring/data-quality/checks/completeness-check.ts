import { writtenPercent } from '../../formats/written-number';
import type { FeatureCheck } from '../feature-check';

const TYPE = 'completeness_check';

export const completenessCheck: FeatureCheck = {
  type: TYPE,
  check({ name, states: { types }, rows, constraints: { completeness } }) {
    if (completeness === undefined || rows === 0) return undefined;
    const share = types.present / rows;
    if (share >= completeness) return undefined;
    const description =
      `Data completeness requirement is not met. Expected completeness: ${writtenPercent(completeness)}. ` +
      `Observed: Only ${writtenPercent(share)} of data is complete.`;
    return { violation: { feature_name: name, constraint_check_type: TYPE, description } };
  },
};
