import { GetObjectCommand } from '@aws-sdk/client-s3';
import { isTableModel, type ReleasedModel } from '../../core/contracts/released-model';
import { HeldOutImages } from './held-out-images';
import { HeldOutRows } from './held-out-rows';
import type { ReleaseTarget } from './release-target';

/** What an endpoint is asked about: an image, or a row of a table. */
export interface HeldOutRequest {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept: string;
  /** S3 user metadata: site, camera. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The test split of a model, over and over. */
export interface HeldOut {
  /** What it consists of. */
  readonly noun: 'image' | 'row';
  readonly count: number;
  /** The next one. @throws Error that names it where it cannot be read: it is no fault of the endpoint's */
  take(): Promise<HeldOutRequest>;
}

/**
 * What the model can be asked about: the test split's images, or the rows that its package names.
 * @param share of them that is drawn, 0 < share <= 1; at least one
 * @returns undefined where there are none
 * @throws ImageListError, TestDataInvalid
 */
export async function findHeldOut(
  target: ReleaseTarget,
  released: ReleasedModel,
  share: number,
): Promise<HeldOut | undefined> {
  if (!isTableModel(released)) return HeldOutImages.find(target, share);
  const { testData, classes } = released;
  if (testData === undefined) return undefined;
  const { bucket: Bucket, key: Key, labelColumn } = testData;
  try {
    const { Body } = await target.clients.s3.send(new GetObjectCommand({ Bucket, Key }));
    const text = (await Body?.transformToString()) ?? '';
    return HeldOutRows.of(text, { name: `s3://${Bucket}/${Key}`, labelColumn, classes }, share);
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}
