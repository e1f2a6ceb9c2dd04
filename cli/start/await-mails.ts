import type { Laptop } from '../../local/laptop';
import { pause } from '../pause';

const POLL_MILLISECONDS = 50;

/** Waits until the inbox holds `expected` mails; @returns how many there are when they do, or when the limit is reached. */
export async function awaitMails(
  laptop: Laptop,
  expected: number,
  limitMilliseconds: number,
  signal: AbortSignal,
): Promise<number> {
  const until = Date.now() + limitMilliseconds;
  while (laptop.inbox.list().length < expected && Date.now() < until) await pause(POLL_MILLISECONDS, signal);
  return laptop.inbox.list().length;
}
