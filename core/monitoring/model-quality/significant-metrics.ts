import type { MonitorReport } from '../../contracts/monitor-report';

/**
 * A metric that is worse than its constraint, but no worse than chance explains, is no violation; it stays in the report with its p-value. Metrics without
 * one are as they were.
 * @param level chance of a false alarm that the report may have
 */
export function significantMetrics(report: MonitorReport, level: number): MonitorReport {
  const metrics = report.metrics?.map((metric) =>
    metric.state === 'Violated' && (metric.adjustedPValue ?? 0) >= level
      ? { ...metric, state: 'Satisfied' as const }
      : metric,
  );
  const violated = new Set(metrics?.filter(({ state }) => state === 'Violated').map(({ metric }) => metric));
  const violations = report.violations.filter(({ metric_name: name }) => name !== undefined && violated.has(name));
  const state =
    report.state === 'CompletedWithViolations' && violations.length === 0 ? ('Completed' as const) : report.state;
  return { ...report, state, metrics, violations };
}
