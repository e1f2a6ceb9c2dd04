import type { Evaluation } from '../evaluation';
import { thinned } from '../metrics/thinned';
import type { EvaluationNumbers } from './evaluation-result';

const MAX_POINTS = 1000;

/** An evaluation in the form of `evaluation.json`. */
export function evaluationNumbers({ modelQuality: _, ...evaluation }: Evaluation): EvaluationNumbers {
  const points = thinned(evaluation.riskCoverage.points, MAX_POINTS);
  // A round trip through JSON: readonly lists become plain ones, and what does not exist is absent.
  return JSON.parse(JSON.stringify({ ...evaluation, riskCoverage: { ...evaluation.riskCoverage, points } }));
}
