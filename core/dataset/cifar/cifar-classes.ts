import { DataSetError } from '../data-set-error';

/** The 100 fine classes of CIFAR-100 in the order of their labels, as the archive's own `meta` has them (checked when it is read). */
export const CIFAR100_CLASSES: readonly string[] = `
  apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle
  bowl boy bridge bus butterfly camel can castle caterpillar cattle
  chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur
  dolphin elephant flatfish forest fox girl hamster house kangaroo keyboard
  lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain
  mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree
  plain plate poppy porcupine possum rabbit raccoon ray road rocket
  rose sea seal shark shrew skunk skyscraper snail snake spider
  squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor
  train trout tulip turtle wardrobe whale willow_tree wolf woman worm`
  .trim()
  .split(/\s+/);

/**
 * CIFAR's own label of each class, in the order given.
 * @throws DataSetError for a name CIFAR-100 does not have (with the names most like it), a name given twice, fewer than two
 */
export function cifarLabels(classes: readonly string[]): number[] {
  if (new Set(classes).size < classes.length) throw new DataSetError('A class is named twice; name each class once.');
  if (classes.length < 2) throw new DataSetError('One class cannot be told from anything; name at least two classes.');
  return classes.map((name) => {
    const label = CIFAR100_CLASSES.indexOf(name);
    if (label >= 0) return label;
    throw new DataSetError(`CIFAR-100 has no class '${name}'; did you mean ${mostAlike(name).join(', ')}?`);
  });
}

function mostAlike(name: string): string[] {
  return [...CIFAR100_CLASSES]
    .map((known) => ({ known, edits: editDistance(name.toLowerCase(), known) }))
    .sort((one, other) => one.edits - other.edits)
    .slice(0, 3)
    .map(({ known }) => known);
}

/** Levenshtein's distance: the fewest insertions, deletions and replacements of a character. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= to.length; other += 1) {
      const replaced = row[other - 1]! + (from[at - 1] === to[other - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[other]! + 1, next[other - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
