import { randomUUID } from 'node:crypto';
import { localArn } from '../../account';
import { AwsError } from '../../protocol/aws-error';
import type { StateMachine } from './state-machine';

const MACHINE = /^arn:aws:states:[a-z0-9-]+:\d{12}:stateMachine:[^:]+$/;
const EXECUTION = /^arn:aws:states:[a-z0-9-]+:\d{12}:(execution:[^:]+:[^:]+|express:[^:]+:[^:]+:[^:]+)$/;

export const stateMachineArn = (name: string): string => localArn('states', `stateMachine:${name}`);

/** An Express execution may have a name in common with another, so AWS adds an id. */
export function executionArn(machine: StateMachine, name: string): string {
  return machine.type === 'EXPRESS'
    ? localArn('states', `express:${machine.name}:${name}:${randomUUID()}`)
    : localArn('states', `execution:${machine.name}:${name}`);
}

/** @throws AwsError InvalidArn */
export function assertMachineArn(arn: string): void {
  if (!MACHINE.test(arn)) throw invalidArn(arn, 'state machine');
}

const MAP_RUN = /^arn:aws:states:[a-z0-9-]+:\d{12}:mapRun:[^:]+\/[^:]+:[^:]+$/;

/** @throws AwsError InvalidArn */
export function assertMapRunArn(arn: string): void {
  if (!MAP_RUN.test(arn)) throw invalidArn(arn, 'map run');
}

/** @throws AwsError InvalidArn */
export function assertExecutionArn(arn: string): void {
  if (!EXECUTION.test(arn)) throw invalidArn(arn, 'execution');
}

const invalidArn = (arn: string, what: string): AwsError =>
  new AwsError('InvalidArn', `Invalid Arn: '${arn}' is no ARN of a ${what}.`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: the service forbids them by these ranges.
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/**
 * A name of a machine or an execution.
 * @throws AwsError InvalidName
 */
export function assertName(name: string): void {
  if (name.length >= 1 && name.length <= 80 && !FORBIDDEN.test(name)) return;
  throw new AwsError(
    'InvalidName',
    `Invalid Name: '${name}'. A name has 1 to 80 characters, no white space and none of <>{}[]?*"#%\\^|~\`$&,;:/.`,
  );
}
