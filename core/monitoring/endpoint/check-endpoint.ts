import type { MonitorKind, MonitorReport } from '../../contracts/monitor-report';
import { checkBias } from '../bias/check-bias';
import { checkDataQuality } from '../data-quality/check-data-quality';
import type { AttributionState } from '../explainability/attribution-state';
import { checkImages } from '../images/check-images';
import { checkModelQuality } from '../model-quality/check-model-quality';
import { checkAttributions, type RegionAttributions } from '../occlusion/check-attributions';
import { comparedSegments } from './compared-segments';
import { baselineSegments, type EndpointBaseline } from './endpoint-baseline';
import type { EndpointWindow } from './endpoint-window';

/** Chance of a false alarm that one report may have. */
const LEVEL = 0.05;

/**
 * Of a segment: is the model right less often (DPL), and how do its answers fare? All metrics of outcomes, but for GE, which is the same for every
 * segment, and CDDPL and the flip test, which ask for more than an outcome.
 */
const SEGMENT_METRICS = ['DPL', 'AD', 'DAR', 'DCA', 'DCR', 'DI', 'DPPL', 'DRR', 'RD', 'SD', 'TE'];

export interface ExplainedWindow {
  readonly state: AttributionState;
  readonly attributions: RegionAttributions;
  /** Mean answer where nothing is seen; one number a label. */
  readonly expectedValue: readonly number[];
}

/**
 * The reports of all monitors on a window. A change alarms when it cannot be chance: where a test gives a p-value, corrected for the number of tests, it must be
 * below 5 %, for the metrics of a window of fifty images differ from their baseline's all the time.
 * @param explained absent where the model was not asked: there is no report of explainability then
 */
export function checkEndpoint(
  window: EndpointWindow,
  baseline: EndpointBaseline,
  explained?: ExplainedWindow,
): Partial<Record<MonitorKind, MonitorReport>> {
  window.images.settle();
  const reports: Partial<Record<MonitorKind, MonitorReport>> = {
    'data-quality': checkDataQuality(window.images.table, baseline.constraints),
    'model-quality': checkModelQuality(window.quality, baseline.quality.constraints, {
      statistics: baseline.quality.statistics,
      level: LEVEL,
    }),
    bias: segmentReport(window, baseline),
    images: checkImages({ window: window.images, baseline: baseline.images, level: LEVEL }),
  };
  if (explained !== undefined && baseline.explainability !== undefined) {
    const before = baseline.explainability.attributions ?? [];
    const { seed } = window.subject;
    const { attributions: current } = explained;
    reports.explainability = checkAttributions({ baseline: before, current, seed, level: LEVEL });
  }
  return reports;
}

function segmentReport(window: EndpointWindow, baseline: EndpointBaseline): MonitorReport {
  const { seed } = window.subject;
  const { segments: known, analysis } = baseline.bias;
  const before = baselineSegments(baseline);
  const segments = comparedSegments(window, baseline);
  const { report } = checkBias({
    states: segments.map((segment) => window.segments.biasOf(segment, seed)),
    baselineStates: segments.map((segment) => (known.includes(segment) ? before.biasOf(segment, seed) : undefined)),
    baseline: analysis,
    baselineRows: baseline.rows,
    seed,
    metrics: SEGMENT_METRICS,
    level: LEVEL,
  });
  return { ...report, faults: [] };
}
