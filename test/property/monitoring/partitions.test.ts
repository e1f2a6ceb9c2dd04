import fc from 'fast-check';
import type { LabelIndex } from '../../../core/capture/label-index';
import { tableBaseline } from '../../../core/monitoring/table-endpoint/table-baseline';
import { TableWindow } from '../../../core/monitoring/table-endpoint/table-window';
import {
  type MergeLimits,
  mergeParts,
  type StoredPart,
  storeInferences,
} from '../../../core/monitoring/watch/merge-parts';
import { WatchedTable } from '../../../core/monitoring/watch/watched-table';
import { cutsOf, cutWindow } from '../../fixtures/monitoring/cut-window';
import {
  type Application,
  applications,
  captureLine,
  labelsOf,
  TABLE_SUBJECT,
} from '../../fixtures/monitoring/table-traffic';

const FILTER = {
  purposes: ['traffic'] as const,
  from: new Date('2024-10-15T14:00:00Z'),
  to: new Date('2024-10-15T15:00:00Z'),
};

const textOf = (rows: readonly Application[]): string => rows.map((row) => `${captureLine([row])}\n`).join('');

const baseline = (() => {
  const rows = applications({ rows: 300, seed: 1 });
  const window = new TableWindow(TABLE_SUBJECT);
  read(window.open('baseline', labelsOf(rows), FILTER), rows);
  window.settle();
  return tableBaseline(window);
})();

function read(reader: { push(bytes: Buffer): void; end(): void }, rows: readonly Application[]): void {
  reader.push(Buffer.from(textOf(rows)));
  reader.end();
}

/** A part as a function analyses it. */
function windowOf(
  files: readonly (readonly Application[])[],
  labels: LabelIndex,
  without: readonly number[] = [],
): WatchedTable {
  const window = new WatchedTable(baseline);
  for (const hash of without) window.inferences.admitHash(hash);
  // All files have one name: where a fault lies does not matter here.
  for (const rows of files) window.read(textOf(rows), 'captures', labels, FILTER);
  return window;
}

async function* storedParts(
  parts: readonly (readonly (readonly Application[])[])[],
  labels: LabelIndex,
): AsyncGenerator<StoredPart> {
  for (const [part, files] of parts.entries()) {
    const window = windowOf(files, labels);
    const stored: StoredPart = { part, window: window.stored(), inferences: storeInferences(window.inferences) };
    yield JSON.parse(JSON.stringify(stored)) as StoredPart;
  }
}

const reportsOf = async (window: WatchedTable) => (await window.check({})).reports;

const cut = cutsOf({ min: 30, max: 90 }).map((cuts) => {
  const own = applications({ rows: cuts.rows, seed: 2 });
  return { own, ...cutWindow(own, cuts), retries: cuts.retries.length };
});

describe('the parts of a window', () => {
  it('give the reports of the whole, also where the captures of one inference lie in different ones', async () => {
    let readAgain = 0;
    await fc.assert(
      fc.asyncProperty(cut, async ({ own, files, parts, retries }) => {
        const labels = labelsOf(own);
        const whole = await reportsOf(windowOf(files, labels));
        const merged = new WatchedTable(baseline);
        const found = await mergeParts(merged, storedParts(parts, labels), async (part, without) =>
          windowOf(parts[part]!, labels, without).stored(),
        );
        readAgain += found.readAgain;

        expect(await reportsOf(merged)).toEqual(whole);
        expect(whole['data-quality']).toMatchObject({ usedRows: own.length, duplicates: retries });
        expect(found.unchecked).toBe(0);
      }),
      { numRuns: 40 },
    );
    // Most windows have such a pair.
    expect(readAgain).toBeGreaterThan(20);
  });

  it('are taken as they are beyond the limits, and that is counted', async () => {
    const rows = applications({ rows: 40, seed: 3 });
    const labels = labelsOf(rows);
    const parts = [rows, rows.slice(0, 5), rows.slice(5, 10)].map((each) => [each]);
    const never = () => Promise.reject(new Error('nothing is read again'));
    const merge = (limits: MergeLimits) =>
      mergeParts(new WatchedTable(baseline), storedParts(parts, labels), never, limits);

    expect(await merge({ inferences: 1000, readAgain: 0 })).toEqual({ readAgain: 0, unchecked: 2 });
    expect(await merge({ inferences: 40, readAgain: 9 })).toEqual({ readAgain: 0, unchecked: 2 });
    expect(await merge({ hasTime: () => false })).toEqual({ readAgain: 0, unchecked: 2 });
  });

  it('of an earlier version, which name no inferences, are taken as they are', async () => {
    const rows = applications({ rows: 20, seed: 4 });
    async function* old(): AsyncGenerator<StoredPart> {
      yield { part: 0, window: windowOf([rows], labelsOf(rows)).stored() };
    }

    const merged = new WatchedTable(baseline);

    expect(await mergeParts(merged, old(), () => Promise.reject(new Error('no')))).toEqual({
      readAgain: 0,
      unchecked: 1,
    });
    expect((await reportsOf(merged))['data-quality']).toMatchObject({ usedRows: 20 });
  });
});
