import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { readCaptureRecords } from '../../core/capture/read-capture-records';
import { decodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { CAPTURE_PREFIX } from '../../core/contracts/storage-layout';
import { listKeys } from '../aws/list-keys';
import { inParallel } from '../parallel';
import { pause } from '../pause';

const PARALLEL_READS = 16;
const POLL_MILLISECONDS = 200;

export interface CaptureCount {
  /** Files that hold at least one record of the workflow's traffic. */
  readonly files: number;
  /** Records of the workflow's traffic. */
  readonly records: number;
}

/**
 * Reads the captures of an endpoint back until the traffic's records are all there: capture is written with a delay.
 * @param expected how many records the traffic must have left.
 * @param limitMilliseconds how long to wait for them; then what is there counts.
 */
export async function awaitCaptures(
  s3: S3Client,
  bucket: string,
  endpointName: string,
  expected: number,
  limitMilliseconds: number,
  signal: AbortSignal,
): Promise<CaptureCount> {
  const seen = new Map<string, number>();
  const until = Date.now() + limitMilliseconds;
  for (;;) {
    const keys = await listKeys(s3, bucket, `${CAPTURE_PREFIX}/${endpointName}/`);
    const fresh = keys.filter((key) => !seen.has(key));
    const counts = await inParallel(fresh, PARALLEL_READS, (key) => countTraffic(s3, bucket, key));
    for (const [index, key] of fresh.entries()) seen.set(key, counts[index] as number);
    const holding = [...seen.values()].filter((count) => count > 0);
    const records = holding.reduce((sum, count) => sum + count, 0);
    if (records >= expected || Date.now() >= until) return { files: holding.length, records };
    await pause(POLL_MILLISECONDS, signal);
  }
}

async function countTraffic(s3: S3Client, Bucket: string, Key: string): Promise<number> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = (await Body?.transformToString()) ?? '';
  let count = 0;
  for (const entry of readCaptureRecords(text, Key)) {
    if (!('record' in entry)) continue;
    const [attributes = ''] = entry.record.eventMetadata.customAttributes ?? [];
    if (decodeCustomAttributes(attributes).purpose === 'traffic') count += 1;
  }
  return count;
}
