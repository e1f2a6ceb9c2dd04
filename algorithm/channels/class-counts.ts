import type { ImageListRow } from '../../core/dataset/image-list';
import { ChannelInvalid } from '../container/algorithm-error';

/**
 * Names the classes and checks the labels of the training list against them.
 * @param given what the hyperparameters say
 * @returns class names in label order; `0`, `1`, … where nobody named them
 * @throws ChannelInvalid for one class only, a label outside the classes, a class without an image
 */
export function classesOf(
  rows: readonly ImageListRow[],
  given: { readonly count?: number; readonly names?: readonly string[] },
): readonly string[] {
  const largest = rows.reduce((most, { label }) => Math.max(most, label), 0);
  const count = given.count ?? given.names?.length ?? largest + 1;
  refuseOutside(rows, count, 'train');
  const counts = countLabels(rows, count);
  const names = given.names ?? counts.map((_, label) => String(label));
  const present = counts.filter((images) => images > 0).length;
  if (present < 2) {
    throw new ChannelInvalid(
      `All ${rows.length} training images have the label ${rows[0]?.label}; training needs two classes.`,
    );
  }
  const empty = counts.indexOf(0);
  if (empty !== -1) {
    throw new ChannelInvalid(
      `Class ${empty} (${names[empty]}) has no training image; add some, or leave the class out.`,
    );
  }
  return names;
}

/** @throws ChannelInvalid naming the first row whose label is no class */
export function refuseOutside(rows: readonly ImageListRow[], classes: number, channel: string): void {
  const outside = rows.find(({ label }) => label >= classes);
  if (outside === undefined) return;
  throw new ChannelInvalid(
    `The ${channel} list gives ${outside.file} the label ${outside.label}; with ${classes} classes labels are 0 to ${classes - 1}.`,
  );
}

/** Images of each class, in label order. */
export function countLabels(rows: readonly { readonly label: number }[], classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const { label } of rows) counts[label]! += 1;
  return counts;
}
