import type { Clock } from '../../clock';
import type { Principal } from '../../iam/principal';
import type { History } from '../history/history';
import type { TaskIntegration } from '../integrations/task-integration';
import type { MapRuns } from '../map-run/map-runs';
import type { Sleeper } from './sleeper';

/** What every execution shares. */
export interface InterpreterEnvironment {
  readonly clock: Clock;
  readonly sleeper: Sleeper;
  /** Uniform in [0, 1): jitter, States.MathRandom. */
  readonly random: () => number;
  /** Multiplies the waits between retries; 1 waits as long as the definition says. */
  readonly waitScale: number;
  /** @returns the integration that runs a task's resource. */
  integration(resource: string): TaskIntegration | undefined;
  /** Runs Distributed Maps. */
  readonly mapRuns: MapRuns;
}

/** Who an execution is, for the context object and for integrations. */
export interface ExecutionIdentity {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly redriveCount: number;
  readonly redriveTime?: number;
}

/** One run of an execution: what its flows have in common. */
export interface ExecutionScope {
  readonly environment: InterpreterEnvironment;
  readonly identity: ExecutionIdentity;
  /** The `Execution` and `StateMachine` members of the context object. */
  readonly context: object;
  readonly history: History;
  /** The state machine's role, as which every task calls. */
  readonly principal: Principal;
  /** Names the definition that is run; see DefinitionArchive. */
  readonly definitionHash: string;
}

export function executionContext(identity: ExecutionIdentity, input: unknown): object {
  const redriven = identity.redriveTime === undefined ? {} : { RedriveTime: isoTime(identity.redriveTime) };
  return {
    Execution: {
      Id: identity.arn,
      Input: input,
      Name: identity.name,
      RoleArn: identity.roleArn,
      StartTime: isoTime(identity.startTime),
      RedriveCount: identity.redriveCount,
      ...redriven,
    },
    StateMachine: { Id: identity.stateMachineArn, Name: identity.stateMachineName },
  };
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
