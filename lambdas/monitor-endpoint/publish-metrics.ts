import { type MetricDatum as PublishedDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { MetricName, MONITOR_DIMENSION } from '../../core/contracts/metric-names';
import type { MonitorReport } from '../../core/contracts/monitor-report';
import type { MetricDatum } from '../../core/monitoring/cloudwatch-metrics';
import type { CheckedWindow } from '../../core/monitoring/watch/watched-window';
import { storageError } from '../adapters/storage-errors';
import type { MonitorTools } from './monitor-tools';

/** Data of one call of PutMetricData at most. */
const DATA_PER_CALL = 500;

/**
 * What alarms watch (violations and failures by monitor), and what dashboards show under the names of the managed service.
 * @param time of the metrics: the window's end
 */
export async function publishMetrics(
  { reports, metrics }: CheckedWindow,
  time: Date,
  { settings, cloudWatch }: MonitorTools,
): Promise<void> {
  const named = metrics({
    endpoint: settings.ENDPOINT_NAME,
    schedule: settings.SCHEDULE_NAME,
    features: settings.FEATURES,
  });
  const data = [...Object.values(reports).flatMap(watched), ...named].map(
    (datum) => ({ ...datum, Timestamp: time }) as PublishedDatum,
  );
  for (let at = 0; at < data.length; at += DATA_PER_CALL) {
    const input = { Namespace: settings.MONITORS_NAMESPACE, MetricData: data.slice(at, at + DATA_PER_CALL) };
    try {
      await cloudWatch.send(new PutMetricDataCommand(input));
    } catch (error) {
      throw storageError(error, { bucket: 'CloudWatch', key: settings.MONITORS_NAMESPACE }, 'cloudwatch:PutMetricData');
    }
  }
}

function watched({ kind, state, violations }: MonitorReport): MetricDatum[] {
  const Dimensions = [{ Name: MONITOR_DIMENSION, Value: kind }];
  return [
    { MetricName: MetricName.MonitorViolations, Dimensions, Value: violations.length },
    { MetricName: MetricName.MonitorFailed, Dimensions, Value: state === 'Failed' ? 1 : 0 },
  ];
}
