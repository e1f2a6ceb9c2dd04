import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { manifestKey, SPLITS, splitPrefix } from '../../core/contracts/storage-layout';
import { parseImageList } from '../../core/dataset/image-list';

/**
 * The class names of images by key, as far as the lists of the splits that they lie under tell them.
 * @param keys of the images bucket.
 * @param classes names in the order of the labels.
 */
export async function trueLabels(
  s3: S3Client,
  imagesBucket: string,
  keys: readonly string[],
  classes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  for (const split of SPLITS) {
    const prefix = splitPrefix(split);
    if (!keys.some((key) => key.startsWith(prefix))) continue;
    const text = await listText(s3, imagesBucket, manifestKey(split));
    if (text === undefined) continue;
    for (const { file, label } of parseImageList(text, manifestKey(split))) {
      const name = classes[label];
      if (name !== undefined) labels.set(prefix + file, name);
    }
  }
  return labels;
}

async function listText(s3: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToString();
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}
