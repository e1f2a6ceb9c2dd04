import type { Statistics } from '../formats/statistics';
import type { TableAnalysis } from '../table-analysis';
import { featureStatistics } from './feature-statistics';

/** `statistics.json` of a window: features in the order of the baseline where there is one, then as they came. */
export function tableStatistics(analysis: TableAnalysis): Statistics {
  const order = new Map(analysis.options.baseline?.features.map(({ name }, index) => [name, index]));
  const columns = [...analysis.columns];
  const place = (name: string): number => order.get(name) ?? order.size;
  columns.sort(([one], [other]) => place(one) - place(other));
  return {
    version: 0,
    dataset: { item_count: analysis.rows },
    features: columns.map(([name, { states }]) => featureStatistics(name, states, analysis.rows)),
  };
}
