import { readFile } from 'node:fs/promises';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { filesOf } from '../data/files-of';
import type { CaptureText } from './show-captures';

/** The capture files that paths mean, as `filesOf` finds them. */
export const localCaptures = (paths: readonly string[]): Promise<string[]> => filesOf(paths, ['.jsonl']);

/** Reads them one after the other. @param window of which a record counts by its own time; every record where absent. */
export async function* readLocalCaptures(
  files: readonly string[],
  window: CaptureWindow | undefined,
): AsyncGenerator<CaptureText> {
  const holds = (time: Date): boolean => window === undefined || (time >= window.from && time < window.to);
  for (const file of files) yield { file, text: await readFile(file, 'utf8'), holds };
}
