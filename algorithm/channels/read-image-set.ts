import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageListRow } from '../../core/dataset/image-list';
import { ChannelInvalid } from '../container/algorithm-error';
import type { Channel, MlFolder } from '../container/ml-folder';
import { type ImageFit, prepareImage } from '../images/prepare-image';
import type { ImageSet } from '../training/image-set';
import { channelFiles } from './find-image-list';

/** At most this share of a channel may be images that cannot be decoded: real collections hold a few, a wrong folder holds many. */
const MAX_UNREADABLE_SHARE = 0.05;
const NAMED_FILES = 3;
const READ_AHEAD = 16;

export interface ReadOptions {
  readonly folder: MlFolder;
  readonly channel: Extract<Channel, 'train' | 'validation'>;
  readonly rows: readonly ImageListRow[];
  readonly fit: ImageFit;
  /** Takes one line per image that is left out. */
  readonly log: (line: string) => void;
}

/**
 * Decodes the images that a list names, in the list's order. An image that cannot be decoded is left out with a log line, up to
 * 5 % of the list.
 * @throws ChannelInvalid where the folder is empty, files of the list are absent, or more than 5 % cannot be decoded
 */
export async function readImageSet({ folder, channel, rows, fit, log }: ReadOptions): Promise<ImageSet> {
  refuseAbsentFiles(folder, channel, rows);
  const size = fit.height * fit.width * fit.channels;
  const pixels = new Uint8Array(rows.length * size);
  const labels = new Uint32Array(rows.length);
  let count = 0;
  let unreadable = 0;
  for (let start = 0; start < rows.length; start += READ_AHEAD) {
    const some = rows.slice(start, start + READ_AHEAD);
    const files = await Promise.all(some.map(({ file }) => readFile(join(folder.channel(channel), file))));
    for (const [index, row] of some.entries()) {
      try {
        pixels.set(prepareImage(files[index]!, fit), count * size);
      } catch (error) {
        unreadable += 1;
        log(`${channel}: ${row.file} is left out: ${(error as Error).message}`);
        continue;
      }
      labels[count] = row.label;
      count += 1;
    }
  }
  if (unreadable > rows.length * MAX_UNREADABLE_SHARE) {
    throw new ChannelInvalid(
      `${unreadable} of the ${rows.length} images of the channel ${channel} cannot be decoded, above ${MAX_UNREADABLE_SHARE * 100} %; the log names each.`,
    );
  }
  const { channels, height, width } = fit;
  return {
    count,
    channels,
    height,
    width,
    pixels: pixels.subarray(0, count * size),
    labels: labels.subarray(0, count),
  };
}

function refuseAbsentFiles(folder: MlFolder, channel: ReadOptions['channel'], rows: readonly ImageListRow[]): void {
  const files = channelFiles(folder, channel);
  if (files === undefined) throw new ChannelInvalid(`The channel ${channel} is missing; it holds the images.`);
  if (files.length === 0) throw new ChannelInvalid(`The channel ${channel} is empty; it holds the images.`);
  const present = new Set(files.map((file) => file.replaceAll('\\', '/')));
  const absent = rows.filter(({ file }) => !present.has(file));
  if (absent.length === 0) return;
  const named = absent.slice(0, NAMED_FILES).map(({ file }) => file);
  const more = absent.length > NAMED_FILES ? ` and ${absent.length - NAMED_FILES} more` : '';
  throw new ChannelInvalid(
    `The list names ${absent.length} of ${rows.length} files that the channel ${channel} does not hold: ${named.join(', ')}${more}.`,
  );
}
