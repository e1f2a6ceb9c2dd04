import { pause } from '../pause';

export interface TrafficShape {
  /** Requests a second. */
  readonly rate: number;
  /** Ends after so many requests … */
  readonly count?: number;
  /** … or this long after the first, whichever comes first. Milliseconds. */
  readonly durationMilliseconds?: number;
  /** Requests at a time at most: where answers take longer than that allows, the rate is not reached. */
  readonly parallel: number;
}

/**
 * Sends requests at a steady rate: request n begins n / rate seconds after the first, whatever became of those before, as the traffic of many callers
 * does. Waits for the last answers.
 * @param send must not reject.
 * @returns how many were sent.
 */
export async function sendAtRate(
  { rate, count = Number.POSITIVE_INFINITY, durationMilliseconds = Number.POSITIVE_INFINITY, parallel }: TrafficShape,
  send: (index: number) => Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  const began = performance.now();
  const running = new Set<Promise<void>>();
  let sent = 0;
  for (; sent < count; sent += 1) {
    const due = (sent * 1000) / rate;
    if (due >= durationMilliseconds) break;
    const early = due - (performance.now() - began);
    if (early >= 1) await pause(early, signal);
    while (running.size >= parallel) await Promise.race(running);
    signal.throwIfAborted();
    if (performance.now() - began >= durationMilliseconds) break;
    const request = send(sent).finally(() => running.delete(request));
    running.add(request);
  }
  await Promise.all(running);
  return sent;
}
