import { type MetricSeries, MINUTE_MS } from '../metric-store';
import { type Alarm, type AlarmState, COMPARISONS } from './alarm';

export interface Evaluation {
  /** undefined keeps the state as it is. */
  readonly state?: AlarmState;
  readonly reason: string;
  /** Of the periods that have data, the newest first. */
  readonly datapoints: readonly number[];
}

/**
 * Judges an alarm by the last `evaluationPeriods` periods, which end with the last whole minute: ALARM where `datapointsToAlarm` of them breach the threshold.
 * @param now milliseconds since 1970
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function evaluateAlarm(alarm: Alarm, series: MetricSeries, now: number): Evaluation {
  const { evaluationPeriods, datapointsToAlarm, missing, statistic } = alarm;
  const end = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const period = alarm.periodSeconds * 1000;
  const datapoints: number[] = [];
  let breaching = 0;
  for (let at = 0; at < evaluationPeriods; at++) {
    const values = series.between(end - (at + 1) * period, end - at * period);
    if (values === undefined) {
      if (missing === 'breaching') breaching++;
      continue;
    }
    const value = values.statistic(statistic);
    datapoints.push(value);
    if (COMPARISONS[alarm.comparison](value, alarm.threshold)) breaching++;
  }
  const shown = `${breaching} of ${evaluationPeriods} datapoints [${datapoints.join(', ')}] breach ${alarm.comparison} ${alarm.threshold}`;
  const reason = `Threshold Crossed: ${shown} (${datapointsToAlarm} are needed).`;
  if (breaching >= datapointsToAlarm) return { state: 'ALARM', reason, datapoints };
  if (datapoints.length > 0) return { state: 'OK', reason, datapoints };
  if (missing === 'ignore') return { reason, datapoints };
  const none = `No datapoints were received for ${evaluationPeriods} periods`;
  if (missing === 'missing') return { state: 'INSUFFICIENT_DATA', reason: `Insufficient Data: ${none}.`, datapoints };
  return { state: 'OK', reason: `Threshold Crossed: ${none}, and missing data is treated as ${missing}.`, datapoints };
}
