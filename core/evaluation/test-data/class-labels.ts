import { LabelOutsideClasses } from '../evaluation-error';

/** `1`, `1.0` or `01`: a class index as tools write it. */
export const classIndexIn = (text: string): number | undefined =>
  /^\d{1,9}(\.0*)?$/.test(text) ? Number(text) : undefined;

/**
 * The class that a label means: a class name first, else a class index.
 * @param place begins the message, e.g. `test.csv line 7`
 * @throws LabelOutsideClasses
 */
export function classOf(label: string, classes: readonly string[], place: string): number {
  const index = classIndexIn(label);
  // Classes may be called `1` and `2`, and a tool may write `1.0`.
  const named = [label, String(index)].map((name) => classes.indexOf(name)).find((found) => found >= 0);
  if (named !== undefined) return named;
  if (index !== undefined && index < classes.length) return index;
  const known = classes.length > SHOWN_CLASSES ? [...classes.slice(0, SHOWN_CLASSES), '…'] : classes;
  throw new LabelOutsideClasses(
    `${place}: the label ${JSON.stringify(label)} is none of the ${classes.length} classes ` +
      `(${known.join(', ')}), nor an index from 0 to ${classes.length - 1}.`,
  );
}

const SHOWN_CLASSES = 10;
