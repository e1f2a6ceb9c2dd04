import { writtenPercent } from '../../formats/written-number';
import type { FeatureCheck } from '../feature-check';

const TYPE = 'categorical_values_check';
const SHOWN_VALUES = 3;

export const categoricalValuesCheck: FeatureCheck = {
  type: TYPE,
  check({ name, states: { values }, constraints: { string_constraints }, settings: { domainThreshold } }) {
    const domains = string_constraints?.domains;
    const { total } = values;
    if (domains === undefined || total === 0) return undefined;
    const domain = new Set(domains);
    const counted = [...values.counted()];
    const inside = counted.reduce((sum, [value, count]) => sum + (domain.has(value) ? count : 0), 0);
    const share = inside / total;
    if (share >= domainThreshold) return undefined;
    const strangers = counted.filter(([value]) => !domain.has(value)).map(([value]) => JSON.stringify(value));
    const examples =
      strangers.length === 0 ? '' : ` Not in it, among others: ${strangers.slice(0, SHOWN_VALUES).join(', ')}.`;
    const description =
      `Categorical values requirement is not met. Expected match: ${writtenPercent(domainThreshold)}. ` +
      `Observed: Only ${writtenPercent(share)} of data is in the domain.${examples}`;
    return { violation: { feature_name: name, constraint_check_type: TYPE, description } };
  },
};
