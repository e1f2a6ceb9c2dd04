import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface FunctionScheduleProps {
  readonly scheduled: IFunction;
  readonly description: string;
  /** Whole minutes. */
  readonly everyMinutes: number;
}

/**
 * Invokes a function again and again. An invocation that is late or fails is not tried again, nor kept: the next one does its work. That it failed
 * shows in the function's metrics and rings there.
 */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, { scheduled, description, everyMinutes }: FunctionScheduleProps) {
    super(scope, id);
    scheduled.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(Math.max(1, everyMinutes)) });
    new Rule(this, 'Rule', {
      description,
      schedule: Schedule.rate(Duration.minutes(everyMinutes)),
      targets: [
        new LambdaFunction(scheduled, { retryAttempts: 0, maxEventAge: Duration.minutes(Math.max(1, everyMinutes)) }),
      ],
    });
  }
}
