import { randomUUID } from 'node:crypto';
import { rolePrincipal } from '../../iam/role-principal';
import { AwsError } from '../../protocol/aws-error';
import type { Outcome, StopReason } from '../interpreter/execution-run';
import type { InterpreterEnvironment } from '../interpreter/execution-scope';
import { exceedsLimit, MAX_DATA_BYTES } from '../interpreter/json-text';
import type { DefinitionArchive } from '../storage/definition-archive';
import type { StoredExecution } from '../storage/execution-file';
import type { ExecutionRecord, ExecutionSummary } from '../storage/execution-record';
import type { ExecutionStore } from '../storage/execution-store';
import { checkpointOf, INTERRUPTED } from './interrupted';
import { LiveExecution } from './live-execution';
import { newExecution } from './new-execution';
import { notRedrivableReason } from './redrive-status';
import { assertName, executionArn } from './state-arns';
import type { StateMachine } from './state-machine';
import type { StateMachineRegistry } from './state-machine-registry';
import { type ExecutionStatusChange, statusChange } from './status-change';

/** How often the history of executions that run on is written. Milliseconds. */
const WRITE_INTERVAL = 250;

/** Starts, keeps and ends executions of Standard machines. */
export class Executions {
  private readonly live = new Map<string, LiveExecution>();
  private readonly listeners = new Set<(change: ExecutionStatusChange) => void>();
  private writer: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(
    private readonly environment: InterpreterEnvironment,
    private readonly machines: StateMachineRegistry,
    private readonly store: ExecutionStore,
    private readonly archive: DefinitionArchive,
  ) {}

