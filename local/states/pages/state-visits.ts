import type { HistoryEvent } from '../history/history-event';
import type { ExecutionStatus } from '../storage/execution-record';

/** One visit of a state, put together from the events of a history. Times are milliseconds since 1970. */
export interface StateVisit {
  readonly name: string;
  /** `Task`, `Choice` … */
  readonly type: string;
  readonly enteredAt: number;
  /** JSON text. */
  readonly input: string;
  /** How many Parallel and Map states it lies within. */
  readonly depth: number;
  exitedAt?: number;
  output?: string;
  error?: string;
  cause?: string;
  /** Failed attempts. */
  failures: number;
  status: 'RUNNING' | 'SUCCEEDED' | 'CAUGHT' | Exclude<ExecutionStatus, 'SUCCEEDED' | 'RUNNING'>;
}

interface OpenVisit extends StateVisit {
  readonly parent?: OpenVisit;
  attemptFailed: boolean;
}

/**
 * The visits of an execution in the order in which they began.
 * @param status of the execution: what is still open when it has ended, ended so.
 */
export function stateVisits(events: readonly HistoryEvent[], status: ExecutionStatus): readonly StateVisit[] {
  const visits: OpenVisit[] = [];
  /** To which visit an event belongs, by its id. */
  const owners = new Map<number, OpenVisit>();
  for (const event of events) {
    const before = owners.get(event.previousEventId);
    if (event.type.endsWith('StateEntered')) {
      const parent = before?.exitedAt === undefined ? before : before.parent;
      const visit = enter(event, parent);
      visits.push(visit);
      owners.set(event.id, visit);
    } else if (event.type.endsWith('StateExited')) {
      const visit = enclosing(before, String(event.details?.name));
      if (visit === undefined) continue;
      exit(visit, event);
      owners.set(event.id, visit);
    } else if (before !== undefined) {
      note(before, event);
      owners.set(event.id, before);
    }
  }
  const ended = status === 'SUCCEEDED' || status === 'RUNNING' ? 'RUNNING' : status;
  for (const visit of visits) {
    if (visit.exitedAt === undefined && visit.status === 'RUNNING') visit.status = ended;
  }
  return visits;
}

function enter({ type, details, timestamp }: HistoryEvent, parent: OpenVisit | undefined): OpenVisit {
  return {
    name: String(details?.name),
    type: type.slice(0, -'StateEntered'.length),
    enteredAt: timestamp,
    input: String(details?.input ?? 'null'),
    depth: parent === undefined ? 0 : parent.depth + 1,
    parent,
    failures: 0,
    attemptFailed: false,
    status: 'RUNNING',
  };
}

/** The exit of a Map follows an event of its last iteration: the state of that name is looked for outwards. */
function enclosing(visit: OpenVisit | undefined, name: string): OpenVisit | undefined {
  let found = visit;
  while (found !== undefined && found.name !== name) found = found.parent;
  return found;
}

function exit(visit: OpenVisit, { timestamp, details }: HistoryEvent): void {
  visit.exitedAt = timestamp;
  visit.output = String(details?.output ?? 'null');
  visit.status = visit.attemptFailed ? 'CAUGHT' : 'SUCCEEDED';
}

function note(visit: OpenVisit, { type, details }: HistoryEvent): void {
  if (/(Failed|TimedOut)$/.test(type) && !type.startsWith('Execution')) {
    visit.failures++;
    visit.attemptFailed = true;
  }
  if (/Succeeded$/.test(type)) visit.attemptFailed = false;
  if (typeof details?.error === 'string') visit.error = details.error;
  if (typeof details?.cause === 'string') visit.cause = details.cause;
}
