import type { DriftVerdict, MonitorReport, Violation } from '../../contracts/monitor-report';
import { withAdjusted } from '../drift/with-adjusted';
import type { Constraints } from '../formats/constraints';
import { monitoringSettings } from '../formats/monitoring-settings';
import { reportState } from '../report-state';
import type { TableAnalysis } from '../table-analysis';
import { DATA_QUALITY_ACCURACY } from './accuracy';
import { checkColumns } from './column-checks';
import { FEATURE_CHECKS } from './feature-checks';

/**
 * What the constraints say of a window. The same rows give the same report, whatever files and parts they came in.
 * @param analysis of the window, made with the baseline's statistics: without them there is nothing to tell drift by
 */
export function checkDataQuality(analysis: TableAnalysis, constraints: Constraints): MonitorReport {
  const { counts, faults } = analysis.reading;
  const found = analysis.rows === 0 ? { violations: [], verdicts: [] } : findings(analysis, constraints);
  const verdicts = withAdjusted(found.verdicts);
  const { rows, duplicates } = counts;
  const listed = faults.list();
  return {
    kind: 'data-quality',
    ...reportState({ rows, usedRows: analysis.rows, faults: listed, violations: found.violations, verdicts }),
    rows,
    usedRows: analysis.rows,
    violations: found.violations,
    verdicts,
    faults: listed,
    duplicates,
    accuracy: DATA_QUALITY_ACCURACY,
  };
}

function findings(
  analysis: TableAnalysis,
  constraints: Constraints,
): { violations: Violation[]; verdicts: DriftVerdict[] } {
  const names = constraints.features.map(({ name }) => name);
  const current = [...analysis.columns.keys()].sort(
    (one, other) => names.indexOf(one) - names.indexOf(other) || (one < other ? -1 : 1),
  );
  const baselines = new Map(analysis.options.baseline?.features.map((feature) => [feature.name, feature]));
  const isEvaluated = monitoringSettings(constraints).isEvaluated;
  const violations: Violation[] = isEvaluated ? checkColumns(current, names) : [];
  const verdicts: DriftVerdict[] = [];
  for (const feature of constraints.features) {
    const settings = monitoringSettings(constraints, feature);
    const column = analysis.columns.get(feature.name);
    if (column === undefined || !settings.isEvaluated) continue;
    const { name } = feature;
    const { states } = column;
    const checked = {
      name,
      states,
      rows: analysis.rows,
      constraints: feature,
      settings,
      baseline: baselines.get(name),
    };
    for (const { check } of FEATURE_CHECKS) {
      const { violation, verdict } = check(checked) ?? {};
      if (violation !== undefined) violations.push(violation);
      if (verdict !== undefined) verdicts.push(verdict);
    }
  }
  return { violations, verdicts };
}
