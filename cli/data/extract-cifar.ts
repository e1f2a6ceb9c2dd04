import { randomUUID } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readCifarArchive } from '../../core/dataset/cifar/cifar-archive';
import type { CifarRow } from '../../core/dataset/cifar/cifar-split';
import { rowToRgba } from '../../core/dataset/cifar/row-cutter';
import type { DataSetProgress } from '../../core/dataset/data-set';
import { formatImageList, type ImageListRow } from '../../core/dataset/image-list';
import { encodePng } from '../../core/image/encode-png';
import { FileWrites } from './file-writes';

export interface ExtractCifarOptions {
  /** `cifar-100-python.tar.gz`. */
  readonly archive: string;
  /** Gets `train/ test/ train.lst test.lst classes.txt`; appears at once, when it is complete. */
  readonly folder: string;
  readonly classes: readonly string[];
  readonly onProgress?: (progress: DataSetProgress) => void;
}

/**
 * Writes the images of some classes of the archive as PNG files, with a `.lst` file a split.
 * @throws ArchiveError, DataSetError; nothing is left behind then
 */
export async function extractCifar({ archive, folder, classes, onProgress }: ExtractCifarOptions): Promise<void> {
  const bytes = (await stat(archive)).size;
  const unfinished = `${folder}.${randomUUID()}.part`;
  const writer = new SplitWriter(unfinished);
  try {
    for (const split of ['train', 'test']) await mkdir(join(unfinished, split), { recursive: true });
    let read = 0;
    const stream = createReadStream(archive, { highWaterMark: 1 << 18 }).on('data', (chunk) => {
      read += chunk.length;
      onProgress?.({ step: 'reading the archive', done: read, total: bytes, unit: 'bytes' });
    });
    await readCifarArchive({ archive: stream, classes, onRow: (row) => writer.write(row) });
    await writer.finish(classes);
    await mkdir(dirname(folder), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } catch (error) {
    await writer.abandon();
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** Encodes images and has them written while the archive is read on. */
class SplitWriter {
  private readonly writes = new FileWrites();
  private readonly lists: Record<'train' | 'test', ImageListRow[]> = { train: [], test: [] };
  private readonly names = new Set<string>();

  constructor(private readonly folder: string) {}

  write({ split, row, label, file, pixels }: CifarRow): Promise<void> | undefined {
    const name = this.names.has(`${split}/${file}`) ? file.replace(/\.png$/, `_${row}.png`) : file;
    this.names.add(`${split}/${name}`);
    this.lists[split].push({ row, label, file: name });
    return this.writes.add(join(this.folder, split, name), encodePng(rowToRgba(pixels), 32, 32));
  }

  async finish(classes: readonly string[]): Promise<void> {
    await this.writes.finish();
    for (const split of ['train', 'test'] as const) {
      writeFileSync(join(this.folder, `${split}.lst`), formatImageList(this.lists[split]));
    }
    writeFileSync(join(this.folder, 'classes.txt'), classes.map((name) => `${name}\n`).join(''));
  }

  /** Resolves once nothing is being written any more. */
  abandon(): Promise<void> {
    return this.writes.abandon();
  }
}
