import { PutObjectCommand } from '@aws-sdk/client-s3';
import { baselinePrefix } from '../../core/contracts/storage-layout';
import { type WatchedBaseline, watchedBaselineFiles } from '../../core/monitoring/watch/baseline';
import type { MonitoredTarget } from './monitored-target';
import { moveCurrentBaseline } from './move-current-baseline';
import { shadowModel } from './shadow-model';

/**
 * Writes a baseline's files below `reports/baseline/{package}/`, and lets `current` point there.
 * @param more files of it as text, by their place
 */
export async function writeBaseline(
  target: MonitoredTarget,
  watched: WatchedBaseline,
  more: ReadonlyMap<string, string> = new Map(),
): Promise<{ readonly bucket: string; readonly prefix: string }> {
  const { clients, outputs } = target;
  const bucket = outputs.get('ReportsBucket');
  const { modelPackage } = watched.baseline.subject;
  const prefix = baselinePrefix(modelPackage);
  const put = (place: string, Body: string) =>
    clients.s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: prefix + place, Body, ContentType: 'application/json' }),
    );
  const isExplained = watched.content === 'table' && watched.baseline.explainability !== undefined;
  const files = watchedBaselineFiles(watched, isExplained ? await shadowModel(target, modelPackage) : undefined);
  for (const [place, text] of more) await put(place, text);
  for (const [place, content] of files) await put(place, `${JSON.stringify(content)}\n`);
  await moveCurrentBaseline(target, modelPackage);
  return { bucket, prefix };
}
