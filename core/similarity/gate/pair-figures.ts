import { fScore, ratio } from '../../evaluation/metrics/f-score';

/** What a model has said of one pair. */
export interface PairAnswer {
  readonly label: 0 | 1;
  /** That the sentences say the same, 0..1. */
  readonly probability: number;
}

/** Figures of a model on labelled pairs, with paraphrases as what is to be found. */
export interface PairFigures {
  readonly rows: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Mean of (probability - label)^2: Brier's score, 0 at best. */
  readonly squaredError: number;
  /** F1 of saying "paraphrase" of every pair. */
  readonly constantF1: number;
  /** Squared error of answering every pair with the share of paraphrases: p (1 - p). */
  readonly constantSquaredError: number;
}

/** From this probability on a pair counts as a paraphrase. */
export const PARAPHRASE_FROM = 0.5;

/**
 * @see https://en.wikipedia.org/wiki/Brier_score
 * @throws RangeError without a pair
 */
export function pairFigures(answers: readonly PairAnswer[]): PairFigures {
  const rows = answers.length;
  if (rows === 0) throw new RangeError('Figures need at least one pair.');
  const count = (wanted: (answer: PairAnswer) => boolean): number => answers.filter(wanted).length;
  const right = count(({ label, probability }) => label === 1 && probability >= PARAPHRASE_FROM);
  const said = count(({ probability }) => probability >= PARAPHRASE_FROM);
  const paraphrases = count(({ label }) => label === 1);
  const [precision, recall] = [ratio(right, said), ratio(right, paraphrases)];
  const share = paraphrases / rows;
  return {
    rows,
    precision,
    recall,
    f1: fScore(precision, recall, 1),
    squaredError: answers.reduce((sum, { label, probability }) => sum + (probability - label) ** 2, 0) / rows,
    constantF1: fScore(share, ratio(paraphrases, paraphrases), 1),
    constantSquaredError: share * (1 - share),
  };
}
