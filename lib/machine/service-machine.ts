import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, type IChainable, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { explained } from '../checks/explained';

export interface ServiceMachineProps {
  readonly definition: IChainable;
  readonly timeout: Duration;
  readonly logRetentionDays: number;
}

/** A standard state machine as all of ours are: traced, errors logged, never the data of an execution. */
export class ServiceMachine extends StateMachine {
  constructor(scope: Construct, id: string, { definition, timeout, logRetentionDays }: ServiceMachineProps) {
    super(scope, id, {
      definitionBody: DefinitionBody.fromChainable(definition),
      timeout,
      tracingEnabled: true,
      logs: {
        level: LogLevel.ERROR,
        includeExecutionData: false,
        destination: new LogGroup(scope, `${id}Log`, {
          retention: logRetentionDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    explained(
      this,
      'AwsSolutions-SF1',
      'Errors are logged; every step is in the execution history, which Step Functions keeps for 90 days anyway.',
    );
    explained(
      this.role,
      'AwsSolutions-IAM5[Resource::*]',
      'X-Ray and log delivery have no resources: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
    );
  }
}
