import { CIFAR100_CLASSES } from '../../../../core/dataset/cifar/cifar-classes';
import type { MadeRow } from './make-cifar-archive';

export const BICYCLE = CIFAR100_CLASSES.indexOf('bicycle');
export const MOTORCYCLE = CIFAR100_CLASSES.indexOf('motorcycle');
export const APPLE = CIFAR100_CLASSES.indexOf('apple');

/** A row whose pixels tell which row it is: red holds the row, green the split, blue the position. */
export function madeRow(split: 'train' | 'test', row: number, fineLabel: number): MadeRow {
  const pixels = new Uint8Array(3072);
  pixels.fill(row, 0, 1024);
  pixels.fill(split === 'train' ? 10 : 200, 1024, 2048);
  for (let at = 0; at < 1024; at += 1) pixels[2048 + at] = at & 0xff;
  return { fineLabel, file: `${CIFAR100_CLASSES[fineLabel]}_s_${String(row).padStart(6, '0')}.png`, pixels };
}

/** Labels 0..99 in turn: every class has a few images, and row n is of class n for the first hundred. */
export const TRAIN = Array.from({ length: 230 }, (_, row) => madeRow('train', row, row % 100));
export const TEST = Array.from({ length: 120 }, (_, row) => madeRow('test', row, (row + 3) % 100));
