import type { ExecutionRecord } from '../storage/execution-record';
import { executionArn } from './state-arns';
import type { StateMachine } from './state-machine';

/** The record of an execution that begins. @param startDate milliseconds since 1970. */
export const newExecution = (
  machine: StateMachine,
  { name, input, startDate }: Pick<ExecutionRecord, 'name' | 'input' | 'startDate'>,
): ExecutionRecord => ({
  arn: executionArn(machine, name),
  name,
  stateMachineArn: machine.arn,
  stateMachineName: machine.name,
  roleArn: machine.roleArn,
  definitionHash: machine.definitionHash,
  status: 'RUNNING',
  startDate,
  redriveCount: 0,
  input,
});
