import { CellKind } from '../../../table/cell-kind';
import type { CellTypesState } from '../../analyzers/cell-types';
import { writtenPercent } from '../../formats/written-number';
import type { FeatureCheck } from '../feature-check';

const TYPE = 'data_type_check';

/** Values that have the expected type: a whole number is a fraction too, and every value can be a text. An infinity has none. */
function matching(types: CellTypesState, expected: string): number {
  const integral = types.count(CellKind.Integral);
  if (expected === 'Integral') return integral;
  if (expected === 'Fractional') return integral + types.count(CellKind.Fractional);
  return types.present;
}

export const dataTypeCheck: FeatureCheck = {
  type: TYPE,
  check({ name, states: { types }, constraints: { inferred_type }, settings: { dataTypeThreshold } }) {
    if (inferred_type === 'Unknown' || types.present === 0) return undefined;
    const share = matching(types, inferred_type) / types.present;
    if (share >= dataTypeThreshold) return undefined;
    const description =
      `Data type match requirement is not met. Expected data type: ${inferred_type}, ` +
      `Expected match: ${writtenPercent(dataTypeThreshold)}. Observed: Only ${writtenPercent(share)} of data is ${inferred_type}.`;
    return { violation: { feature_name: name, constraint_check_type: TYPE, description } };
  },
};
