import type { S3Client } from '@aws-sdk/client-s3';
import { type CaptureKey, parseCaptureKey } from '../../core/capture/capture-key';
import { type CaptureWindow, hoursOf } from '../../core/capture/capture-window';
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

const HOUR_MILLISECONDS = 3_600_000;
/** So many hours are asked for one by one; a longer window is one walk through all captures of its days. */
const MAX_HOURS_ONE_BY_ONE = 48;

/** The capture bucket and the endpoint of an environment. */
export interface CaptureStore {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly endpoint: string;
}

export const captureStoreOf = ({ clients, outputs, environment }: Target): CaptureStore => ({
  s3: clients.s3,
  bucket: outputs.get('CaptureBucket'),
  endpoint: endpointName(environment.app, environment.name),
});

/** The capture files of the hours that a window touches, of every variant, by variant and time. */
export async function* findCaptures(store: CaptureStore, window: CaptureWindow): AsyncGenerator<CaptureFile> {
  for (const variant of await variantsOf(store)) {
    for (const folder of foldersOf(window)) {
      for await (const { key, bytes } of listObjects(store.s3, store.bucket, `${variant}${folder}/`)) {
        const name = parseCaptureKey(key);
        if (name !== undefined && touches(window, name.hour)) yield { key, bytes, name };
      }
    }
  }
}

const touches = ({ from, to }: CaptureWindow, hour: Date): boolean =>
  hour < to && hour.getTime() + HOUR_MILLISECONDS > from.getTime();

/** `yyyy/mm/dd/hh` each, or `yyyy/mm/dd` for a long window. */
function foldersOf(window: CaptureWindow): string[] {
  const hours = [...hoursOf(window)].map(hourPath);
  if (hours.length <= MAX_HOURS_ONE_BY_ONE) return hours;
  return [...new Set(hours.map((hour) => hour.slice(0, hour.lastIndexOf('/'))))];
}

/** Prefixes of the endpoint's variants, `data_capture/{endpoint}/{variant}/`. */
async function variantsOf({ s3, bucket, endpoint }: CaptureStore): Promise<string[]> {
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: `${CAPTURE_PREFIX}/${endpoint}/`, Delimiter: '/' });
  const { CommonPrefixes = [] } = await s3.send(list);
  return CommonPrefixes.flatMap(({ Prefix }) => Prefix ?? []);
}
