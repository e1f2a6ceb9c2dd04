import type { S3Client } from '@aws-sdk/client-s3';
import { type CaptureKey, parseCaptureKey } from '../../core/capture/capture-key';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { endpointName } from '../../core/contracts/released-model';
import { CAPTURE_PREFIX, hourPath } from '../../core/contracts/storage-layout';
import { listObjects } from '../aws/list-objects';
import type { Target } from '../target/target';

/** A capture file as it lies in S3. */
export interface CaptureFile {
  readonly key: string;
  readonly bytes: number;
  readonly name: CaptureKey;
}

/** The capture bucket and the endpoint of an environment. */
export interface CaptureStore {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly endpoint: string;
}

export const captureStoreOf = ({
  clients,
  outputs,
  environment,
}: Pick<Target, 'clients' | 'outputs' | 'environment'>): CaptureStore => ({
  s3: clients.s3,
  bucket: outputs.get('CaptureBucket'),
  endpoint: endpointName(environment.app, environment.name),
});

/**
 * The capture files of the hours that a window touches, of every variant, by variant and time. Keys of one variant are in the order of time, so that one
 * walk from the window's first hour to its end finds them, however long the window and the history before it.
 */
export async function* findCaptures(store: CaptureStore, window: CaptureWindow): AsyncGenerator<CaptureFile> {
  for (const variant of await variantsOf(store)) {
    const before = `${variant}${hourPath(window.from)}/`;
    for await (const { key, bytes } of listObjects(store.s3, store.bucket, variant, before)) {
      const name = parseCaptureKey(key);
      if (name === undefined) continue;
      if (name.hour >= window.to) break;
      yield { key, bytes, name };
    }
  }
}

/** Prefixes of the endpoint's variants, `data_capture/{endpoint}/{variant}/`. */
async function variantsOf({ s3, bucket, endpoint }: CaptureStore): Promise<string[]> {
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: `${CAPTURE_PREFIX}/${endpoint}/`, Delimiter: '/' });
  const { CommonPrefixes = [] } = await s3.send(list);
  return CommonPrefixes.flatMap(({ Prefix }) => Prefix ?? []);
}
