import { predict } from '../../core/table-model/trees/predict';
import type { TreeEnsemble } from '../../core/table-model/trees/tree-ensemble';

/** What one would write first: a row is split, its cells become numbers, and every tree is walked for it. */
export function answerPlainly(trees: TreeEnsemble, body: string): string {
  return body
    .split('\n')
    .map((line) => {
      const row = line.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell)));
      return Math.fround(predict(trees, row));
    })
    .join(',');
}
