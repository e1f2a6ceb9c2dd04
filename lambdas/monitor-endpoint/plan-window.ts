import { windowHours } from '../../core/capture/window-hours';
import { InvalidInput } from '../../core/contracts/errors';
import { type MonitorPart, type MonitorRun, monitorInputSchema } from '../../core/contracts/monitor-window';
import { parseInput } from '../../core/contracts/parse-input';
import { VARIANT_NAME } from '../../core/contracts/released-model';
import { CAPTURE_PREFIX, hourPath, monitorItemsKey } from '../../core/contracts/storage-layout';
import type { MonitorTools } from './monitor-tools';

const HOUR_MILLISECONDS = 3_600_000;
/** More is no window but an archive; the files of a year would be listed hour by hour. */
const MOST_HOURS = 24 * 92;

/**
 * Cuts a window into parts of so many files and writes them down for the map. The same execution plans the same run in every attempt.
 * @returns the run, with the key of its parts
 */
export async function planWindow(
  input: unknown,
  execution: string,
  { settings, captures, reports }: MonitorTools,
): Promise<MonitorRun & { readonly items: string; readonly parts: number }> {
  const { from, to } = windowOf(input);
  const run = {
    run: execution.slice(execution.lastIndexOf(':') + 1),
    from: from.toISOString(),
    to: to.toISOString(),
  };
  const keys: string[] = [];
  for (const hour of windowHours({ from, to })) {
    keys.push(
      ...(await captures.keys(`${CAPTURE_PREFIX}/${settings.ENDPOINT_NAME}/${VARIANT_NAME}/${hourPath(hour)}/`)),
    );
  }
  const parts: MonitorPart[] = [];
  for (let at = 0; at < keys.length; at += settings.FILES_PER_PART)
    parts.push({ ...run, part: parts.length, keys: keys.slice(at, at + settings.FILES_PER_PART) });
  const items = monitorItemsKey(run.run);
  await reports.put(items, JSON.stringify(parts), 'application/json');
  return { ...run, items, parts: parts.length };
}

function windowOf(input: unknown): { readonly from: Date; readonly to: Date } {
  const given = parseInput(monitorInputSchema, input, 'window');
  if ('from' in given) {
    const [from, to] = [new Date(given.from as string), new Date(given.to as string)];
    const hours = (to.getTime() - from.getTime()) / HOUR_MILLISECONDS;
    if (!(hours > 0)) throw new InvalidInput(`The window ends (${given.to}) before it begins (${given.from}).`);
    if (hours > MOST_HOURS) throw new InvalidInput(`The window has ${hours} hours; ${MOST_HOURS} are the most.`);
    return { from, to };
  }
  const time = new Date(given.time as string).getTime();
  const to = time - (time % HOUR_MILLISECONDS);
  return { from: new Date(to - HOUR_MILLISECONDS), to: new Date(to) };
}
