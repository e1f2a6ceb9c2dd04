import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface MonitorScheduleProps {
  readonly machine: StateMachine;
  /** `cron(20 * * * ? *)` */
  readonly expression: string;
}

/** Starts `MonitorEndpoint` for the hour before. */
export class MonitorSchedule extends Construct {
  constructor(scope: Construct, id: string, { machine, expression }: MonitorScheduleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    new Rule(this, 'Hourly', {
      description: 'Looks at the captures of the hour before',
      schedule: Schedule.expression(expression),
      targets: [
        new SfnStateMachine(machine, {
          role,
          input: RuleTargetInput.fromObject({ time: EventField.fromPath('$.time') }),
          retryAttempts: 3,
        }),
      ],
    });
  }
}
