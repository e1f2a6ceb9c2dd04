import type { ModelQualityConstraints } from '../formats/model-quality-constraints';
import { CONSTRAINT_BLOCKS, METRIC_DIRECTIONS } from './metric-directions';
import { metricValues, problemKindOf } from './metric-values';
import type { ModelQualityStatistics } from './model-quality-statistics';

/** `constraints.json` that holds a model to what it does now: every metric may get no worse. */
export function suggestModelQualityConstraints(file: ModelQualityStatistics): ModelQualityConstraints {
  const kind = problemKindOf(file);
  const values = metricValues(file);
  const constraints = Object.entries(METRIC_DIRECTIONS[kind]).flatMap(([name, comparison_operator]) => {
    const threshold = values[name]?.value;
    return typeof threshold === 'number' ? [[name, { threshold, comparison_operator }]] : [];
  });
  return { version: 0, [CONSTRAINT_BLOCKS[kind]]: Object.fromEntries(constraints) };
}
