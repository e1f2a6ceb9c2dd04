import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readCifarArchive } from '../../core/dataset/cifar/cifar-archive';
import type { CifarRow } from '../../core/dataset/cifar/cifar-split';
import { rowToRgba } from '../../core/dataset/cifar/row-cutter';
import type { DataSetProgress } from '../../core/dataset/data-set';
import { formatImageList, type ImageListRow } from '../../core/dataset/image-list';
import { encodePng } from '../../core/image/encode-png';

export interface ExtractCifarOptions {
  /** `cifar-100-python.tar.gz`. */
  readonly archive: string;
  /** Gets `train/ test/ train.lst test.lst classes.txt`; appears at once, when it is complete. */
  readonly folder: string;
  readonly classes: readonly string[];
  readonly onProgress?: (progress: DataSetProgress) => void;
}

/** Files being written at a time: the archive is unpacked while they are. */
const WRITES_AT_A_TIME = 32;

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
    await writer.settle();
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

class SplitWriter {
  private readonly lists: Record<'train' | 'test', ImageListRow[]> = { train: [], test: [] };
  private readonly names = new Set<string>();
  private pending: Promise<void>[] = [];

  constructor(private readonly folder: string) {}

  async write({ split, row, label, file, pixels }: CifarRow): Promise<void> {
    const name = this.names.has(`${split}/${file}`) ? file.replace(/\.png$/, `_${row}.png`) : file;
    this.names.add(`${split}/${name}`);
    this.lists[split].push({ row, label, file: name });
    const writing = writeFile(join(this.folder, split, name), encodePng(rowToRgba(pixels), 32, 32));
    writing.catch(() => undefined);
    this.pending.push(writing);
    if (this.pending.length >= WRITES_AT_A_TIME) await this.flush();
  }

  async finish(classes: readonly string[]): Promise<void> {
    await this.flush();
    for (const split of ['train', 'test'] as const) {
      await writeFile(join(this.folder, `${split}.lst`), formatImageList(this.lists[split]));
    }
    await writeFile(join(this.folder, 'classes.txt'), classes.map((name) => `${name}\n`).join(''));
  }

  /** Waits for what is under way, however it ends. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.pending);
  }

  private async flush(): Promise<void> {
    const { pending } = this;
    this.pending = [];
    await Promise.all(pending);
  }
}
