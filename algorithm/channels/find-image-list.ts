import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageListRow, parseImageList } from '../../core/dataset/image-list';
import { ChannelInvalid } from '../container/algorithm-error';
import type { Channel, MlFolder } from '../container/ml-folder';

/** Names of the files of a channel, as relative paths; undefined where the channel does not exist. */
export function channelFiles(folder: MlFolder, channel: Channel): readonly string[] | undefined {
  try {
    return readdirSync(folder.channel(channel), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.channel(channel).length + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The rows of the one list in a `*_lst` channel.
 * @throws ChannelInvalid where there is none, or several, or a line is malformed
 */
export function findImageList(folder: MlFolder, channel: 'train_lst' | 'validation_lst'): readonly ImageListRow[] {
  const files = channelFiles(folder, channel);
  if (files === undefined)
    throw new ChannelInvalid(`The channel ${channel} is missing; it holds the .lst file of the images.`);
  const lists = files.filter((file) => file.endsWith('.lst'));
  if (lists.length === 0) throw new ChannelInvalid(`The channel ${channel} holds no .lst file.`);
  if (lists.length > 1) {
    throw new ChannelInvalid(
      `The channel ${channel} holds ${lists.length} .lst files (${lists.join(', ')}); leave one.`,
    );
  }
  const [file] = lists as [string];
  try {
    return parseImageList(readFileSync(join(folder.channel(channel), file), 'utf8'), file);
  } catch (cause) {
    throw new ChannelInvalid(`The channel ${channel} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
