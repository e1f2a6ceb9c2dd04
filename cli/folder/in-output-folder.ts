import { ClaimedFolder } from './claimed-folder';

/**
 * Work that has an output folder to itself, which is released however the work ends. What breaks while an interruption stops everything breaks
 * because of that, and is told as the interruption.
 * @param work is given the folder's absolute path
 * @throws UsageError where the folder cannot be had; Interrupted; the work's own errors
 */
export async function inOutputFolder<Result>(
  folder: string,
  signal: AbortSignal,
  work: (out: string) => Promise<Result>,
): Promise<Result> {
  const claimed = ClaimedFolder.claim(folder, 'output');
  try {
    return await work(claimed.path);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    claimed.release();
  }
}
