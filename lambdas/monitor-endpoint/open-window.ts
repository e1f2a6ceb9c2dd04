import { readGroundTruth } from '../../core/capture/ground-truth-record';
import { LabelIndex } from '../../core/capture/label-index';
import { windowHours } from '../../core/capture/window-hours';
import { currentBaselineSchema, type MonitorRun } from '../../core/contracts/monitor-window';
import { CURRENT_BASELINE_KEY, GROUND_TRUTH_PREFIX, hourPath } from '../../core/contracts/storage-layout';
import { BASELINE_FILE } from '../../core/monitoring/endpoint/endpoint-baseline';
import { readWatchedBaseline, type WatchedBaseline } from '../../core/monitoring/watch/baseline';
import { WatchedImages } from '../../core/monitoring/watch/watched-images';
import { WatchedTable } from '../../core/monitoring/watch/watched-table';
import type { WatchedWindow } from '../../core/monitoring/watch/watched-window';
import type { MonitorTools } from './monitor-tools';

/** Of every random choice: the same window gives the same report. */
const SEED = 1;
const HOUR_MILLISECONDS = 3_600_000;

/** A window that nothing has been added to yet, and what it is compared with. */
export interface OpenedWindow {
  readonly window: WatchedWindow;
  readonly watched: WatchedBaseline;
  /** Folder of the baseline's files. */
  readonly prefix: string;
}

/**
 * What is watched follows from the baseline: images or a table.
 * @returns undefined where no model has a baseline yet
 * @throws EndpointUnavailable, AccessDenied, StorageUnavailable; BaselineInvalid
 */
export async function openWindow(tools: MonitorTools): Promise<OpenedWindow | undefined> {
  const current = await currentBaseline(tools.reports);
  if (current === undefined) return undefined;
  const { watched } = current;
  if (watched.content === 'table') return { ...current, window: new WatchedTable(watched.baseline) };
  const { modelPackage, classes, temperature } = await tools.releasedModel();
  const subject = {
    endpoint: tools.settings.ENDPOINT_NAME,
    modelPackage,
    classes,
    temperature,
    threshold: tools.settings.CONFIDENCE_THRESHOLD,
    seed: SEED,
  };
  return { ...current, window: new WatchedImages(subject, watched.baseline) };
}

async function currentBaseline(
  reports: MonitorTools['reports'],
): Promise<Pick<OpenedWindow, 'watched' | 'prefix'> | undefined> {
  const pointer = await reports.read(CURRENT_BASELINE_KEY);
  if (pointer === undefined) return undefined;
  const { prefix } = currentBaselineSchema.parse(JSON.parse(pointer));
  const key = `${prefix}${BASELINE_FILE}`;
  const content = await reports.read(key);
  return content === undefined ? undefined : { watched: readWatchedBaseline(JSON.parse(content), key), prefix };
}

/** The labels of a window: those collected from its begin until so many hours after its end, but not from the future. */
export async function windowLabels({ from, to }: MonitorRun, tools: MonitorTools): Promise<LabelIndex> {
  const labels = new LabelIndex();
  const last = new Date(to).getTime() + tools.settings.LABEL_HOURS * HOUR_MILLISECONDS;
  // The hour that is running now has labels too.
  const until = new Date(Math.min(last, tools.now().getTime() + HOUR_MILLISECONDS));
  for (const hour of windowHours({ from: new Date(from), to: until })) {
    for (const key of await tools.captures.keys(`${GROUND_TRUTH_PREFIX}/${hourPath(hour)}/`)) {
      const text = (await tools.captures.read(key)) ?? '';
      for (const entry of readGroundTruth(text, key)) if ('record' in entry) labels.add(entry.record);
    }
  }
  return labels;
}
