/**
 * p-values corrected for being tested together (S. Holm, Scand. J. Stat. 6, 1979): the smallest times their number, the next times one
 * less, never smaller than the one before. Holds whatever the dependence between features.
 * @param pValues in any order; the answer has the same
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((one, other) => pValues[one]! - pValues[other]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, pValues[index]! * (pValues.length - rank)));
    adjusted[index] = least;
  });
  return adjusted;
}

/** The same on things that may have a p-value; those without one are not counted. */
export function withAdjusted<Item extends { readonly pValue?: number }>(
  items: readonly Item[],
): (Item & { readonly adjustedPValue?: number })[] {
  const tested = items.filter(({ pValue }) => pValue !== undefined);
  const adjusted = holmAdjusted(tested.map(({ pValue }) => pValue!));
  return items.map((item) => {
    const index = tested.indexOf(item);
    return index < 0 ? item : { ...item, adjustedPValue: adjusted[index]! };
  });
}
