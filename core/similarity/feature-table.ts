import { FEATURE_DECIMALS, PAIR_FEATURES, pairFeatures } from './pair-features';
import type { SentencePair } from './sentence-pair';

/**
 * Pairs as a table that a training job takes: CSV without a header, the label first, then the features in the order of `PAIR_FEATURES`.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/cdf-training.html (CSV format)
 */
export const formatFeatureTable = (pairs: readonly SentencePair[]): string =>
  pairs.map((pair) => `${pair.label},${formatFeatureRow(pair)}\n`).join('');

/** Name of the column of labels, where there is a header. */
export const LABEL_COLUMN = 'label';

/** The same table with a header. */
export const formatLabelledTable = (pairs: readonly SentencePair[]): string =>
  `${[LABEL_COLUMN, ...PAIR_FEATURES].join(',')}\n${formatFeatureTable(pairs)}`;

/** A row as an endpoint is asked about it: no label. */
export const formatFeatureRow = ({ first, second }: Pick<SentencePair, 'first' | 'second'>): string =>
  pairFeatures(first, second)
    // Never `1e-5`, which not every reader of tables takes for a number.
    .map((value) => value.toFixed(FEATURE_DECIMALS))
    .join(',');
