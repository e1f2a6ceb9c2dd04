import { type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { Target } from '../target/target';
import type { AlarmStatus } from './service-status';

/** The alarms of the environment's stacks, which CloudFormation names after their stack. */
export async function readAlarms({ clients, environment: { app, name } }: Target): Promise<AlarmStatus> {
  const alarms: MetricAlarm[] = [];
  const pages = paginateDescribeAlarms({ client: clients.cloudWatch }, { AlarmNamePrefix: `${app}-${name}-` });
  for await (const { MetricAlarms = [] } of pages) alarms.push(...MetricAlarms);
  const ringing = alarms.filter(({ StateValue }) => StateValue === 'ALARM');
  return {
    total: alarms.length,
    ringing: ringing.map(({ AlarmName = '', AlarmDescription = '', StateUpdatedTimestamp }) => ({
      name: AlarmName,
      since: StateUpdatedTimestamp?.toISOString(),
      meaning: AlarmDescription,
    })),
  };
}
