import type { MonitorPart } from '../../core/contracts/monitor-window';
import { monitorPartKey } from '../../core/contracts/storage-layout';
import { type StoredPart, storeInferences } from '../../core/monitoring/watch/merge-parts';
import type { WatchedWindow } from '../../core/monitoring/watch/watched-window';
import type { MonitorTools } from './monitor-tools';
import { openWindow, windowLabels } from './open-window';

/** Files that are fetched at a time; they are read one after the other. */
const PARALLEL_FILES = 8;

/**
 * What one part of a window is like, written down for the report; nothing where there is no baseline yet, which says what is watched. A repeated attempt writes
 * the same again.
 */
export async function analyzePart(part: MonitorPart, tools: MonitorTools): Promise<{ readonly part: number }> {
  const opened = await openWindow(tools);
  if (opened === undefined) return { part: part.part };
  const { window } = opened;
  await readPart(window, part, tools);
  const stored: StoredPart = {
    part: part.part,
    window: window.stored(),
    inferences: storeInferences(window.inferences),
  };
  await tools.reports.put(monitorPartKey(part.run, part.part), JSON.stringify(stored), 'application/json');
  return { part: part.part };
}

/** Reads the files of a part, one after the other, into a window. */
export async function readPart(window: WatchedWindow, part: MonitorPart, tools: MonitorTools): Promise<void> {
  const labels = await windowLabels(part, tools);
  const filter = { purposes: ['traffic'] as const, from: new Date(part.from), to: new Date(part.to) };
  for (let at = 0; at < part.keys.length; at += PARALLEL_FILES) {
    const keys = part.keys.slice(at, at + PARALLEL_FILES);
    const texts = await Promise.all(keys.map((key) => tools.captures.read(key)));
    for (const [index, key] of keys.entries()) window.read(texts[index] ?? '', key, labels, filter);
  }
}
