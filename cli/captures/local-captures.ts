import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { byCodeUnits, isFile, isFolder } from '../data/image-folder';
import { UsageError } from '../usage-error';
import type { CaptureText } from './show-captures';

/**
 * The capture files that paths mean: a file each, or every `.jsonl` file in a folder at any depth.
 * @throws UsageError for a path that is neither, or a folder without such a file
 */
export async function localCaptures(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await filesOf(path)) found.add(file);
  return [...found];
}

async function filesOf(path: string): Promise<string[]> {
  if (await isFile(path)) return [path];
  if (!(await isFolder(path))) throw new UsageError(`There is no file or folder '${path}'.`);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(byCodeUnits);
  if (files.length === 0) throw new UsageError(`'${path}' has no .jsonl file in it.`);
  return files;
}

/** Reads them one after the other. @param window of which a record counts by its own time; every record where absent. */
export async function* readLocalCaptures(
  files: readonly string[],
  window: CaptureWindow | undefined,
): AsyncGenerator<CaptureText> {
  const holds = (time: Date): boolean => window === undefined || (time >= window.from && time < window.to);
  for (const file of files) yield { file, text: await readFile(file, 'utf8'), holds };
}
