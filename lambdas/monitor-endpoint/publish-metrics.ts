import { type MetricDatum as PublishedDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { MetricName, MONITOR_DIMENSION } from '../../core/contracts/metric-names';
import type { MonitorKind, MonitorReport } from '../../core/contracts/monitor-report';
import { dataQualityMetrics, type MetricDatum, modelQualityMetrics } from '../../core/monitoring/cloudwatch-metrics';
import { tableStatistics } from '../../core/monitoring/data-quality/table-statistics';
import type { EndpointBaseline } from '../../core/monitoring/endpoint/endpoint-baseline';
import type { EndpointWindow } from '../../core/monitoring/endpoint/endpoint-window';
import { modelQualityStatistics } from '../../core/monitoring/model-quality/model-quality-statistics';
import { storageError } from '../adapters/storage-errors';
import type { MonitorTools } from './monitor-tools';

/** Data of one call of PutMetricData at most. */
const DATA_PER_CALL = 500;

export interface PublishedWindow {
  readonly reports: Partial<Record<MonitorKind, MonitorReport>>;
  readonly window: EndpointWindow;
  readonly baseline: EndpointBaseline;
  /** Of the metrics: the window's end. */
  readonly time: Date;
}

/** What alarms watch (violations and failures by monitor), and what dashboards show under the names of the managed service. */
export async function publishMetrics(
  { reports, window, baseline, time }: PublishedWindow,
  { settings, cloudWatch }: MonitorTools,
): Promise<void> {
  const subject = {
    endpoint: settings.ENDPOINT_NAME,
    schedule: settings.SCHEDULE_NAME,
    features: settings.FEATURES,
  };
  const quality = modelQualityStatistics(window.quality);
  const named: MetricDatum[] = [
    ...(reports['data-quality'] === undefined
      ? []
      : dataQualityMetrics(
          reports['data-quality'],
          tableStatistics(window.images.table),
          baseline.constraints,
          subject,
        )),
    ...(quality === undefined ? [] : modelQualityMetrics(quality, subject)),
  ];
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
