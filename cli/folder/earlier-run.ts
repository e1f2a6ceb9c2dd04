import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../usage-error';

/** Lies in an output folder that a run has worked in: what it finds there again is its own. */
export const RUN_MARK = '.second-look-run';

/**
 * Takes an earlier run's results away, which must not be taken for this one's, and marks the folder as a run's.
 * @param names of files and folders below it
 * @throws UsageError where some of them are there and no run has marked the folder: they are somebody's own
 */
export function clearEarlierRun(folder: string, names: readonly string[]): void {
  const mark = join(folder, RUN_MARK);
  const found = names.filter((name) => existsSync(join(folder, name)));
  if (found.length > 0 && !existsSync(mark)) {
    throw new UsageError(
      `The output folder ${folder} holds ${found.join(', ')}, which a run would replace, and no run has left there: choose another folder, or move it away.`,
    );
  }
  for (const name of names) rmSync(join(folder, name), { recursive: true, force: true });
  writeFileSync(mark, '');
}
