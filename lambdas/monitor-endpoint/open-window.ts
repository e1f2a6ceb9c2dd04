import { readGroundTruth } from '../../core/capture/ground-truth-record';
import { LabelIndex } from '../../core/capture/label-index';
import { windowHours } from '../../core/capture/window-hours';
import { currentBaselineSchema, type MonitorRun } from '../../core/contracts/monitor-window';
import { CURRENT_BASELINE_KEY, GROUND_TRUTH_PREFIX, hourPath } from '../../core/contracts/storage-layout';
import {
  BASELINE_FILE,
  type EndpointBaseline,
  readEndpointBaseline,
} from '../../core/monitoring/endpoint/endpoint-baseline';
import { EndpointWindow } from '../../core/monitoring/endpoint/endpoint-window';
import type { MonitorTools } from './monitor-tools';

/** Of every random choice: the same window gives the same report. */
const SEED = 1;
const HOUR_MILLISECONDS = 3_600_000;

/** A window that nothing has been added to yet, and what it is compared with. */
export interface OpenedWindow {
  readonly window: EndpointWindow;
  /** Undefined where no model has a baseline yet. */
  readonly baseline: EndpointBaseline | undefined;
}

/** @throws EndpointUnavailable, AccessDenied, StorageUnavailable; BaselineInvalid */
export async function openWindow({ settings, reports, releasedModel }: MonitorTools): Promise<OpenedWindow> {
  const { modelPackage, classes, temperature } = await releasedModel();
  const baseline = await currentBaseline(reports);
  const subject = {
    endpoint: settings.ENDPOINT_NAME,
    modelPackage,
    classes,
    temperature,
    threshold: settings.CONFIDENCE_THRESHOLD,
    seed: SEED,
  };
  return { window: new EndpointWindow(subject, baseline?.images.statistics), baseline };
}

async function currentBaseline(reports: MonitorTools['reports']): Promise<EndpointBaseline | undefined> {
  const pointer = await reports.read(CURRENT_BASELINE_KEY);
  if (pointer === undefined) return undefined;
  const { prefix } = currentBaselineSchema.parse(JSON.parse(pointer));
  const key = `${prefix}${BASELINE_FILE}`;
  const content = await reports.read(key);
  return content === undefined ? undefined : readEndpointBaseline(JSON.parse(content), key);
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
