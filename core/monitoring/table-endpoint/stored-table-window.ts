import type { WindowFault } from '../../contracts/monitor-report';
import { BiasState, type StoredBiasState } from '../bias/bias-state';
import type { Cell } from '../explainability/explained-model';
import type { Statistics } from '../formats/statistics';
import { readModelQuality, type StoredModelQuality, storeModelQuality } from '../model-quality/stored-model-quality';
import { RowSample, type StoredRowSample } from '../sample/row-sample';
import { type StoredTableAnalysis, TableAnalysis } from '../table-analysis';
import type { TableSubject } from './table-subject';
import { TableWindow } from './table-window';

/** A cell as JSON has it: null where it is missing. */
export type StoredCell = Cell | null;

/** A window as JSON. */
export interface StoredTableWindow {
  readonly analysis: StoredTableAnalysis;
  readonly quality: StoredModelQuality;
  readonly bias: readonly StoredBiasState[];
  readonly biasFaults: readonly WindowFault[];
  readonly explained: StoredRowSample<readonly StoredCell[]>;
}

export function storeTableWindow(window: TableWindow): StoredTableWindow {
  window.settle();
  return {
    analysis: window.analysis.store(),
    quality: storeModelQuality(window.quality),
    bias: window.bias.map((state) => state.stored()),
    biasFaults: window.biasFaults.list(),
    explained: withCells(window.explained.stored(), storedCell),
  };
}

/**
 * The inverse.
 * @param subject, baseline those of the window that was stored
 * @throws MonitorStateInvalid for what is broken
 */
export function readTableWindow(stored: StoredTableWindow, subject: TableSubject, baseline?: Statistics): TableWindow {
  const window = new TableWindow(subject, baseline);
  window.analysis.merge(TableAnalysis.read(stored.analysis, window.analysis.options));
  window.quality.merge(readModelQuality(stored.quality));
  window.bias = stored.bias.map((state) => BiasState.read(state));
  for (const fault of stored.biasFaults) window.biasFaults.addFault(fault);
  window.explained = RowSample.read(withCells(stored.explained, readCell));
  return window;
}

/** JSON has no NaN. */
export const storedCell = (cell: Cell): StoredCell => (typeof cell === 'number' && Number.isNaN(cell) ? null : cell);
export const readCell = (cell: StoredCell): Cell => cell ?? Number.NaN;

const withCells = <From, To>(
  sample: StoredRowSample<readonly From[]>,
  each: (cell: From) => To,
): StoredRowSample<readonly To[]> => ({
  ...sample,
  rows: sample.rows.map(({ row, ...rest }) => ({ ...rest, row: row.map(each) })),
});
