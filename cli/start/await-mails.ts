import { ALERT_SUBJECT_START } from '../../core/alert/alert-subject';
import type { Laptop } from '../../local/laptop';
import { pause } from '../pause';

const POLL_MILLISECONDS = 50;

/**
 * Waits until the inbox holds `expected` mails of alerts; mails of alarms and subscriptions are none.
 * @returns how many there are when they do, or when the limit is reached.
 */
export async function awaitMails(
  laptop: Pick<Laptop, 'mails'>,
  expected: number,
  limitMilliseconds: number,
  signal: AbortSignal,
): Promise<number> {
  const until = Date.now() + limitMilliseconds;
  const arrived = (): number => laptop.mails().filter(({ subject }) => subject.startsWith(ALERT_SUBJECT_START)).length;
  while (arrived() < expected && Date.now() < until) await pause(POLL_MILLISECONDS, signal);
  return arrived();
}
