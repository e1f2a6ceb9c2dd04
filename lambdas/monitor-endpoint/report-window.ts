import type { MonitorKind, MonitorReport } from '../../core/contracts/monitor-report';
import type { MonitorOutput, MonitorPart, MonitorRun } from '../../core/contracts/monitor-window';
import { monitorItemsKey, monitorPartsPrefix, monitorReportPrefix } from '../../core/contracts/storage-layout';
import { mergeParts, type StoredPart } from '../../core/monitoring/watch/merge-parts';
import type { Invocation } from '../adapters/function-frame';
import { readPart } from './analyze-part';
import { askableModels } from './askable-models';
import { HalfTime } from './half-time';
import type { MonitorTools } from './monitor-tools';
import { openWindow } from './open-window';
import { publishMetrics } from './publish-metrics';

/**
 * Merges the parts of a window, compares it with the baseline, and writes the reports and metrics of all monitors; without a baseline there is none, and the
 * log says how to make one.
 */
export async function reportWindow(
  run: MonitorRun,
  { logger, remainingMilliseconds }: Invocation,
  tools: MonitorTools,
): Promise<MonitorOutput> {
  const opened = await openWindow(tools);
  const monitors: Partial<Record<MonitorKind, { state: string; violations: number }>> = {};
  if (opened === undefined) {
    logger.warn('There is no baseline: release a model, or run `monitor baseline`.');
    return { ...run, monitors };
  }
  const { window } = opened;
  const time = new HalfTime(remainingMilliseconds);
  const readPartAgain = async (part: number, known: readonly number[]): Promise<unknown> => {
    const planned = await plannedPart(run, part, tools);
    const again = (await openWindow(tools))!.window;
    for (const hash of known) again.inferences.admitHash(hash);
    await readPart(again, planned, tools);
    return again.stored();
  };
  const { readAgain, unchecked } = await mergeParts(
    window,
    await partsOf(run, tools),
    (part, known) => time.spend(() => readPartAgain(part, known)),
    { hasTime: () => time.isEnough() },
  );
  if (readAgain > 0) logger.info('Parts share inferences, and were read again.', { parts: readAgain });
  if (unchecked > 0)
    logger.warn(
      'The window is too large, or the time too short, to tell parts apart that share inferences: a retry may count twice.',
      {
        parts: unchecked,
      },
    );
  const [from, to] = [new Date(run.from), new Date(run.to)];
  const checked = await window.check(await askableModels(opened, tools));
  for (const [kind, report] of Object.entries(checked.reports) as [MonitorKind, MonitorReport][]) {
    const prefix = monitorReportPrefix(kind, tools.settings.ENDPOINT_NAME, from, run.run);
    for (const { name, body, contentType } of checked.files(kind, { from, to }))
      await tools.reports.put(`${prefix}${name}`, body, contentType);
    monitors[kind] = { state: report.state, violations: report.violations.length };
    logger.info(`${kind}: ${report.state}`, { kind, violations: report.violations.length, rows: report.rows });
  }
  await publishMetrics(checked, to, tools);
  return { ...run, monitors };
}

/** One after the other, as they were planned: what one takes in is a duplicate in those that follow. */
async function partsOf(run: MonitorRun, { reports }: MonitorTools): Promise<AsyncIterable<StoredPart>> {
  const numberOf = (key: string): number => Number(/(\d+)\.json$/.exec(key)?.[1]);
  const keys = [...(await reports.keys(monitorPartsPrefix(run.run)))].sort(
    (one, other) => numberOf(one) - numberOf(other),
  );
  return (async function* () {
    for (const key of keys) yield JSON.parse((await reports.read(key)) ?? '') as StoredPart;
  })();
}

async function plannedPart(run: MonitorRun, part: number, { reports }: MonitorTools): Promise<MonitorPart> {
  const parts = JSON.parse((await reports.read(monitorItemsKey(run.run))) ?? '[]') as MonitorPart[];
  const found = parts.find((each) => each.part === part);
  if (found === undefined) throw new Error(`The plan of the run ${run.run} has no part ${part}.`);
  return found;
}
