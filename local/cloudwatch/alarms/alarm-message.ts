import { LOCAL_ACCOUNT } from '../../account';
import type { JsonObject } from '../../protocol/operations';
import type { StateChange } from './alarms';

const REGION_NAME = 'US East (N. Virginia)';
/** SNS takes fewer than 100 characters. */
const MAX_SUBJECT_CHARACTERS = 99;

/** What an alarm publishes to its topics: JSON for machines, text for people. */
export function alarmMessage(change: StateChange): JsonObject {
  const { alarm, record } = change;
  const subject = `${record.state}: "${alarm.name}" in ${REGION_NAME}`.slice(0, MAX_SUBJECT_CHARACTERS);
  const forms = { default: JSON.stringify(machineForm(change)), email: peopleForm(change) };
  return { Subject: subject, Message: JSON.stringify(forms), MessageStructure: 'json' };
}

function machineForm({ alarm, before, record }: StateChange): JsonObject {
  const { metric } = alarm;
  return {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: LOCAL_ACCOUNT,
    NewStateValue: record.state,
    NewStateReason: record.reason,
    StateChangeTime: new Date(record.changedAt).toISOString().replace('Z', '+0000'),
    Region: REGION_NAME,
    AlarmArn: alarm.arn,
    OldStateValue: before,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    Trigger: {
      MetricName: metric.name,
      Namespace: metric.namespace,
      Statistic: alarm.statistic,
      Dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
      TreatMissingData: alarm.missing,
    },
  };
}

function peopleForm({ alarm, before, record }: StateChange): string {
  const { metric } = alarm;
  const dimensions = Object.entries(metric.dimensions).map(([name, value]) => `${name}=${value}`);
  return [
    `The alarm "${alarm.name}" in ${REGION_NAME} has entered the ${record.state} state (before: ${before}).`,
    '',
    record.reason,
    ...(alarm.description === undefined ? [] : ['', alarm.description]),
    '',
    `Metric: ${[metric.namespace, metric.name, ...dimensions].join(' ')}`,
    `Rule: ${alarm.statistic} over ${alarm.periodSeconds} seconds ${alarm.comparison} ${alarm.threshold}, ${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods} periods`,
    `Time: ${new Date(record.changedAt).toISOString()}`,
  ].join('\n');
}
