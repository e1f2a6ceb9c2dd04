import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authorizer } from '../../iam/authorizer';
import { AwsError } from '../../protocol/aws-error';
import { MAX_DATA_BYTES } from '../interpreter/json-text';
import { StateError, StatesErrorName } from '../interpreter/state-error';
import { gatherResults } from './gather-results';
import { MapRun } from './map-run';
import { childIndex, mapRunArn } from './map-run-arns';
import { assertMapRunGrants, assertWriterGrants } from './map-run-grants';
import type { MapRunPlan } from './map-run-plan';
import { type MapRunRecord, writeRecord } from './map-run-record';
import { readItems } from './reader/read-items';
import type { RoleStorage } from './role-storage';
import { type ResultsDestination, writeResults } from './write-results';

/** Map runs that keep their files open. */
const MAX_OPEN = 16;

/** A map run that an execution has begun, to be told to its history and then run. */
export interface BegunMapRun {
  readonly run: MapRun;
  readonly isRedriven: boolean;
}

/** The map runs of this laptop: begun by executions, kept on disk, taken up again by redrives. */
export class MapRuns {
  private readonly runs = new Map<string, MapRun>();
  /** Those that hold files open, the last one used at the end. */
  private readonly open = new Set<MapRun>();

  constructor(
    private readonly folder: string,
    private readonly authorizer: Authorizer,
    private readonly storage: RoleStorage,
    private readonly now: () => number,
  ) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) this.restore(join(folder, name));
  }

  /** @throws AwsError ResourceNotFound */
  get(arn: string): MapRun {
    const run = this.runs.get(arn);
    if (run !== undefined) return this.opened(run);
    throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
  }

  /** Those of one execution, newest first. */
  list(executionArn: string): readonly MapRun[] {
    return [...this.runs.values()].filter(({ record }) => record.executionArn === executionArn).reverse();
  }

  /** The map run and the place in it of a child's ARN. @throws AwsError ExecutionDoesNotExist */
  child(arn: string): { readonly run: MapRun; readonly index: number } {
    for (const run of this.runs.values()) {
      const index = childIndex(run.record, arn);
      if (index !== undefined) return { run: this.opened(run), index };
    }
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  /** The run of a state that an execution enters: the one that a redrive takes up, or a new one. */
  begin(plan: MapRunPlan): BegunMapRun {
    const { identity, state } = plan;
    const last = this.list(identity.arn).find(({ record }) => record.stateName === state.name);
    const isRedriven =
      last !== undefined && last.record.status !== 'SUCCEEDED' && last.record.executionRedrive < identity.redriveCount;
    if (!isRedriven) return { run: this.create(plan), isRedriven };
    last.change({
      status: 'RUNNING',
      stopDate: undefined,
      redriveCount: last.record.redriveCount + 1,
      redriveDate: this.now(),
      executionRedrive: identity.redriveCount,
    });
    return { run: last, isRedriven };
  }

  /**
   * Runs a map run to its end.
   * @returns the state's result: where the results are, or the results.
   * @throws StateError States.ItemReaderFailed, States.ResultWriterFailed, States.ExceedToleratedFailureThreshold, States.DataLimitExceeded
   */
  async run({ run, isRedriven }: BegunMapRun, plan: MapRunPlan): Promise<unknown> {
    const session = this.storage(plan.identity.roleArn);
    this.opened(run);
    try {
      assertMapRunGrants(run.record, plan.principal, isRedriven, this.authorizer);
      const destination = destinationOf(plan);
      if (destination !== undefined) assertWriterGrants(destination, plan.principal, this.authorizer);
      let failure: unknown;
      const reader = (): AsyncIterable<unknown> => this.items(plan, session.s3);
      await run.run(plan, reader()).catch((error: unknown) => {
        failure = error;
      });
      if (plan.signal.aborted) throw new Stopped();
      if (failure !== undefined && !exceeded(failure)) throw failure;
      const result = await this.results(run, plan, destination, session.s3);
      if (failure !== undefined) throw failure;
      run.change({ status: 'SUCCEEDED', stopDate: this.now() });
      return result;
    } catch (error) {
      run.change({ status: error instanceof Stopped ? 'ABORTED' : 'FAILED', stopDate: this.now() });
      throw error;
    } finally {
      session.end();
    }
  }

  /** Removes the map runs of an execution that is no longer kept. */
  async forget(executionArn: string): Promise<void> {
    for (const run of this.list(executionArn)) {
      this.runs.delete(run.record.arn);
      this.open.delete(run);
      await run.close();
      await rm(run.folder, { recursive: true, force: true });
    }
  }

  /** Closes every file. */
  async close(): Promise<void> {
    await Promise.all([...this.open].map((run) => run.close()));
  }

  /** Notes that a run is in use; the one that nobody has used for longest closes its files. */
  private opened(run: MapRun): MapRun {
    this.open.delete(run);
    this.open.add(run);
    const idle = [...this.open].find(({ record }) => record.status !== 'RUNNING');
    if (this.open.size > MAX_OPEN && idle !== undefined && idle !== run) {
      this.open.delete(idle);
      void idle.close();
    }
    return run;
  }

  private create({ identity, state, limits, definitionHash }: MapRunPlan): MapRun {
    const arn = mapRunArn(identity.stateMachineName, state.label, randomUUID());
    const record: MapRunRecord = {
      arn,
      executionArn: identity.arn,
      stateMachineArn: identity.stateMachineArn,
      stateMachineName: identity.stateMachineName,
      roleArn: identity.roleArn,
      definitionHash,
      stateName: state.name,
      label: state.label,
      executionType: state.executionType,
      status: 'RUNNING',
      startDate: this.now(),
      redriveCount: 0,
      executionRedrive: identity.redriveCount,
      limits,
      isRead: false,
    };
    const folder = join(this.folder, createHash('sha256').update(arn).digest('hex').slice(0, 32));
    mkdirSync(folder, { recursive: true });
    writeRecord(join(folder, 'run.json'), record);
    const run = new MapRun(record, folder, undefined);
    this.runs.set(arn, run);
    return run;
  }

  private async *items(plan: MapRunPlan, s3: ReturnType<RoleStorage>['s3']): AsyncGenerator<unknown> {
    const { reader } = plan.state;
    if (reader === undefined) {
      yield* plan.items ?? [];
      return;
    }
    try {
      yield* readItems(s3, reader.source, plan.readerParameters);
    } catch (error) {
      const { name, message } = error as Error;
      throw new StateError(StatesErrorName.ItemReaderFailed, `${name}: ${message}`);
    }
  }

  private async results(
    run: MapRun,
    { state }: MapRunPlan,
    destination: ResultsDestination | undefined,
    s3: ReturnType<RoleStorage>['s3'],
  ): Promise<unknown> {
    const table = await run.children();
    if (destination === undefined) return gatherResults(run.record, table, state.writer, this.now(), MAX_DATA_BYTES);
    try {
      const written = await writeResults(s3, destination, state.writer, { record: run.record, table, now: this.now() });
      run.change({ resultsWritten: { executions: table.length, items: table.counts().items.total } });
      return written;
    } catch (error) {
      const { name, message } = error as Error;
      throw new StateError(StatesErrorName.ResultWriterFailed, `${name}: ${message}`);
    }
  }

  /** What ran when the last process ended is found as stopped. */
  private restore(folder: string): void {
    const record = readRecord(join(folder, 'run.json'));
    if (record === undefined) return;
    const run = new MapRun(record, folder, undefined);
    this.runs.set(record.arn, run);
    if (record.status === 'RUNNING') run.change({ status: 'ABORTED', stopDate: this.now() });
  }
}

/** The parent execution has ended while its map ran. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

const exceeded = (error: unknown): boolean =>
  error instanceof StateError && error.error === StatesErrorName.ExceedToleratedFailureThreshold;

function destinationOf({ writerParameters }: MapRunPlan): ResultsDestination | undefined {
  if (writerParameters === undefined) return undefined;
  const { Bucket, Prefix = '', ...others } = writerParameters as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined || typeof Bucket !== 'string' || typeof Prefix !== 'string') {
    const what = unknown === undefined ? "needs 'Bucket' and 'Prefix' as strings" : `knows no parameter '${unknown}'`;
    throw new StateError(StatesErrorName.ResultWriterFailed, `The ResultWriter ${what}.`);
  }
  return { bucket: Bucket, prefix: Prefix === '' || Prefix.endsWith('/') ? Prefix : `${Prefix}/` };
}

function readRecord(path: string): MapRunRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as MapRunRecord;
  } catch (error) {
    // A folder whose record a kill has prevented holds nothing that anybody knows of.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
