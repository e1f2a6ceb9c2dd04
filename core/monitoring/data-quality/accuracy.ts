import type { MetricAccuracy } from '../../contracts/monitor-report';
import type { Accuracy } from '../analyzer';
import { COLUMN_ANALYZERS } from '../column-analyzers';

const written = (metric: string, accuracy: Accuracy): MetricAccuracy => {
  if (accuracy.kind === 'exact') return { metric, kind: accuracy.kind };
  const detail = accuracy.kind === 'bounded' ? accuracy.bound : `${accuracy.rows} rows`;
  return { metric, kind: accuracy.kind, detail };
};

/** How near each metric of data quality is, as its analyzer says. */
export const DATA_QUALITY_ACCURACY: readonly MetricAccuracy[] = Object.values(COLUMN_ANALYZERS).flatMap(({ metrics }) =>
  Object.entries(metrics).map(([metric, accuracy]) => written(metric, accuracy)),
);
