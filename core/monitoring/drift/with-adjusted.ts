import { holmCorrection } from '../../evaluation/statistics/holm-correction';

/** Verdicts with their p-values corrected for being made together; those without one are not counted. */
export function withAdjusted<Item extends { readonly pValue?: number }>(
  items: readonly Item[],
): (Item & { readonly adjustedPValue?: number })[] {
  const adjusted = holmCorrection(items.map(({ pValue }) => pValue));
  return items.map((item, index) => {
    const adjustedPValue = adjusted[index];
    return adjustedPValue === undefined ? item : { ...item, adjustedPValue };
  });
}
