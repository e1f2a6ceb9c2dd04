import type { DriftVerdict, MetricVerdict, MonitorReport, Violation } from '../../core/contracts/monitor-report';
import { shortNumber, shortPValue, smallestAlarm } from '../../core/monitoring/report/report-words';

/** The numbers behind a violation in one line: rows then and now, how far it is and how far it may be; no line where there is no test behind it. */
export function verdictLine({ verdicts, metrics = [] }: MonitorReport, violation: Violation): string[] {
  const metric = metrics.find((one) => one.metric === violation.metric_name);
  if (metric !== undefined) return [metricLine(metric)];
  const verdict = verdicts.find((one) => isAbout(one, violation));
  return verdict === undefined ? [] : [driftLine(verdict)];
}

function isAbout({ subject }: DriftVerdict, violation: Violation): boolean {
  const { constraint_check_type: type, feature_name, metric_name, facet, facet_value, label } = violation;
  switch (type) {
    case 'baseline_drift_check':
      return subject === feature_name;
    case 'bias_drift_check':
      return ['=', '>'].some((sign) => subject === `${metric_name}, ${facet} ${sign} ${facet_value}`);
    case 'feature_attribution_drift_check':
      return subject === (metric_name === 'shap' ? label : metric_name);
    default:
      return false;
  }
}

/** A baseline whose files do not say of how many rows it was made. */
const rowsThen = (count: number | undefined): string => (count ? `n ${count}` : 'n not known');

const driftLine = (one: DriftVerdict): string =>
  [
    rowsThen(one.baselineCount),
    `m ${one.currentCount}`,
    `distance ${shortNumber(one.distance)}${uncorrected(one)}`,
    `threshold ${shortNumber(one.threshold)}`,
    `smallest that alarms ${shortNumber(one.smallestAlarming)}${isCorrected(one) ? ' uncorrected' : ''}`,
    `p ${shortPValue(one.adjustedPValue)}`,
  ].join(', ');

/** Robust takes the sizes off the distance: what is left is compared with the threshold, and the smallest that alarms is of the distance before. */
const isCorrected = ({ distance, simpleDistance }: DriftVerdict): boolean =>
  simpleDistance !== undefined && simpleDistance !== distance;

const uncorrected = (one: DriftVerdict): string =>
  isCorrected(one) ? ` (${shortNumber(one.simpleDistance)} uncorrected)` : '';

const metricLine = (one: MetricVerdict): string =>
  [
    rowsThen(one.baselineCount),
    `m ${one.count}`,
    `worse by ${shortNumber(one.distance)}`,
    `threshold ${shortNumber(one.threshold)}`,
    `smallest that alarms ${smallestAlarm(one)}`,
    `p ${shortPValue(one.adjustedPValue)}`,
  ].join(', ');
