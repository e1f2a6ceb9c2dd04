import type { GateVerdict } from '../../evaluation/gate/judge-gate';
import type { PairFigures } from './pair-figures';

/** What a model must reach on the test pairs. */
export interface PairGate {
  /** 0..1 */
  readonly minF1: number;
  /** 0..1 */
  readonly maxSquaredError: number;
}

/**
 * A model passes that finds paraphrases well enough (F1) and whose probabilities are close enough to the truth (squared error), in both better than
 * what needs no model: the squared error alone would pass a model that calls every pair likely, the F1 alone one whose probabilities mean nothing.
 */
export function judgePairModel(figures: PairFigures, { minF1, maxSquaredError }: PairGate): GateVerdict {
  const { f1, squaredError, constantF1, constantSquaredError } = figures;
  const reasons: string[] = [];
  if (f1 < minF1) reasons.push(`The F1 is ${told(f1)}; the gate asks for ${told(minF1)} at least.`);
  if (f1 <= constantF1)
    reasons.push(
      `Calling every pair a paraphrase has an F1 of ${told(constantF1)}; the model, with ${told(f1)}, is not better.`,
    );
  if (squaredError > maxSquaredError)
    reasons.push(`The squared error is ${told(squaredError)}; the gate asks for ${told(maxSquaredError)} at most.`);
  if (squaredError >= constantSquaredError)
    reasons.push(
      `Always answering with the share of paraphrases has a squared error of ${told(constantSquaredError)}; ` +
        `the model, with ${told(squaredError)}, is not better.`,
    );
  return { passed: reasons.length === 0, reasons };
}

const told = (value: number): string => value.toFixed(3);
