import type { MonitorKind, MonitorReport } from '../../core/contracts/monitor-report';
import type { MonitorOutput, MonitorRun } from '../../core/contracts/monitor-window';
import { monitorPartsPrefix, monitorReportPrefix } from '../../core/contracts/storage-layout';
import { checkEndpoint } from '../../core/monitoring/endpoint/check-endpoint';
import { EndpointWindow, type StoredEndpointWindow } from '../../core/monitoring/endpoint/endpoint-window';
import { reportFiles } from '../../core/monitoring/endpoint/report-files';
import { explainImages } from '../../core/monitoring/occlusion/explain-images';
import type { Invocation } from '../adapters/function-frame';
import { endpointModel } from './endpoint-model';
import type { MonitorTools } from './monitor-tools';
import { openWindow } from './open-window';
import { publishMetrics } from './publish-metrics';

/** Pictures in a report of explainability. */
const HEAT_MAPS = 4;

/**
 * Merges the parts of a window, compares it with the baseline, and writes the reports and metrics of all monitors.
 * @throws EndpointUnavailable where there is no baseline yet: it says how to make one
 */
export async function reportWindow(
  run: MonitorRun,
  { logger }: Invocation,
  tools: MonitorTools,
): Promise<MonitorOutput> {
  const { window, baseline } = await openWindow(tools);
  const monitors: Partial<Record<MonitorKind, { state: string; violations: number }>> = {};
  if (baseline === undefined) {
    logger.warn('There is no baseline: release a model, or run `monitor baseline`.');
    return { ...run, monitors };
  }
  for (const key of await tools.reports.keys(monitorPartsPrefix(run.run))) {
    const stored = JSON.parse((await tools.reports.read(key)) ?? '') as { readonly window: StoredEndpointWindow };
    window.merge(EndpointWindow.read(stored.window, window.subject, baseline.images.statistics));
  }
  const explained = await explainedWindow(window, tools);
  const [from, to] = [new Date(run.from), new Date(run.to)];
  const reports = checkEndpoint(window, baseline, explained);
  for (const [kind, report] of Object.entries(reports) as [MonitorKind, MonitorReport][]) {
    const prefix = monitorReportPrefix(kind, tools.settings.ENDPOINT_NAME, from, run.run);
    for (const { name, body, contentType } of reportFiles({ report, window, baseline, from, to, explained }))
      await tools.reports.put(`${prefix}${name}`, body, contentType);
    monitors[kind] = { state: report.state, violations: report.violations.length };
    logger.info(`${kind}: ${report.state}`, { kind, violations: report.violations.length, rows: report.rows });
  }
  await publishMetrics({ reports, window, baseline, time: to }, tools);
  return { ...run, monitors };
}

async function explainedWindow(window: EndpointWindow, tools: MonitorTools) {
  if (tools.settings.EXPLAIN === 'no') return undefined;
  const { classes, seed } = window.subject;
  const model = endpointModel(tools.endpoint, classes.length);
  return explainImages(model, window.explained.rows(), { classes: classes.length, seed, heatMaps: HEAT_MAPS });
}
