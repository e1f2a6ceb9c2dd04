import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { TaskStateBase, type TaskStateJsonPathBaseProps } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { type Permission, statement } from '../checks/allow';

export interface ServiceStepProps extends TaskStateJsonPathBaseProps {
  /** `arn:aws:states:::lambda:invoke` */
  readonly integration: string;
  /** Parameters of the call, in JSONPath. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What the state machine's role needs for the call; exactly that. */
  readonly permissions: readonly Permission[];
}

/**
 * A task state for any service integration, which grants the state machine's role what it is told and nothing else. (The ready-made
 * tasks grant more than the call needs: every version of a function, every training job.)
 */
export class ServiceStep extends TaskStateBase {
  protected readonly taskMetrics = undefined;
  protected readonly taskPolicies: PolicyStatement[];

  constructor(
    scope: Construct,
    id: string,
    private readonly step: ServiceStepProps,
  ) {
    super(scope, id, step);
    this.taskPolicies = step.permissions.map(statement);
  }

  /** @internal */
  protected _renderTask(): Record<string, unknown> {
    return { Resource: this.step.integration, Parameters: this.step.parameters };
  }
}
