import type { HistoryEvent } from '../history/history-event';
import type { Checkpoint } from '../interpreter/checkpoint';
import type { Flow } from '../language/definition';

/** The error of executions that were running when the laptop stopped. */
export const INTERRUPTED = {
  error: 'Laptop.Interrupted',
  cause: 'The laptop stopped while this execution was running. RedriveExecution takes it up from the state it was in.',
} as const;

/**
 * Where an execution was when its process died: the last state of the machine's own flow that was entered. States within a
 * Parallel or Map run again with it.
 */
export function checkpointOf(events: readonly HistoryEvent[], definition: Flow, input: string): Checkpoint {
  for (const { type, details } of [...events].reverse()) {
    const name = details?.name;
    if (!type.endsWith('StateEntered') || typeof name !== 'string' || !definition.states.has(name)) continue;
    return { state: name, input: JSON.parse(String(details?.input)) as unknown };
  }
  return { state: definition.startAt, input: JSON.parse(input) as unknown };
}
