import type { DatasetManifest } from '../contracts/dataset-manifest';
import { MAX_IMAGE_BYTES } from '../contracts/limits';
import { manifestKey, SPLITS, type Split, splitPrefix } from '../contracts/storage-layout';
import { DatasetInvalid } from '../contracts/training-errors';
import { firstFew } from '../dataset/data-set-error';
import { type ImageListRow, parseImageList } from '../dataset/image-list';

/** An object under a split's prefix, as a listing of S3 tells of it. */
export interface ListedObject {
  /** Relative to the prefix. */
  readonly file: string;
  readonly bytes: number;
  readonly etag: string;
}

/** What lies in the images bucket for one split. */
export interface StoredSplit {
  /** Text of the `.lst`; undefined where there is none. */
  readonly list: string | undefined;
  readonly objects: readonly ListedObject[];
}

/** An image that a list names and that is there. */
export interface CheckedRow extends ImageListRow {
  readonly etag: string;
}

export type CheckedSplits = Readonly<Record<Split, readonly CheckedRow[]>>;

/** What an environment asks of a data set. */
export interface DatasetRules {
  /** The largest class of a split's training images may have so many times those of the smallest. */
  readonly maxClassRatio: number;
}

/**
 * The manifest's places must be those of the layout: the training job and its role know no other.
 * @throws DatasetInvalid
 */
export function checkManifest({ classes, splits }: DatasetManifest): void {
  const twice = classes.find((name, index) => classes.indexOf(name) !== index);
  if (twice !== undefined) throw new DatasetInvalid(`The manifest names the class ${JSON.stringify(twice)} twice.`);
  for (const split of SPLITS) {
    const { prefix, list } = splits[split];
    if (prefix === splitPrefix(split) && list === manifestKey(split)) continue;
    throw new DatasetInvalid(
      `The manifest puts the ${split} split at '${prefix}' with the list '${list}'; a training reads ` +
        `'${splitPrefix(split)}' and '${manifestKey(split)}' of the images bucket. Upload it there.`,
    );
  }
}

/**
 * Checks that a data set can be trained on and judged by: lists that can be read, labels within the classes, rows and files once, every file there
 * and neither empty nor too large for an endpoint, as many images as the manifest says, every class in every split, and classes in balance.
 * @param bucket names the place in messages
 * @throws DatasetInvalid that says what, where, and what to do
 */
export function checkDataset(
  bucket: string,
  manifest: DatasetManifest,
  stored: Readonly<Record<Split, StoredSplit>>,
  { maxClassRatio }: DatasetRules,
): CheckedSplits {
  const checked = (split: Split): readonly CheckedRow[] => {
    const rows = checkFiles(bucket, split, readList(bucket, manifest, split, stored[split]), stored[split].objects);
    const { images } = manifest.splits[split];
    if (images !== rows.length) {
      throw new DatasetInvalid(
        `The manifest counts ${images} images in the ${split} split, ${manifestKey(split)} lists ${rows.length}: ` +
          'one of the two is of another data set. Upload the data set again.',
      );
    }
    return rows;
  };
  const splits = { train: checked('train'), validation: checked('validation'), test: checked('test') };
  for (const split of SPLITS) checkClasses(split, manifest.classes, splits[split]);
  checkBalance(manifest.classes, splits.train, maxClassRatio);
  return splits;
}

/** Images of each class, in class order. */
export function classCounts(rows: readonly ImageListRow[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const { label } of rows) counts[label]! += 1;
  return counts;
}

function readList(bucket: string, { classes }: DatasetManifest, split: Split, { list }: StoredSplit): ImageListRow[] {
  const key = manifestKey(split);
  if (list === undefined) {
    throw new DatasetInvalid(`There is no list s3://${bucket}/${key}: the ${split} channel is missing.`);
  }
  try {
    return parseImageList(list, `s3://${bucket}/${key}`, classes.length);
  } catch (cause) {
    throw new DatasetInvalid((cause as Error).message, { cause });
  }
}

function checkFiles(
  bucket: string,
  split: Split,
  rows: readonly ImageListRow[],
  objects: readonly ListedObject[],
): CheckedRow[] {
  const place = `s3://${bucket}/${splitPrefix(split)}`;
  if (objects.length === 0)
    throw new DatasetInvalid(`There is no image under ${place}: the ${split} channel is empty.`);
  const byFile = new Map(objects.map((object) => [object.file, object]));
  const absent = rows.filter(({ file }) => !byFile.has(file));
  if (absent.length > 0) {
    throw new DatasetInvalid(
      `${absent.length} of the ${rows.length} files of ${manifestKey(split)} are not under ${place}: ${firstFiles(absent)}.`,
    );
  }
  const wrong = rows.filter(({ file }) => !fits(byFile.get(file)!));
  if (wrong.length > 0) {
    throw new DatasetInvalid(
      `${wrong.length} files under ${place} are empty or have more than ${MAX_IMAGE_BYTES} bytes, ` +
        `which no endpoint takes: ${firstFiles(wrong)}.`,
    );
  }
  return rows.map((row) => ({ ...row, etag: byFile.get(row.file)!.etag }));
}

const fits = ({ bytes }: ListedObject): boolean => bytes > 0 && bytes <= MAX_IMAGE_BYTES;

const firstFiles = (rows: readonly ImageListRow[]): string => firstFew(rows.map(({ file }) => file));

function checkClasses(split: Split, classes: readonly string[], rows: readonly ImageListRow[]): void {
  const missing = classCounts(rows, classes.length).flatMap((count, label) => (count === 0 ? [classes[label]!] : []));
  if (missing.length === 0) return;
  throw new DatasetInvalid(
    `The ${split} split has no image of ${firstFew(missing)}: every class needs some in every split.`,
  );
}

function checkBalance(classes: readonly string[], rows: readonly ImageListRow[], maxRatio: number): void {
  const counts = classCounts(rows, classes.length);
  const [most, fewest] = [Math.max(...counts), Math.min(...counts)];
  if (most <= fewest * maxRatio) return;
  throw new DatasetInvalid(
    `The classes are out of balance: ${classes[counts.indexOf(most)]} has ${most} training images, ` +
      `${classes[counts.indexOf(fewest)]} has ${fewest}, more than ${maxRatio} to 1. ` +
      'Add images of the rare class, or raise training.maxClassRatio.',
  );
}
