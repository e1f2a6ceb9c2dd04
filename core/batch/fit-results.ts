import type { BatchResult } from '../contracts/batch';

/** Bytes of JSON that a child may answer with: a state's output has at most 262,144, of which the task's envelope wants a part. */
const MAX_OUTPUT_BYTES = 240_000;

/**
 * Results that fit into a child's answer. Where a model has so many classes that their probabilities do not, those of accepted images are left out
 * first, then all, with the classes' names: the capture has them. Label, confidence and outcome always stay.
 */
export function fitResults(results: readonly BatchResult[]): readonly BatchResult[] {
  if (fits(results)) return results;
  const fewer = results.map((result) => (result.outcome === 'accepted' ? withoutInferences(result) : result));
  if (fits(fewer)) return fewer;
  return results.map(withoutInferences);
}

const fits = (results: readonly BatchResult[]): boolean =>
  Buffer.byteLength(JSON.stringify(results)) <= MAX_OUTPUT_BYTES;

function withoutInferences({ inferences: _, classes: __, ...rest }: BatchResult): BatchResult {
  return rest;
}
