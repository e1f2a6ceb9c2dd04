import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { parseImageList } from '../../core/dataset/image-list';
import { inParallel } from '../parallel';
import { UsageError } from '../usage-error';

const PARALLEL_READS = 16;

/**
 * The labels of a `.lst`, by the SHA-256 of their images: a capture knows the bytes that were sent and no name. The images lie in the folder that is called like the
 * list's stem (`test.lst`, `test/`).
 * @throws UsageError, ImageListError
 */
export async function knownLabels(list: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(list, 'utf8').catch((cause: Error) => {
    throw new UsageError(`${list} cannot be read: ${cause.message}.`, { cause });
  });
  const folder = join(dirname(list), basename(list, extname(list)));
  const rows = parseImageList(text, basename(list));
  const entries = await inParallel(rows, PARALLEL_READS, async ({ file, label }): Promise<[string, number]> => {
    const bytes = await readFile(join(folder, file)).catch((cause: Error) => {
      throw new UsageError(`${list} names '${file}', which is not in ${folder}: ${cause.message}.`, { cause });
    });
    return [createHash('sha256').update(bytes).digest('hex'), label];
  });
  return new Map(entries);
}
