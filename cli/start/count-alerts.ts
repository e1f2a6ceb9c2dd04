import type { S3Client } from '@aws-sdk/client-s3';
import { ALERT_MARKER_PREFIX } from '../../core/contracts/storage-layout';
import { listKeys } from '../aws/list-keys';

/** How many alerts the run published: each leaves one marker. */
export const countAlerts = async (s3: S3Client, imagesBucket: string): Promise<number> =>
  (await listKeys(s3, imagesBucket, ALERT_MARKER_PREFIX)).length;
