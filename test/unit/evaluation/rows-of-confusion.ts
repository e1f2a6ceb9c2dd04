import type { EvaluatedRow } from '../../../core/evaluation/evaluated-row';

/**
 * Rows that have a given confusion.
 * @param counts `counts[actual][predicted]`
 * @param confidenceOf of the row with this index
 */
export function rowsOfConfusion(
  counts: readonly (readonly number[])[],
  confidenceOf: (index: number) => number = () => 0.8,
): EvaluatedRow[] {
  const rows: EvaluatedRow[] = [];
  counts.forEach((row, actual) => {
    row.forEach((count, predicted) => {
      for (let copy = 0; copy < count; copy += 1) {
        const confidence = confidenceOf(rows.length);
        const likelihood = actual === predicted ? confidence : 1 - confidence;
        const score = predicted === 1 ? confidence : 1 - confidence;
        rows.push({
          actual,
          predicted,
          confidence,
          rawConfidence: confidence,
          likelihood,
          rawLikelihood: likelihood,
          score,
        });
      }
    });
  });
  return rows;
}
