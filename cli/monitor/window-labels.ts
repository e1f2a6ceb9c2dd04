import { readFile } from 'node:fs/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { readGroundTruth } from '../../core/capture/ground-truth-record';
import { LabelIndex } from '../../core/capture/label-index';
import { windowHours } from '../../core/capture/window-hours';
import { GROUND_TRUTH_PREFIX, hourPath } from '../../core/contracts/storage-layout';
import { listKeys } from '../aws/list-keys';
import { environmentClock } from '../target/environment-clock';
import type { Target } from '../target/target';
import type { MonitoredTarget } from './monitored-target';

const HOUR_MILLISECONDS = 3_600_000;

/**
 * Labels that were collected from a window's begin until so many hours after its end, as the monitors on a schedule look for them; by the environment's clock,
 * which on a laptop may have been moved forward.
 */
export async function windowLabels(
  target: MonitoredTarget & Pick<Target, 'url'>,
  { from, to }: CaptureWindow,
): Promise<LabelIndex> {
  const { clients, outputs, environment } = target;
  const bucket = outputs.get('CaptureBucket');
  const now = (await environmentClock(target))();
  const last = to.getTime() + environment.monitoring.labelHours * HOUR_MILLISECONDS;
  const until = new Date(Math.min(last, now.getTime() + HOUR_MILLISECONDS));
  const labels = new LabelIndex();
  for (const hour of windowHours({ from, to: until })) {
    for (const Key of await listKeys(clients.s3, bucket, `${GROUND_TRUTH_PREFIX}/${hourPath(hour)}/`)) {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      addAll(labels, (await Body?.transformToString()) ?? '', Key);
    }
  }
  return labels;
}

/** Labels of files on this machine. */
export async function localLabels(files: readonly string[]): Promise<LabelIndex> {
  const labels = new LabelIndex();
  for (const file of files) addAll(labels, await readFile(file, 'utf8'), file);
  return labels;
}

function addAll(labels: LabelIndex, text: string, file: string): void {
  for (const entry of readGroundTruth(text, file)) if ('record' in entry) labels.add(entry.record);
}
