import type { Principal } from '../../iam/principal';
import { History } from '../history/history';
import type { HistoryEvent } from '../history/history-event';
import type { Checkpoint } from '../interpreter/checkpoint';
import { ExecutionRun, type Outcome, type StopReason } from '../interpreter/execution-run';
import { executionContext, type InterpreterEnvironment } from '../interpreter/execution-scope';
import type { Definition } from '../language/definition';
import type { ExecutionFile } from '../storage/execution-file';
import type { ExecutionRecord } from '../storage/execution-record';

/** An execution that runs. */
export class LiveExecution {
  readonly history: History;
  /** Resolves when the execution has ended and is on its way to the disk. */
  ended: Promise<ExecutionRecord> | undefined;
  private readonly interpreter: ExecutionRun;
  private readonly input: unknown;
  private written: number;

  constructor(
    /** As it is while it runs. */
    readonly record: ExecutionRecord,
    readonly file: ExecutionFile,
    definition: Definition,
    environment: InterpreterEnvironment,
    principal: Principal,
    earlier: readonly HistoryEvent[] = [],
  ) {
    this.input = JSON.parse(record.input) as unknown;
    this.history = new History(environment.clock, earlier);
    this.written = earlier.length;
    const { arn, name, roleArn, stateMachineArn, stateMachineName, startDate, redriveCount, redriveDate } = record;
    const identity = {
      arn,
      name,
      roleArn,
      stateMachineArn,
      stateMachineName,
      startTime: startDate,
      redriveCount,
      redriveTime: redriveDate,
    };
    const context = executionContext(identity, this.input);
    this.interpreter = new ExecutionRun(definition, {
      environment,
      identity,
      context,
      history: this.history,
      principal,
      definitionHash: record.definitionHash,
    });
  }

  run(resume?: Checkpoint): Promise<Outcome> {
    return this.interpreter.run(this.input, resume);
  }

  stop(reason: StopReason): void {
    this.interpreter.stop(reason);
  }

  /** The events that have come since the last call. */
  takeUnwritten(): readonly HistoryEvent[] {
    const events = this.history.events.slice(this.written);
    this.written = this.history.events.length;
    return events;
  }
}
