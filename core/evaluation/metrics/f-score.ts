/** A share that 0/0 makes 0, as Model Monitor, Spark and scikit-learn's default have it. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * F_β = (1 + β²)·P·R / (β²·P + R) (van Rijsbergen, Information Retrieval, 1979): recall counts β times as much as precision. 0 where both
 * are 0.
 */
export const fScore = (precision: number, recall: number, beta: number): number =>
  ratio((1 + beta ** 2) * precision * recall, beta ** 2 * precision + recall);
