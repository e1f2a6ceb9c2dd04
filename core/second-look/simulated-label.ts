import { SeededRandom } from '../seeded-random';

/** How labels are made up. */
export interface Simulation {
  /** Share of labels that are wrong on purpose, 0..1. */
  readonly errorRate: number;
  readonly seed: number;
}

/**
 * A made-up label of one inference: the true class, or, at the error rate, one of the others, each as likely. The same seed and inference give the same label,
 * whatever else is labelled.
 * @param trueClass undefined where nobody knows it: any class then, each as likely.
 */
export function simulatedLabel(
  inferenceId: string,
  trueClass: number | undefined,
  classes: number,
  { errorRate, seed }: Simulation,
): number {
  const random = new SeededRandom(seed, 'label', inferenceId);
  const truth = trueClass ?? random.below(classes);
  if (classes < 2 || !random.chance(errorRate)) return truth;
  return (truth + 1 + random.below(classes - 1)) % classes;
}
