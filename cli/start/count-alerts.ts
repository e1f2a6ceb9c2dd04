import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AlertMarkerRecord } from '../../core/contracts/alert';
import { ALERT_MARKER_PREFIX } from '../../core/contracts/storage-layout';
import { listKeys } from '../aws/list-keys';
import { inParallel } from '../parallel';

const PARALLEL_READS = 16;

/** How many alerts the run published: those whose marker says that they were sent. A pending one may not have gone out. */
export async function countAlerts(s3: S3Client, imagesBucket: string): Promise<number> {
  const keys = await listKeys(s3, imagesBucket, ALERT_MARKER_PREFIX);
  const sent = await inParallel(keys, PARALLEL_READS, async (Key) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: imagesBucket, Key }));
    const marker = JSON.parse((await Body?.transformToString()) ?? '') as AlertMarkerRecord;
    return marker.state === 'sent';
  });
  return sent.filter(Boolean).length;
}
