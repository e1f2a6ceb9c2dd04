import { OTHER_ANSWERS } from '../contracts/answer';

/** What was chosen, in an answer's terms. */
export interface ChosenLabel {
  readonly label: string;
  /** Absent for `none-of-these` and `cannot-tell`. */
  readonly class_index?: number;
}

/**
 * Reads a choice: the index of a class, or one of the other answers. By index, so that a class may be called whatever it likes.
 * @returns undefined for anything that was not on offer.
 */
export function chooseLabel(choice: string, classes: readonly string[]): ChosenLabel | undefined {
  const other = OTHER_ANSWERS.find((known) => known === choice);
  if (other !== undefined) return { label: other };
  if (!/^(0|[1-9]\d{0,5})$/.test(choice)) return undefined;
  const label = classes[Number(choice)];
  return label === undefined ? undefined : { label, class_index: Number(choice) };
}
