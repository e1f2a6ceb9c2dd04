import type { MonitorPart } from '../../core/contracts/monitor-window';
import { monitorPartKey } from '../../core/contracts/storage-layout';
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
  const labels = await windowLabels(part, tools);
  const filter = { purposes: ['traffic'] as const, from: new Date(part.from), to: new Date(part.to) };
  for (let at = 0; at < part.keys.length; at += PARALLEL_FILES) {
    const keys = part.keys.slice(at, at + PARALLEL_FILES);
    const texts = await Promise.all(keys.map((key) => tools.captures.read(key)));
    for (const [index, key] of keys.entries()) window.read(texts[index] ?? '', key, labels, filter);
  }
  await tools.reports.put(
    monitorPartKey(part.run, part.part),
    JSON.stringify({ part: part.part, window: window.stored() }),
    'application/json',
  );
  return { part: part.part };
}
