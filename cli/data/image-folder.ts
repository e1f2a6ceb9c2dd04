import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DataSetError, firstFew } from '../../core/dataset/data-set-error';
import { inspectImage } from '../../core/image/inspect-image';
import { isImageName } from '../images/image-source';

/** Whether a path is a folder that can be read. */
export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

export const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() ?? false;

/** Folders directly in a folder, in a fixed order; hidden ones are left out. */
export async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names: string[] = [];
  for (const entry of entries) {
    if (!entry.name.startsWith('.') && (await leadsToFolder(folder, entry))) names.push(entry.name);
  }
  return names.sort(byCodeUnits);
}

const leadsToFolder = async (folder: string, entry: Dirent): Promise<boolean> =>
  entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(folder, entry.name))));

/**
 * PNG and JPEG files in a folder and the folders in it, by their extension in any case; as paths relative to the folder, with `/`, in
 * the same order on every machine. Hidden files are left out.
 */
export async function imageFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && isImageName(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort(byCodeUnits);
}

/** The same everywhere, unlike an order by language. */
export const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Images looked at together. */
const AT_A_TIME = 16;

/**
 * Looks into every file, so that a bad one is found before anything is trained.
 * @param paths absolute
 * @throws DataSetError with the number of unreadable images and the first few
 */
export async function checkImages(
  paths: readonly string[],
  base: string,
  onDone: (done: number) => void = () => undefined,
): Promise<void> {
  const faults: string[] = [];
  for (let from = 0; from < paths.length; from += AT_A_TIME) {
    const found = await Promise.all(paths.slice(from, from + AT_A_TIME).map((path) => faultOf(path, base)));
    faults.push(...found.filter((fault) => fault !== undefined));
    onDone(Math.min(paths.length, from + AT_A_TIME));
  }
  if (faults.length === 0) return;
  const count = faults.length === 1 ? '1 image' : `${faults.length} images`;
  throw new DataSetError(`${count} of ${paths.length} in '${base}' cannot be read: ${firstFew(faults)}`);
}

async function faultOf(path: string, base: string): Promise<string | undefined> {
  try {
    inspectImage(await readFile(path));
    return undefined;
  } catch (error) {
    return `${relative(base, path)} (${(error as Error).message.replace(/[.;]?$/, '')})`;
  }
}
