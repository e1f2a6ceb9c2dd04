import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';

/** The archive is damaged, or holds a path that leads out of its folder. */
export class ArchiveInvalid extends Error {
  override readonly name = 'ArchiveInvalid';
}

/** Every file below a folder, relative to it with forward slashes, in alphabetical order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Writes every file below a folder into a `.tar.gz`; the same files give the same bytes. */
export async function packFolder(folder: string, archive: string): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createGzip(), createWriteStream(archive));
  try {
    for (const name of await filesBelow(folder)) {
      const { size, mode } = await stat(join(folder, name));
      const entry = tar.entry({ name, size, mode: mode & 0o777, mtime: new Date(0) });
      await pipeline(createReadStream(join(folder, name)), entry);
    }
    tar.finalize();
  } catch (error) {
    tar.destroy(error as Error);
    await written.catch(() => undefined);
    throw error;
  }
  await written;
}

/** Unpacks files and folders of a `.tar.gz`; links and devices are left out. @throws ArchiveInvalid */
export async function unpackArchive(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tar = extract();
  const source = pipeline(createReadStream(archive), createGunzip(), tar);
  // A damaged archive fails the loop below with the same error.
  source.catch(() => undefined);
  try {
    for await (const entry of tar) {
      const { name, type } = entry.header;
      if (name.startsWith('/') || name.split('/').includes('..')) {
        throw new ArchiveInvalid(`The archive holds '${name}', which leads out of its folder.`);
      }
      const target = join(folder, name);
      if (type === 'directory') await mkdir(target, { recursive: true });
      if (type !== 'file') {
        entry.resume();
        continue;
      }
      await mkdir(dirname(target), { recursive: true });
      await pipeline(entry, createWriteStream(target));
    }
    await source;
  } catch (cause) {
    if (cause instanceof ArchiveInvalid) throw cause;
    throw new ArchiveInvalid(`It is not a tar.gz archive: ${(cause as Error).message}`, { cause });
  }
}
