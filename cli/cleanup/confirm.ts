import { createInterface } from 'node:readline/promises';
import { UsageError } from '../usage-error';

/**
 * Asks on the terminal; anything but `yes` is a no.
 * @throws UsageError where nobody is there to answer; the signal's reason
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  if (process.stdin.isTTY !== true) throw new UsageError('Nobody is there to confirm: --yes removes without asking.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} Type yes to go on: `, { signal });
    return answer.trim().toLowerCase() === 'yes';
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    terminal.close();
  }
}
