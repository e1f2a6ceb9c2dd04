import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { UsageError } from '../usage-error';
import { byCodeUnits, isFile, isFolder } from './image-folder';

/**
 * The files that paths mean, each once: a file itself whatever its name, or every file with one of the extensions in a folder at any depth, in
 * alphabetical order.
 * @param extensions with their dot
 * @throws UsageError for a path that is neither, or a folder without such a file
 */
export async function filesOf(paths: readonly string[], extensions: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await filesOfOne(path, extensions)) found.add(file);
  return [...found];
}

async function filesOfOne(path: string, extensions: readonly string[]): Promise<string[]> {
  if (await isFile(path)) return [path];
  if (!(await isFolder(path))) throw new UsageError(`There is no file or folder '${path}'.`);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(byCodeUnits);
  if (files.length === 0) throw new UsageError(`'${path}' has no file that ends in ${extensions.join(', ')}.`);
  return files;
}
