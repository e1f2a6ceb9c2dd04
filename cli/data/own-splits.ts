import { readFile } from 'node:fs/promises';
import type { DataItem } from '../../core/dataset/data-set';

/** An image that lies in a file. */
export interface FileItem extends DataItem {
  /** Path of the file. */
  readonly path: string;
}

/** What a folder of images gives, before the images are looked into. */
export interface OwnSplits {
  readonly classes: readonly string[];
  readonly train: readonly FileItem[];
  readonly test: readonly FileItem[];
}

export const fileItem = (path: string, { row, label, file }: Pick<DataItem, 'row' | 'label' | 'file'>): FileItem => ({
  row,
  label,
  file,
  path,
  read: () => readFile(path),
});
