import type { MonitorKind, MonitorReport } from '../../core/contracts/monitor-report';
import type { MonitorOutput, MonitorRun } from '../../core/contracts/monitor-window';
import { monitorPartsPrefix, monitorReportPrefix } from '../../core/contracts/storage-layout';
import type { Invocation } from '../adapters/function-frame';
import { askableModels } from './askable-models';
import type { MonitorTools } from './monitor-tools';
import { openWindow } from './open-window';
import { publishMetrics } from './publish-metrics';

/**
 * Merges the parts of a window, compares it with the baseline, and writes the reports and metrics of all monitors; without a baseline there is none, and the
 * log says how to make one.
 */
export async function reportWindow(
  run: MonitorRun,
  { logger }: Invocation,
  tools: MonitorTools,
): Promise<MonitorOutput> {
  const opened = await openWindow(tools);
  const monitors: Partial<Record<MonitorKind, { state: string; violations: number }>> = {};
  if (opened === undefined) {
    logger.warn('There is no baseline: release a model, or run `monitor baseline`.');
    return { ...run, monitors };
  }
  const { window } = opened;
  for (const key of await tools.reports.keys(monitorPartsPrefix(run.run))) {
    const stored = JSON.parse((await tools.reports.read(key)) ?? '') as { readonly window: unknown };
    window.merge(stored.window);
  }
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
