import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { HistoryEvent } from '../../../local/states/history/history-event';
import { ExecutionFile } from '../../../local/states/storage/execution-file';
import type { ExecutionRecord } from '../../../local/states/storage/execution-record';

const folder = mkdtempSync(join(tmpdir(), 'states-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Few different texts, so that many events share one; some below and some above the length from which texts are shared.
const text = fc.constantFrom('short', 'a'.repeat(199), 'b'.repeat(200), 'ü\n"'.repeat(300));
const events = fc.array(fc.record({ input: text, name: text }), { maxLength: 20 }).map((list) =>
  list.map(
    (details, index): HistoryEvent => ({
      id: index + 1,
      previousEventId: index,
      timestamp: index,
      type: 'PassStateEntered',
      details,
    }),
  ),
);

it('reads what was written, in however many appends', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(events, fc.nat(20), text, async (list, cut, output) => {
      const arn = `arn:${count++}`;
      const record = { arn, status: 'SUCCEEDED', output } as ExecutionRecord;
      const file = new ExecutionFile(folder, arn);
      await file.append(list.slice(0, cut), { ...record, status: 'RUNNING' });
      const again = new ExecutionFile(folder, arn);
      await again.read();
      await again.append(list.slice(cut), record);
      expect(await new ExecutionFile(folder, arn).read()).toEqual({ record, events: list });
    }),
    { numRuns: 50 },
  );
});
