import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ArchiveInvalid, filesBelow, packFolder, unpackArchive } from '../../local/sagemaker/storage/archive';
import { isFile, isFolder } from '../data/image-folder';
import { UsageError } from '../usage-error';

/** A model's files, packed and unpacked. */
export interface ModelArchive {
  /** `model.tar.gz` */
  readonly bytes: Buffer;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  /** The files, in a folder that goes with `remove`. */
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Packs a folder or a file, or unpacks a `model.tar.gz`. The same files give the same bytes.
 * @throws UsageError where there is nothing, or the archive is none
 */
export async function modelArchive(path: string): Promise<ModelArchive> {
  const work = await mkdtemp(join(tmpdir(), 'second-look-register-'));
  const remove = () => rm(work, { recursive: true, force: true });
  try {
    const folder = join(work, 'model');
    const packed = join(work, 'model.tar.gz');
    if (await isFolder(path)) await cp(path, folder, { recursive: true, dereference: true });
    else if (!(await isFile(path))) throw new UsageError(`There is no folder and no file '${path}'.`);
    else if (/\.(tar\.gz|tgz)$/.test(path)) await unpack(path, folder);
    else await cp(path, join(folder, basename(path)), { recursive: true });
    if ((await filesBelow(folder)).length === 0) throw new UsageError(`'${path}' holds no file.`);
    await packFolder(folder, packed);
    const bytes = await readFile(packed);
    return { bytes, hash: createHash('sha256').update(bytes).digest('hex'), folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function unpack(path: string, folder: string): Promise<void> {
  try {
    await unpackArchive(path, folder);
  } catch (cause) {
    if (!(cause instanceof ArchiveInvalid)) throw cause;
    throw new UsageError(`'${path}': ${cause.message}`, { cause });
  }
}
