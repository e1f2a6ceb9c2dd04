import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelFiles } from '../channels/find-image-list';
import { ChannelInvalid } from '../container/algorithm-error';
import type { MlFolder } from '../container/ml-folder';
import type { LabelledRows } from '../trees/training/train-trees';
import { featureRows } from './feature-rows';
import { rowBatches, widthOf } from './row-batches';
import { RowsInvalid } from './rows-invalid';

export interface LabelledTable extends LabelledRows {
  readonly features: number;
}

/**
 * All rows of a channel of tables: its files one after the other, comma-separated, without a header, the label first. An empty cell is missing.
 * @param features how many there must be; by default as many as the first row has
 * @returns undefined where there is no such channel
 * @throws ChannelInvalid naming channel, file, row and column
 */
export function readLabelledRows(
  folder: MlFolder,
  channel: 'train' | 'validation',
  features?: number,
): LabelledTable | undefined {
  const files = channelFiles(folder, channel);
  if (files === undefined) return undefined;
  const parts: Float32Array[] = [];
  let width = features === undefined ? undefined : features + 1;
  for (const file of [...files].sort()) {
    const bytes = readFileSync(join(folder.channel(channel), file));
    try {
      width ??= widthOf(bytes) || undefined;
      if (width === undefined) continue;
      const names = Array.from({ length: width }, (_, index) => String(index + 1));
      for (const rows of rowBatches(bytes, names)) parts.push(featureRows(rows, false));
    } catch (cause) {
      if (!(cause instanceof RowsInvalid)) throw cause;
      throw new ChannelInvalid(`The channel ${channel} cannot be read: ${file}: ${cause.message}`, { cause });
    }
  }
  if (width === undefined || parts.length === 0) throw new ChannelInvalid(`The channel ${channel} holds no row.`);
  if (width < 2)
    throw new ChannelInvalid(
      `The rows of the channel ${channel} have one cell; they hold the label, then the features.`,
    );
  return apart(parts, width, channel);
}

function apart(parts: readonly Float32Array[], width: number, channel: string): LabelledTable {
  const features = width - 1;
  const rows = parts.reduce((sum, { length }) => sum + length, 0) / width;
  const values = new Float32Array(rows * features);
  const labels = new Float32Array(rows);
  let row = 0;
  for (const part of parts)
    for (let from = 0; from < part.length; from += width, row += 1) {
      labels[row] = part[from]!;
      if (Number.isNaN(labels[row])) throw new ChannelInvalid(`The channel ${channel} has no label in row ${row + 1}.`);
      values.set(part.subarray(from + 1, from + width), row * features);
    }
  return { values, labels, features };
}

/**
 * Labels of a classification.
 * @throws ChannelInvalid for a label other than 0 and 1, or one class only
 */
export function checkClassLabels({ labels }: LabelledTable, channel: string): void {
  const row = Array.from(labels).findIndex((label) => label !== 0 && label !== 1);
  if (row >= 0)
    throw new ChannelInvalid(
      `The channel ${channel} has the label ${labels[row]} in row ${row + 1}; a classification has the labels 0 and 1, in the first column.`,
    );
  if (channel !== 'train') return;
  const positives = Array.from(labels).reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === labels.length)
    throw new ChannelInvalid(
      `All ${labels.length} training rows have the label ${labels[0]}; training needs two classes.`,
    );
}
