import type { Authorizer } from '../../iam/authorizer';
import { AwsError } from '../../protocol/aws-error';
import { optionalString, requiredString, stringList } from '../../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import { dimensionList } from '../metric-identity';
import { type Alarm, type AlarmState, alarmArn } from './alarm';
import type { Alarms } from './alarms';

const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** The operations on alarms; they come with the templates. */
export function alarmOperations(alarms: Alarms, authorizer: Authorizer, collect: () => void): OperationTable {
  const authorize = (action: string, resource: string, { principal }: ServiceCall): void =>
    authorizer.authorize({ principal, action: `cloudwatch:${action}`, resource });
  return {
    DescribeAlarms: async (input, call) => {
      const names = stringList(input, 'AlarmNames');
      for (const arn of names.length === 0 ? ['*'] : names.map(alarmArn)) authorize('DescribeAlarms', arn, call);
      collect();
      const prefix = optionalString(input, 'AlarmNamePrefix') ?? '';
      const state = optionalString(input, 'StateValue');
      const found = alarms
        .list()
        .filter(({ name }) => (names.length === 0 || names.includes(name)) && name.startsWith(prefix))
        .filter(({ name }) => state === undefined || alarms.record(name).state === state);
      return { MetricAlarms: found.map((alarm) => described(alarm, alarms)), CompositeAlarms: [] };
    },
    SetAlarmState: async (input, call) => {
      const name = requiredString(input, 'AlarmName');
      authorize('SetAlarmState', alarmArn(name), call);
      const state = requiredString(input, 'StateValue');
      if (!STATES.includes(state)) throw new AwsError('ValidationError', `StateValue: one of ${STATES.join(', ')}.`);
      alarms.setByHand(name, state as AlarmState, requiredString(input, 'StateReason'));
      return {};
    },
  };
}

function described(alarm: Alarm, alarms: Alarms): JsonObject {
  const { state, reason, changedAt } = alarms.record(alarm.name);
  const isPercentile = alarm.statistic.startsWith('p');
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: alarm.description,
    ActionsEnabled: alarm.actionsEnabled,
    AlarmActions: alarm.actions.ALARM,
    OKActions: alarm.actions.OK,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: changedAt / 1000,
    Namespace: alarm.metric.namespace,
    MetricName: alarm.metric.name,
    Dimensions: dimensionList(alarm.metric.dimensions),
    [isPercentile ? 'ExtendedStatistic' : 'Statistic']: alarm.statistic,
    Period: alarm.periodSeconds,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.missing,
  };
}
