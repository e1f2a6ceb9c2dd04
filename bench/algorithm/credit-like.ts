import { formatNumbers } from '../../core/preprocessing/encode-table';
import { type FittedPreprocessing, fittedPreprocessingSchema } from '../../core/preprocessing/fitted-preprocessing';
import { RowEncoder } from '../../core/preprocessing/row-encoder';
import { SeededRandom } from '../../core/seeded-random';
import type { Tree, TreeEnsemble } from '../../core/table-model/trees/tree-ensemble';

export const BATCH_ROWS = 1000;
const [TREES, DEPTH, CATEGORICAL, NUMERIC, CATEGORIES] = [100, 5, 10, 10, 4];

export interface TableCase {
  readonly body: Buffer;
}

/** A model and rows of the shape of the real credit model's: ten columns of four categories each, ten of numbers; full trees. */
export function creditLike(): {
  readonly trees: TreeEnsemble;
  readonly fitted: FittedPreprocessing;
  /** Rows as the model takes them. */
  readonly encoded: TableCase;
  /** The same rows as they were collected. */
  readonly raw: TableCase;
} {
  const random = new SeededRandom('tables-bench');
  const fitted = preprocessing();
  const rows = Array.from({ length: BATCH_ROWS }, () => [
    ...Array.from({ length: CATEGORICAL }, () => String(random.below(CATEGORIES))),
    ...Array.from({ length: NUMERIC }, () => (random.chance(0.05) ? '' : String(random.below(5000)))),
  ]);
  const encoder = new RowEncoder(fitted);
  const features = encoder.names.length;
  return {
    trees: {
      objective: 'binary:logistic',
      features,
      baseMargin: 0,
      trees: Array.from({ length: TREES }, () => fullTree(random, features)),
    },
    fitted,
    encoded: { body: Buffer.from(rows.map((row) => formatNumbers(encoder.encode(row, 'row'))).join('\n')) },
    raw: { body: Buffer.from(rows.map((row) => row.join(',')).join('\n')) },
  };
}

function preprocessing(): FittedPreprocessing {
  const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const categories = Array.from({ length: CATEGORIES }, (_, value) => String(value));
  const [categorical, numeric] = [names('kind', CATEGORICAL), names('amount', NUMERIC)];
  return fittedPreprocessingSchema.parse({
    version: 1,
    columns: [...categorical, ...numeric],
    features: [
      ...categorical.map((column) => ({ kind: 'categories', column, categories })),
      ...numeric.map((column) => ({ kind: 'number', column })),
    ],
  });
}

/** Every row passes five splits. */
function fullTree(random: SeededRandom, features: number): Tree {
  const nodes = 2 ** (DEPTH + 1) - 1;
  const inner = 2 ** DEPTH - 1;
  const each = <Value>(value: (node: number) => Value) => Array.from({ length: nodes }, (_, node) => value(node));
  const feature = each((node) => (node < inner ? random.below(features) : 0));
  const condition = (node: number): number =>
    feature[node]! < CATEGORICAL * CATEGORIES ? 0.5 : random.between(500, 4500);
  return {
    left: Int32Array.from(each((node) => (node < inner ? 2 * node + 1 : -1))),
    right: Int32Array.from(each((node) => (node < inner ? 2 * node + 2 : -1))),
    feature: Int32Array.from(feature),
    value: Float32Array.from(each((node) => (node < inner ? condition(node) : random.between(-0.1, 0.1)))),
    missingLeft: Uint8Array.from(each(() => random.below(2))),
    cover: new Float32Array(nodes),
    gain: new Float32Array(nodes),
  };
}
