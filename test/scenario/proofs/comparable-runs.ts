import { hasMoto } from '../../differential/s3/moto-server';
import { MotoStates, type Seen } from '../../differential/states/moto-states';
import { localAssembly } from '../../fixtures/laptop/local-assembly';
import type { MachineDefinition } from './canned-tasks';

/** moto 5.2 keeps the start as a Python datetime, of which it can write no output: there it is a text that the definition gives. */
export const startedAsText = (definition: MachineDefinition): MachineDefinition =>
  JSON.parse(
    JSON.stringify(definition).replaceAll('.$":"$$.Execution.StartTime"', '":"2026-01-01T00:00:00Z"'),
  ) as MachineDefinition;

/** Executions have names, accounts and random ids of their own. */
export function comparable({ status, output, error }: Seen): Seen {
  const text = JSON.stringify(output ?? null)
    .replace(/arn:aws:states:[^"]+/g, 'EXECUTION')
    .replace(/"Key":"execution","Value":"[^"]+"/g, '"Key":"execution","Value":"NAME"')
    .replace(/second-look-local-[0-9a-f]{32}-[0-9a-f]{8}/g, 'JOB');
  return { status, error: error ?? undefined, output: JSON.parse(text) as unknown };
}

/** What both interpreters run, and moto's, where it is installed; there before the tests of a block. */
export interface Interpreters {
  /** Folder of the synthesized templates. */
  readonly assembly: string;
  readonly theirs: MotoStates | undefined;
}

/** Opens ours and starts moto's before the tests of the block that it is called in, and ends both after them. */
export function bothInterpreters(ours: { open(): Promise<unknown>; close(): Promise<unknown> }): Interpreters {
  const both: { assembly: string; theirs: MotoStates | undefined } = { assembly: '', theirs: undefined };
  beforeAll(async () => {
    both.assembly = await localAssembly();
    [both.theirs] = await Promise.all([hasMoto() ? MotoStates.start() : undefined, ours.open()]);
  }, 300_000);
  afterAll(() => Promise.all([both.theirs?.stop(), ours.close()]));
  return both;
}
