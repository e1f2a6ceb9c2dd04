import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { currentBaselineSchema } from '../../core/contracts/monitor-window';
import { CURRENT_BASELINE_KEY } from '../../core/contracts/storage-layout';
import { BASELINE_FILE, type EndpointBaseline } from '../../core/monitoring/endpoint/endpoint-baseline';
import { readWatchedBaseline, type WatchedBaseline } from '../../core/monitoring/watch/baseline';
import { UsageError } from '../usage-error';
import type { MonitoredTarget } from './monitored-target';

/** The baseline of an environment, and the other files of its folder. */
export interface CurrentWatchedBaseline {
  readonly watched: WatchedBaseline;
  /** @returns undefined where there is no such file */
  readonly read: (place: string) => Promise<string | undefined>;
}

/** @param path a `baseline.json` of this machine; the other files lie beside it. @throws UsageError, BaselineInvalid */
export async function localWatched(path: string): Promise<CurrentWatchedBaseline> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new UsageError(`The baseline '${path}' cannot be read: ${cause.message}`);
  });
  const read = (place: string) => readFile(join(dirname(path), place), 'utf8').catch(() => undefined);
  return { watched: readWatchedBaseline(JSON.parse(text), path), read };
}

/** The baseline that windows of an environment are compared with. @throws Error where there is none: it says how to make one */
export async function readWatchedCurrent(target: MonitoredTarget): Promise<CurrentWatchedBaseline> {
  const found = await findWatchedCurrent(target);
  if (found !== undefined) return found;
  throw new Error(`Environment '${target.environment.name}' has no baseline yet: npm run cli -- monitor baseline.`);
}

/** The same; undefined where there is none. @throws BaselineInvalid, or what S3 answered */
export async function findWatchedCurrent({
  clients,
  outputs,
}: MonitoredTarget): Promise<CurrentWatchedBaseline | undefined> {
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
  const prefix = pointer && currentBaselineSchema.parse(JSON.parse(pointer)).prefix;
  const key = prefix && `${prefix}${BASELINE_FILE}`;
  const content = key && (await read(key));
  if (!key || !content) return undefined;
  const watched = readWatchedBaseline(JSON.parse(content), key);
  return { watched, read: (place) => read(`${prefix}${place}`) };
}

/** The same where it must be of images. @throws Error where it is of a table */
export async function readCurrentBaseline(target: MonitoredTarget): Promise<EndpointBaseline> {
  const { watched } = await readWatchedCurrent(target);
  if (watched.content === 'images') return watched.baseline;
  throw new Error(`The baseline of environment '${target.environment.name}' is of a table, not of images.`);
}
