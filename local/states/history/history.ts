import type { Clock } from '../../clock';
import { runtimeError } from '../interpreter/state-error';
import type { EventDetails, HistoryEvent, HistoryEventType } from './history-event';

/** The service's limit of events in one execution of a Standard machine. */
const MAX_EVENTS = 25_000;

/** The events of one execution in the order in which they happened. */
export class History {
  private readonly recorded: HistoryEvent[];

  /** @param earlier events of the execution before it was redriven. */
  constructor(
    private readonly clock: Clock,
    earlier: readonly HistoryEvent[] = [],
  ) {
    this.recorded = [...earlier];
  }

  get events(): readonly HistoryEvent[] {
    return this.recorded;
  }

  /**
   * Records an event.
   * @returns its id.
   * @throws StateError States.Runtime at the limit, which leaves room for the events that end an execution.
   */
  record(type: HistoryEventType, previousEventId: number, details?: EventDetails): number {
    if (this.recorded.length >= MAX_EVENTS - 1 && !type.startsWith('Execution')) {
      throw runtimeError(`The execution reached the maximum number of history events (${MAX_EVENTS}).`);
    }
    const id = this.recorded.length + 1;
    this.recorded.push({ id, previousEventId, timestamp: this.clock.now().getTime(), type, details });
    return id;
  }
}

/** Where a flow of states stands in the history: the event that the next one follows. */
export interface EventChain {
  last: number;
}
