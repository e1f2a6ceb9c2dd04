import type { DriftVerdict, MonitorReport } from '../../../contracts/monitor-report';
import { renderChart } from '../../../report/charts/chart';
import { html, type Markup } from '../../../report/html';
import { formatCount } from '../../../report/number-format';
import { numbers, section, table } from '../../../report/sections/section';
import { alarmRatio, driftBars, LONGEST_DRIFT_BAR, MAX_DRIFT_BARS } from '../charts/drift-bars';
import { DRIFT_WORDS, shortNumber, shortPValue } from '../report-words';

/** How far each feature, metric or label has drifted. */
export function driftSection({ kind, verdicts }: Pick<MonitorReport, 'kind' | 'verdicts'>): Markup | undefined {
  if (verdicts.length === 0) return undefined;
  const ratios = verdicts.flatMap((verdict) => alarmRatio(verdict) ?? []);
  const { subject, distance } = DRIFT_WORDS[kind];
  const left = verdicts.length - Math.min(ratios.length, MAX_DRIFT_BARS);
  const isCut = ratios.some((ratio) => ratio > LONGEST_DRIFT_BAR);
  return section(
    'drift',
    'Drift',
    html`${distance}, as a multiple of the smallest that alarms at these numbers of rows (n of the baseline, m of the window).${left > 0 ? ` The ${Math.min(ratios.length, MAX_DRIFT_BARS)} largest; ${left} more ${left === 1 ? 'is' : 'are'} in the table.` : undefined}${isCut ? ` Bars end at ${LONGEST_DRIFT_BAR}.` : undefined}`,
    html`<figure>${renderChart(driftBars(verdicts))}</figure>
${numbers('The numbers behind this chart', verdictTable(subject, verdicts))}`,
  );
}

const verdictTable = (about: string, verdicts: readonly DriftVerdict[]): Markup =>
  table<DriftVerdict>(
    'Verdicts of drift',
    [
      { title: about, cell: ({ subject }) => subject },
      { title: 'Verdict', cell: ({ state, reason }) => (reason === undefined ? state : `${state}: ${reason}`) },
      { title: 'Method', cell: ({ method }) => method },
      { title: 'n', cell: ({ baselineCount }) => formatCount(baselineCount), numeric: true },
      { title: 'm', cell: ({ currentCount }) => formatCount(currentCount), numeric: true },
      { title: 'Distance', cell: ({ distance }) => shortNumber(distance), numeric: true },
      { title: 'Threshold', cell: ({ threshold }) => shortNumber(threshold), numeric: true },
      { title: 'Uncorrected', cell: ({ simpleDistance }) => shortNumber(simpleDistance), numeric: true },
      { title: 'Smallest that alarms', cell: ({ smallestAlarming }) => shortNumber(smallestAlarming), numeric: true },
      { title: 'p, corrected', cell: ({ adjustedPValue }) => shortPValue(adjustedPValue), numeric: true },
    ],
    verdicts,
  );
