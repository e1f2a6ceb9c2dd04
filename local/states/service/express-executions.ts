import { randomUUID } from 'node:crypto';
import { rolePrincipal } from '../../iam/role-principal';
import type { InterpreterEnvironment } from '../interpreter/execution-scope';
import type { Definition } from '../language/definition';
import { ExecutionFile } from '../storage/execution-file';
import type { ExecutionRecord } from '../storage/execution-record';
import { assertInput } from './executions';
import { LiveExecution } from './live-execution';
import { newExecution } from './new-execution';
import { assertName } from './state-arns';
import type { StateMachine } from './state-machine';

/** An Express execution lasts at most five minutes. Seconds. */
const MAX_SECONDS = 300;

/** Runs Express machines: nothing is kept, as on AWS, where only logs remain of them. */
export class ExpressExecutions {
  private readonly live = new Set<LiveExecution>();

  constructor(private readonly environment: InterpreterEnvironment) {}

  /**
   * Starts an execution.
   * @returns the record as it starts, and as it ends.
   * @throws AwsError InvalidName, InvalidExecutionInput
   */
  start(
    machine: StateMachine,
    input = '{}',
    name: string = randomUUID(),
  ): { readonly started: ExecutionRecord; readonly ended: Promise<ExecutionRecord> } {
    assertName(name);
    assertInput(input);
    const started = newExecution(machine, { name, input, startDate: this.now() });
    const principal = rolePrincipal(machine.roleArn, name);
    const execution = new LiveExecution(
      started,
      new ExecutionFile('', started.arn),
      withinLimit(machine.definition),
      this.environment,
      principal,
    );
    this.live.add(execution);
    const ended = execution.run().then((outcome) => {
      this.live.delete(execution);
      return { ...started, ...outcome, stopDate: this.now() };
    });
    return { started, ended };
  }

  close(): void {
    for (const execution of this.live) execution.stop({});
  }

  private now(): number {
    return this.environment.clock.now().getTime();
  }
}

function withinLimit(definition: Definition): Definition {
  return { ...definition, timeoutSeconds: Math.min(definition.timeoutSeconds ?? MAX_SECONDS, MAX_SECONDS) };
}
