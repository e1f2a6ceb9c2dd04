import { ArchiveError } from '../data-set-error';
import { PickleCall, PickleDictionary, PickleName, type PickleValue } from './pickle-value';

const MARK = Symbol('mark');
type StackEntry = PickleValue | typeof MARK;

/** The stack and the memo of a pickle machine. Every fault is an ArchiveError: a damaged pickle never does worse. */
export class PickleStack {
  private readonly entries: StackEntry[] = [];
  private readonly memo = new Map<number, PickleValue>();

  push(value: PickleValue): void {
    this.entries.push(value);
  }

  mark(): void {
    this.entries.push(MARK);
  }

  /** Takes the top entry, whatever it is. */
  discard(): void {
    this.entries.pop();
  }

  pop(): PickleValue {
    return asValue(this.entries.pop());
  }

  popName(): PickleName {
    const entry = this.entries.pop();
    if (entry instanceof PickleName) return entry;
    throw new ArchiveError('The pickle is damaged: it calls something that is not a name.');
  }

  popText(): string {
    const value = this.pop();
    if (typeof value === 'string') return value;
    throw new ArchiveError('The pickle is damaged: a name is not text.');
  }

  popTuple(count: number): PickleValue[] {
    const values: PickleValue[] = [];
    for (let left = count; left > 0; left -= 1) values.unshift(this.pop());
    return values;
  }

  popToMark(): PickleValue[] {
    const at = this.entries.lastIndexOf(MARK);
    if (at < 0) throw new ArchiveError('The pickle is damaged: a mark is missing.');
    const values = this.entries.splice(at);
    return values.slice(1).map(asValue);
  }

  top(): PickleValue {
    return asValue(this.entries.at(-1));
  }

  remember(index: number): void {
    this.memo.set(index, this.top());
  }

  rememberNext(): void {
    this.remember(this.memo.size);
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined)
      throw new ArchiveError(`The pickle is damaged: it recalls value ${index}, which it never stored.`);
    this.entries.push(value);
  }

  appendToList(values: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list))
      throw new ArchiveError('The pickle is damaged: it appends to something that is not a list.');
    for (const value of values) list.push(value);
  }

  setItems(values: readonly PickleValue[]): void {
    const dictionary = this.top();
    if (!(dictionary instanceof PickleDictionary) || values.length % 2 !== 0) {
      throw new ArchiveError('The pickle is damaged: it sets items of something that is not a dictionary.');
    }
    for (let at = 0; at < values.length; at += 2) dictionary.entries.set(asText(values[at]!), values[at + 1]!);
  }

  build(): void {
    const state = this.pop();
    const target = this.top();
    if (!(target instanceof PickleCall))
      throw new ArchiveError('The pickle is damaged: it sets the state of plain data.');
    target.state = state;
  }

  /** Entries of the outermost dictionary that is still being filled, by key. */
  pendingEntries(): Map<PickleValue, PickleValue> {
    const bottom = this.entries[0];
    const pending = new Map(bottom instanceof PickleDictionary ? bottom.entries : []);
    for (let at = this.entries.indexOf(MARK) + 1; at > 0 && at + 1 < this.entries.length; at += 2) {
      const key = this.entries[at];
      const value = this.entries[at + 1];
      if (key === MARK || value === MARK) break;
      if (key !== undefined && value !== undefined) pending.set(asText(key), value);
    }
    return pending;
  }
}

function asValue(entry: StackEntry | undefined): PickleValue {
  if (entry === undefined) throw new ArchiveError('The pickle is damaged: its stack is empty.');
  if (entry === MARK) throw new ArchiveError('The pickle is damaged: a value is missing.');
  return entry;
}

/** Bytes as keys (Python 3 re-writing Python 2's strings) read as text. */
function asText(key: PickleValue): PickleValue {
  return key instanceof Uint8Array ? Buffer.from(key).toString('latin1') : key;
}
