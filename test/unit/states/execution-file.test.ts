import { appendFileSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryEvent } from '../../../local/states/history/history-event';
import { ExecutionFile } from '../../../local/states/storage/execution-file';
import type { ExecutionRecord } from '../../../local/states/storage/execution-record';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ARN = 'arn:aws:states:us-east-1:000000000000:execution:machine:one';
const record: ExecutionRecord = {
  arn: ARN,
  name: 'one',
  stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine',
  stateMachineName: 'machine',
  roleArn: 'arn:aws:iam::000000000000:role/machine',
  definitionHash: 'hash',
  status: 'RUNNING',
  startDate: 0,
  redriveCount: 0,
  input: '{}',
};
const event = (id: number, output: string): HistoryEvent => ({
  id,
  previousEventId: id - 1,
  timestamp: id,
  type: 'PassStateExited',
  details: { name: 'A', output },
});
const long = (letter: string): string => JSON.stringify(letter.repeat(1000));
const outputs = (events: readonly HistoryEvent[]): unknown[] => events.map(({ details }) => details?.output);

it('keeps every text in its place when writing goes on after a line that a kill has cut short', async () => {
  const before = new ExecutionFile(folder.path, ARN);
  await before.append([event(1, long('a'))], record);
  appendFileSync(join(folder.path, readdirSync(folder.path)[0] as string), '{"text":"\\"bbbb');

  const after = new ExecutionFile(folder.path, ARN);
  await after.read();
  await after.append([event(2, long('c')), event(3, long('d')), event(4, long('a'))], record);

  const stored = await new ExecutionFile(folder.path, ARN).read();
  expect(outputs(stored?.events ?? [])).toEqual([long('a'), long('c'), long('d'), long('a')]);
});

it('writes again what later events refer to when an append has failed', async () => {
  const place = join(folder.path, 'failing');
  mkdirSync(place);
  const file = new ExecutionFile(place, ARN);
  rmdirSync(place);
  await expect(file.append([event(1, long('a'))], record)).rejects.toMatchObject({ code: 'ENOENT' });
  mkdirSync(place);
  await file.append([event(2, long('a'))], record);

  const stored = await new ExecutionFile(place, ARN).read();
  expect(outputs(stored?.events ?? [])).toEqual([long('a')]);
});
