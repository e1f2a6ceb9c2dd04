import type { FallibleState, Retrier } from '../language/definition';
import { Aborted } from './abortion';
import { coversError } from './error-match';
import type { Frame } from './frame';
import { retryDelaySeconds } from './retry-delay';
import { StateError } from './state-error';

/** What a visit of a state comes to. */
export interface Step {
  readonly output: unknown;
  /** Absent at the end of the flow. */
  readonly next: string | undefined;
}

/**
 * Attempts a state's work, again as its Retry says, and hands a failure to its Catch.
 * @param attempt gives what follows ResultPath; it is tried anew with every retry.
 * @throws StateError that nothing covers; Aborted.
 */
export async function recover(state: FallibleState, frame: Frame, attempt: () => Promise<unknown>): Promise<Step> {
  const used = new Map<Retrier, number>();
  for (;;) {
    try {
      const value = await attempt();
      return { output: frame.output(value), next: state.next };
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      if (await waitForRetry(state, frame, error, used)) continue;
      return caught(state, frame, error);
    }
  }
}

/** @returns false where no retrier covers the error, or none has an attempt left. */
async function waitForRetry(
  state: FallibleState,
  frame: Frame,
  error: StateError,
  used: Map<Retrier, number>,
): Promise<boolean> {
  const retrier = state.retry.find(({ errorEquals }) => coversError(errorEquals, error.error));
  if (retrier === undefined) return false;
  const attempt = (used.get(retrier) ?? 0) + 1;
  if (attempt > retrier.maxAttempts) return false;
  used.set(retrier, attempt);
  const { sleeper, random, waitScale } = frame.execution.environment;
  await sleeper.sleep(retryDelaySeconds(retrier, attempt, random) * 1000 * waitScale, frame.signal);
  if (frame.signal.aborted) throw new Aborted();
  frame.retryCount++;
  return true;
}

function caught(state: FallibleState, frame: Frame, error: StateError): Step {
  const catcher = state.catch.find(({ errorEquals }) => coversError(errorEquals, error.error));
  if (catcher === undefined) throw error;
  const report = { Error: error.error ?? '', Cause: error.explanation ?? '' };
  return { output: frame.placed(report, catcher.resultPath), next: catcher.next };
}
