import { CELL_KINDS, CellKind } from '../../table/cell-kind';
import type { ColumnBatch } from '../../table/column-batch';
import type { ColumnAnalyzer, ColumnState } from '../analyzer';

const { Fractional, Integral, Missing, NonFinite, Text } = CellKind;

/** How many cells are of each kind. */
export class CellTypesState implements ColumnState<CellTypesState, readonly number[]> {
  readonly counts = new Array<number>(CELL_KINDS).fill(0);

  add({ kinds }: ColumnBatch, rows: number): void {
    let [integral, fractional, text, nonFinite] = [0, 0, 0, 0];
    for (let row = 0; row < rows; row += 1) {
      const kind = kinds[row];
      if (kind === Integral) integral += 1;
      else if (kind === Fractional) fractional += 1;
      else if (kind === Text) text += 1;
      else if (kind === NonFinite) nonFinite += 1;
    }
    this.counts[Integral]! += integral;
    this.counts[Fractional]! += fractional;
    this.counts[Text]! += text;
    this.counts[NonFinite]! += nonFinite;
    this.counts[Missing]! += rows - integral - fractional - text - nonFinite;
  }

  merge(other: CellTypesState): void {
    other.counts.forEach((count, kind) => {
      this.counts[kind]! += count;
    });
  }

  store(): readonly number[] {
    return [...this.counts];
  }

  count(kind: CellKind): number {
    return this.counts[kind]!;
  }

  get present(): number {
    return this.counts.reduce((sum, count) => sum + count, 0) - this.count(Missing);
  }
}

export const cellTypes: ColumnAnalyzer<CellTypesState, readonly number[]> = {
  name: 'cell-types',
  metrics: { inferred_type: { kind: 'exact' }, num_present: { kind: 'exact' }, num_missing: { kind: 'exact' } },
  open: () => new CellTypesState(),
  read: (stored) => {
    const state = new CellTypesState();
    for (const [kind, count] of stored.entries()) state.counts[kind] = count;
    return state;
  },
};
