import type { HistoryEventType as EventTypes } from '@aws-sdk/client-sfn';

export type HistoryEventType = EventTypes;

/** Details of an event, with the members of the API; texts of JSON are shared between events that carry the same data. */
export type EventDetails = Readonly<Record<string, unknown>>;

/** One event of an execution's history. */
export interface HistoryEvent {
  /** From 1, without gaps. */
  readonly id: number;
  /** The event that led to this one; 0 for none. */
  readonly previousEventId: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly type: HistoryEventType;
  readonly details?: EventDetails;
}

/** The API's member for the details of an event: all `…StateEntered` share one, as do all `…StateExited`. */
export function detailsMember(type: HistoryEventType): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
