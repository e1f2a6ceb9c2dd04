import { readFile } from 'node:fs/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { currentBaselineSchema } from '../../core/contracts/monitor-window';
import { CURRENT_BASELINE_KEY } from '../../core/contracts/storage-layout';
import {
  BASELINE_FILE,
  type EndpointBaseline,
  readEndpointBaseline,
} from '../../core/monitoring/endpoint/endpoint-baseline';
import { UsageError } from '../usage-error';
import type { MonitoredTarget } from './monitored-target';

/** @param path a `baseline.json` of this machine. @throws UsageError, BaselineInvalid */
export async function readLocalBaseline(path: string): Promise<EndpointBaseline> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new UsageError(`The baseline '${path}' cannot be read: ${cause.message}`);
  });
  return readEndpointBaseline(JSON.parse(text), path);
}

/** The baseline that windows of an environment are compared with. @throws Error where there is none: it says how to make one */
export async function readCurrentBaseline({
  clients,
  outputs,
  environment,
}: MonitoredTarget): Promise<EndpointBaseline> {
  const Bucket = outputs.get('ReportsBucket');
  const read = async (Key: string): Promise<string | undefined> => {
    try {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      return await Body?.transformToString();
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  };
  const pointer = await read(CURRENT_BASELINE_KEY);
  const key = pointer && `${currentBaselineSchema.parse(JSON.parse(pointer)).prefix}${BASELINE_FILE}`;
  const content = key && (await read(key));
  if (!key || !content)
    throw new Error(`Environment '${environment.name}' has no baseline yet: npm run cli -- monitor baseline.`);
  return readEndpointBaseline(JSON.parse(content), key);
}