  /** @returns a function that ends the subscription. */
  onStatusChange(listener: (change: ExecutionStatusChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Starts an execution. The same name with the same input, while it runs, is the same execution.
   * @throws AwsError ExecutionAlreadyExists, InvalidName, InvalidExecutionInput
   */
  start(machine: StateMachine, input = '{}', name: string = randomUUID()): ExecutionRecord {
    assertName(name);
    assertInput(input);
    const arn = executionArn(machine, name);
    const running = this.live.get(arn);
    if (running?.record.input === input) return running.record;
    if (this.store.has(arn)) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    this.assertOpen();
    const record = newExecution(machine, { name, input, startDate: this.now() });
    const execution = new LiveExecution(
      record,
      this.store.file(arn),
      machine.definition,
      this.environment,
      rolePrincipal(machine.roleArn, name),
    );
    execution.history.record('ExecutionStarted', 0, {
      input,
      inputDetails: { truncated: false },
      roleArn: machine.roleArn,
    });
    this.launch(execution, undefined);
    return record;
  }

  /**
   * Takes an execution that failed, timed out or was stopped up again from where it was.
   * @throws AwsError ExecutionNotRedrivable, ExecutionDoesNotExist
   */
  async redrive(arn: string): Promise<ExecutionRecord> {
    const stored = await this.read(arn);
    const reason = notRedrivableReason(stored.record, this.now());
    if (reason !== undefined) throw new AwsError('ExecutionNotRedrivable', reason);
    // The old end no longer counts; its time and reason stay in the history.
    const { stopDate: _, error: _error, cause: _cause, checkpoint, ...kept } = stored.record;
    const redriveCount = kept.redriveCount + 1;
    const record: ExecutionRecord = { ...kept, status: 'RUNNING', redriveCount, redriveDate: this.now() };
    const file = this.store.file(arn);
    // Reading tells the file which texts it holds, so that they are not written again.
    await file.read();
    this.assertOpen();
    if (this.live.has(arn)) throw new AwsError('ExecutionNotRedrivable', 'Execution is RUNNING and cannot be redriven');
    const definition = this.machines.load(this.archive.get(record.definitionHash), 'STANDARD');
    const principal = rolePrincipal(record.roleArn, record.name);
    const execution = new LiveExecution(record, file, definition, this.environment, principal, stored.events);
    const resume = checkpoint ?? checkpointOf(stored.events, definition, record.input);
    execution.history.record('ExecutionRedriven', stored.events.length, { redriveCount });
    this.launch(execution, resume);
    return record;
  }

  /** @throws AwsError ExecutionDoesNotExist */
  async stop(arn: string, reason: StopReason): Promise<ExecutionRecord> {
    const running = this.live.get(arn);
    if (running === undefined) return (await this.read(arn)).record;
    running.stop(reason);
    return (await running.ended) as ExecutionRecord;
  }

  /** Resolves with the record when the execution has ended. */
  async ended(arn: string): Promise<ExecutionRecord> {
    return (await this.live.get(arn)?.ended) ?? (await this.read(arn)).record;
  }

  /** Resolves when every execution that was started until now would be found after a kill. @throws the disk's error */
  saved(): Promise<void> {
    return this.store.saved();
  }

  list(stateMachineArn?: string): ExecutionSummary[] {
    return this.store.list(stateMachineArn);
  }

  /** @throws AwsError ExecutionDoesNotExist */
  async read(arn: string): Promise<StoredExecution> {
    const running = this.live.get(arn);
    if (running !== undefined) return { record: running.record, events: running.history.events };
    const stored = this.store.summary(arn) === undefined ? undefined : await this.store.read(arn);
    if (stored === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return stored;
  }

  /** The definition that an execution runs by. */
  definitionText({ definitionHash }: ExecutionRecord): string {
    return this.archive.get(definitionHash);
  }

  /** Marks what the last process left running as aborted; to be called once, before anything is started. */
  async recover(): Promise<void> {
    for (const record of this.store.interrupted) {
      const file = this.store.file(record.arn);
      const stored = await file.read();
      if (stored !== undefined && hasEnded(stored.record, record.redriveCount)) {
        this.store.finish(file, [], stored);
        continue;
      }
      const events = stored?.events ?? [];
      const ended: ExecutionRecord = { ...record, status: 'ABORTED', stopDate: this.now(), ...INTERRUPTED };
      const timestamp = ended.stopDate as number;
      const end = {
        id: events.length + 1,
        previousEventId: 0,
        timestamp,
        type: 'ExecutionAborted',
        details: INTERRUPTED,
      } as const;
      this.store.finish(file, [end], { record: ended, events: [...events, end] });
    }
  }

  /** Stops every execution, so that each can be redriven later, and waits for the disk. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.writer);
    for (const execution of this.live.values()) execution.stop(INTERRUPTED);
    await Promise.all([...this.live.values()].map(({ ended }) => ended));
    await this.store.flush();
  }

  /** What begins while the laptop stops would outlive the services that it needs. */
  private assertOpen(): void {
    if (this.closing) throw new AwsError('ServiceUnavailable', 'The laptop is stopping: try again later.', 503);
  }

  private launch(execution: LiveExecution, resume: ExecutionRecord['checkpoint']): void {
    const { record } = execution;
    this.live.set(record.arn, execution);
    this.store.begin(record);
    this.notify(record);
    this.writer ??= setInterval(() => this.writeProgress(), WRITE_INTERVAL);
    execution.ended = execution.run(resume).then((outcome) => this.finish(execution, outcome));
  }

  private finish(execution: LiveExecution, outcome: Outcome): ExecutionRecord {
    const record: ExecutionRecord = { ...execution.record, ...outcome, stopDate: this.now() };
    this.live.delete(record.arn);
    this.store.finish(execution.file, execution.takeUnwritten(), { record, events: execution.history.events });
    if (this.live.size === 0) {
      clearInterval(this.writer);
      this.writer = undefined;
    }
    this.notify(record);
    return record;
  }

  private writeProgress(): void {
    for (const execution of this.live.values()) {
      const events = execution.takeUnwritten();
      if (events.length > 0) this.store.progress(execution.file, events, execution.record);
    }
  }

  private notify(record: ExecutionRecord): void {
    if (this.closing || this.listeners.size === 0) return;
    const change = statusChange(record, this.now());
    for (const listener of this.listeners) listener(change);
  }

  private now(): number {
    return this.environment.clock.now().getTime();
  }
}

/** The end of an execution is in its own file before the index has it: a kill in between must not undo it. */
const hasEnded = ({ status, redriveCount }: ExecutionRecord, redrives: number): boolean =>
  status !== 'RUNNING' && redriveCount === redrives;

/** @throws AwsError InvalidExecutionInput, ValidationException */
export function assertInput(input: string): void {
  if (exceedsLimit(input)) {
    throw new AwsError(
      'ValidationException',
      `Value at 'input' failed to satisfy constraint: at most ${MAX_DATA_BYTES} bytes.`,
    );
  }
  try {
    JSON.parse(input);
  } catch (error) {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${(error as Error).message}'`);
  }
}
