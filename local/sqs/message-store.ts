import { Journal } from '../journal';
import { DueHeap } from './due-heap';
import type { Message } from './message';

/** What receiving a message and changing its visibility set. */
export type DeliveryState = Pick<
  Message,
  'visibleAt' | 'receiveCount' | 'firstReceivedAt' | 'lastReceivedAt' | 'receipt'
>;

/** What happened to a message; replayed in order, the entries give the store again. */
type Entry =
  | { readonly put: Message }
  | { readonly delete: string }
  | ({ readonly change: string } & DeliveryState)
  | { readonly purge: true };

/** Journal bytes below which rewriting it is not worth the while. */
const COMPACT_ABOVE_BYTES = 1024 * 1024;

/** The messages of one queue: in memory by id and by the moment they become visible, on disk as a journal. */
export class MessageStore {
  private readonly messages = new Map<string, Message>();
  private readonly due = new DueHeap<Message>();
  private compactAbove = COMPACT_ABOVE_BYTES;
  private readonly journal: Journal<Entry>;

  /** @throws JournalDamaged */
  constructor(path: string) {
    this.journal = new Journal(path, (entry) => this.replay(entry));
    for (const message of this.messages.values()) this.due.add(message.visibleAt, message);
  }

  all(): Iterable<Message> {
    return this.messages.values();
  }

  get(id: string): Message | undefined {
    return this.messages.get(id);
  }

  put(message: Message): void {
    this.journal.append({ put: message });
    this.messages.set(message.id, message);
    this.due.add(message.visibleAt, message);
    this.compactWhereLarge();
  }

  delete(id: string): void {
    if (!this.messages.has(id)) return;
    this.journal.append({ delete: id });
    this.messages.delete(id);
    this.compactWhereLarge();
  }

  /** Records new delivery state of a message that is already here. */
  change(message: Message, state: DeliveryState): void {
    this.journal.append({ change: message.id, ...state });
    Object.assign(message, state);
    this.due.add(state.visibleAt, message);
    this.compactWhereLarge();
  }

  purge(): void {
    this.journal.append({ purge: true });
    this.messages.clear();
    this.due.clear();
    this.compactWhereLarge();
  }

  /**
   * Takes up to `max` messages that are visible at `now` off the order of delivery, those that have waited longest first. They
   * stay in the store: the caller must `change` or `delete` each.
   */
  takeVisible(now: number, max: number): Message[] {
    const taken = new Set<Message>();
    while (taken.size < max) {
      const next = this.nextDue();
      if (next === undefined || next.dueAt > now) break;
      taken.add(next.item);
      this.due.pop();
    }
    return [...taken];
  }

  /** When the next message becomes visible; undefined where there is none. */
  nextVisibleAt(): number | undefined {
    return this.nextDue()?.dueAt;
  }

  close(): void {
    this.journal.close();
  }

  /** The heap's entry of a deleted message, or from before a change, is stale: dropped when it comes up. */
  private nextDue(): { readonly dueAt: number; readonly item: Message } | undefined {
    for (;;) {
      const next = this.due.peek();
      if (next === undefined) return undefined;
      if (this.messages.get(next.item.id) === next.item && next.item.visibleAt === next.dueAt) return next;
      this.due.pop();
    }
  }

  private compactWhereLarge(): void {
    if (this.journal.size <= this.compactAbove) return;
    this.journal.rewrite([...this.messages.values()].map((message) => ({ put: message })));
    this.compactAbove = Math.max(COMPACT_ABOVE_BYTES, 2 * this.journal.size);
  }

  private replay(entry: Entry): void {
    if ('put' in entry) this.messages.set(entry.put.id, entry.put);
    else if ('delete' in entry) this.messages.delete(entry.delete);
    else if ('purge' in entry) this.messages.clear();
    else {
      const message = this.messages.get(entry.change);
      const { change: _id, ...state } = entry;
      if (message !== undefined) Object.assign(message, state);
    }
  }
}
