import type { MonitorKind } from '../../core/contracts/monitor-report';
import type { MonitorsSummary } from '../../core/report/run-summary';
import type { Reports } from '../monitor/check-window';

const NAMES: Readonly<Record<MonitorKind, keyof MonitorsSummary>> = {
  'data-quality': 'dataQuality',
  'model-quality': 'modelQuality',
  bias: 'bias',
  explainability: 'explainability',
  images: 'images',
};

/** How each monitor ended. @throws Error for one that made no report */
export function monitorsSummary(reports: Reports): MonitorsSummary {
  const entries = Object.entries(NAMES).map(([kind, name]) => {
    const report = reports[kind as MonitorKind];
    if (report === undefined) throw new Error(`The monitor of ${kind} made no report.`);
    return [name, { state: report.state, violations: report.violations.length }];
  });
  return Object.fromEntries(entries) as MonitorsSummary;
}
