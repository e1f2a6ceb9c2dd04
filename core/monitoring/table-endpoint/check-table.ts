import type { MonitorKind, MonitorReport, WindowFault } from '../../contracts/monitor-report';
import { BiasState } from '../bias/bias-state';
import { checkBias } from '../bias/check-bias';
import { POST_TRAINING_METRICS, PRE_TRAINING_METRICS } from '../bias/registry';
import { checkDataQuality } from '../data-quality/check-data-quality';
import { checkExplainability } from '../explainability/check-explainability';
import { checkModelQuality } from '../model-quality/check-model-quality';
import { reportState } from '../report-state';
import type { ExplainedRowsResult } from '../tables/explain-rows';
import type { TableBaseline } from './table-baseline';
import type { TableWindow } from './table-window';

/** Chance of a false alarm that one report may have. */
const LEVEL = 0.05;

/** An explained sample of a window. */
export interface ExplainedTable extends ExplainedRowsResult {
  /** Rows that the model does not take. */
  readonly faults: readonly WindowFault[];
}

/** All but the flip test, of which nobody can say what chance explains: it is in the analysis, and no alarm. */
const TESTED_METRICS = [...PRE_TRAINING_METRICS, ...POST_TRAINING_METRICS]
  .map(({ name }) => name)
  .filter((name) => name !== 'FT');

/**
 * The reports of all monitors on a window of a table endpoint. Columns are held to the baseline's constraints as the service does; answers and bias alarm
 * where chance does not explain the change, for what looks every hour would else alarm all the time.
 * @param explained absent where no model was asked: there is no report of explainability then
 */
export function checkTable(
  window: TableWindow,
  baseline: TableBaseline,
  explained?: ExplainedTable,
): Partial<Record<MonitorKind, MonitorReport>> {
  window.settle();
  const reports: Partial<Record<MonitorKind, MonitorReport>> = {
    'data-quality': checkDataQuality(window.analysis, baseline.constraints),
    'model-quality': checkModelQuality(window.quality, baseline.quality.constraints, {
      statistics: baseline.quality.statistics,
      level: LEVEL,
    }),
  };
  if (baseline.bias !== undefined) reports.bias = biasReport(window, baseline, baseline.bias);
  if (explained !== undefined && baseline.explainability !== undefined) {
    const { analysis, rows, attributions } = baseline.explainability;
    const { features, seed } = baseline.subject;
    const { report } = checkExplainability({
      ...{ ...explained, baseline: analysis, baselineRows: rows, level: LEVEL, seed },
      ...(attributions && { baselineAttributions: { features, rows: attributions } }),
    });
    reports.explainability = withReading(report, window, explained.faults);
  }
  return reports;
}

function biasReport(
  window: TableWindow,
  { rows }: TableBaseline,
  { analysis, states }: NonNullable<TableBaseline['bias']>,
): MonitorReport {
  const { report } = checkBias({
    states: window.bias,
    baselineStates: states.map((state) => BiasState.read(state)),
    baseline: analysis,
    baselineRows: rows,
    seed: window.subject.seed,
    metrics: TESTED_METRICS,
    level: LEVEL,
  });
  return withReading(report, window, window.biasFaults.list());
}

/** A report with what was read of the window, and with what of it could not be. */
function withReading(
  report: Omit<MonitorReport, 'faults'>,
  { analysis }: TableWindow,
  own: MonitorReport['faults'],
): MonitorReport {
  const { counts } = analysis.reading;
  const faults = [...analysis.reading.faults.list(), ...own];
  const unread = report.usedRows === 0 ? reportState({ ...report, rows: counts.rows, faults, verdicts: [] }) : {};
  return { ...report, ...unread, rows: counts.rows, faults, duplicates: counts.duplicates };
}
