import type { JsonObject } from '../../protocol/operations';
import type { StateChange } from './alarms';

/** The detail of the event `CloudWatch Alarm State Change`. */
export function stateChangeDetail({ alarm, before, record }: StateChange): JsonObject {
  const { metric } = alarm;
  return {
    alarmName: alarm.name,
    state: { value: record.state, reason: record.reason, timestamp: new Date(record.changedAt).toISOString() },
    previousState: { value: before },
    configuration: {
      description: alarm.description,
      metrics: [
        {
          id: 'm1',
          metricStat: {
            metric: { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions },
            period: alarm.periodSeconds,
            stat: alarm.statistic,
          },
          returnData: true,
        },
      ],
    },
  };
}
