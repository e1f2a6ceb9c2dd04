import type { WindowFault } from '../contracts/monitor-report';

/** The names of what can be wrong with the files of a window; a fault's reason begins with one. */
export type FaultName =
  | 'NotJson'
  | 'CutOff'
  | 'NotCapture'
  | 'NotGroundTruth'
  | 'FieldCount'
  | 'UnclosedQuote'
  | 'NotUtf8'
  | 'RowCounts'
  | 'PayloadUnreadable'
  | 'NotFinite'
  | 'LabelUnreadable'
  | 'LineTooLong'
  | 'FileUnreadable'
  | 'FacetMissing';

/** Faults kept; a window of broken files must not fill the memory. */
const MAX_FAULTS = 1000;

/**
 * What could not be read, one entry for each name and file: the first place in full, the others counted. Lists of parts merge.
 */
export class FaultList {
  private readonly byKey = new Map<string, { fault: WindowFault; more: number }>();
  /** Faults of files beyond the limit. */
  private left = 0;

  add(name: FaultName, detail: string, file: string, line: number): void {
    this.addFault({ reason: `${name}: ${detail}`, file, line });
  }

  addFault({ more = 0, ...fault }: WindowFault): void {
    const key = `${nameOf(fault)}\u0000${fault.file}`;
    const known = this.byKey.get(key);
    if (known !== undefined) {
      known.more += 1 + more;
      if (fault.line < known.fault.line) known.fault = fault;
    } else if (this.byKey.size < MAX_FAULTS) this.byKey.set(key, { fault, more });
    else this.left += 1 + more;
  }

  merge(other: FaultList): void {
    for (const fault of other.list()) this.addFault(fault);
  }

  get count(): number {
    return [...this.byKey.values()].reduce((sum, { more }) => sum + 1 + more, this.left);
  }

  /** In the order of files and lines. */
  list(): WindowFault[] {
    const faults = [...this.byKey.values()].map(({ fault, more }) => ({ ...fault, ...(more > 0 ? { more } : {}) }));
    faults.sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line));
    if (this.left > 0)
      faults.push({ reason: 'FileUnreadable: more faults than are listed', file: '', line: 0, more: this.left - 1 });
    return faults;
  }
}

const nameOf = ({ reason }: Pick<WindowFault, 'reason'>): string => reason.slice(0, reason.indexOf(':'));
