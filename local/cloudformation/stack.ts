import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { STACK_TYPE, type StackEvent } from './stack-event';
import type { ResourceStatus, StackRecord, StackStatus } from './stack-record';
import type { StackStore } from './stack-store';

/** One stack in memory: its record, its log, and which of its resources this process has made. */
export class Stack {
  readonly events: StackEvent[];
  /**
   * Logical ids whose resources stand in this process exactly as the record says. After a restart there are none: services keep
   * their data, but not what the providers told them.
   */
  readonly standing = new Set<string>();

  constructor(
    private current: StackRecord,
    private readonly store: StackStore,
    private readonly clock: Clock,
  ) {
    this.events = store.loadEvents(current.stackName);
  }

  get record(): StackRecord {
    return this.current;
  }

  now(): string {
    return this.clock.now().toISOString();
  }

  /** Changes the record and keeps it on disk. */
  keep(changes: Partial<StackRecord>): void {
    this.current = { ...this.current, ...changes };
    this.store.save(this.current);
  }

  /** Goes over to a status, with an event. */
  enter(status: StackStatus, reason?: string, changes: Partial<StackRecord> = {}): void {
    this.keep({ ...changes, status, statusReason: reason });
    const { stackName, stackId } = this.current;
    this.log({ logicalId: stackName, physicalId: stackId, type: STACK_TYPE, status, reason });
  }

  log(event: {
    readonly logicalId: string;
    readonly physicalId: string;
    readonly type: string;
    readonly status: StackStatus | ResourceStatus;
    readonly reason?: string;
  }): void {
    const { stackName, stackId } = this.current;
    const full: StackEvent = { eventId: randomUUID(), time: this.now(), stackName, stackId, ...event };
    this.events.push(full);
    this.store.appendEvent(full);
  }
}
