import type { ResourceStatus, StackStatus } from './stack-record';

/** One entry of a stack's log. */
export interface StackEvent {
  readonly eventId: string;
  /** ISO 8601. */
  readonly time: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: StackStatus | ResourceStatus;
  readonly reason?: string;
}

/** The type that a stack's own events carry. */
export const STACK_TYPE = 'AWS::CloudFormation::Stack';
