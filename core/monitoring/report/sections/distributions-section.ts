import type { DriftVerdict } from '../../../contracts/monitor-report';
import { renderChart } from '../../../report/charts/chart';
import { html, type Markup } from '../../../report/html';
import { numbers, section, table } from '../../../report/sections/section';
import { comparedShares } from '../charts/compared-shares';
import { type ComparedShare, distributionChart } from '../charts/distribution-chart';
import { alarmRatio } from '../charts/drift-bars';
import type { MonitorPage } from '../monitor-page';

/** Charts shown; the features that drifted most come first. */
const MAX_FEATURES = 12;

/** How features are distributed now, against the baseline. */
export function distributionsSection({ statistics, report }: MonitorPage): Markup | undefined {
  if (statistics === undefined) return undefined;
  const verdicts = new Map(report.verdicts.map((verdict) => [verdict.subject, verdict]));
  const baselines = new Map(statistics.baseline.features.map((feature) => [feature.name, feature]));
  const compared = statistics.current.features
    .flatMap((current) => {
      const baseline = baselines.get(current.name);
      const shares = baseline === undefined ? undefined : comparedShares(baseline, current);
      return shares === undefined ? [] : [{ name: current.name, shares, verdict: verdicts.get(current.name) }];
    })
    .sort((one, other) => weightOf(other.verdict) - weightOf(one.verdict));
  if (compared.length === 0) return undefined;
  const left = compared.length - MAX_FEATURES;
  return section(
    'distributions',
    'Distributions, now and in the baseline',
    html`Shares of the window (filled) against those of the baseline (outlined); red where the drift alarms.${left > 0 ? ` The ${MAX_FEATURES} features that drifted most; ${left} more are left out.` : undefined}`,
    html`<div class="multiples">${compared.slice(0, MAX_FEATURES).map(
      (
        { name, shares, verdict },
        index,
      ) => html`<figure><figcaption><b>${name}</b> ${verdict?.state ?? 'not compared'}</figcaption>
${renderChart(distributionChart(`distribution-${index}`, name, shares, verdict?.state === 'Violated'))}
${numbers('The numbers behind this chart', shareTable(name, shares))}</figure>`,
    )}</div>`,
  );
}

const weightOf = (verdict: DriftVerdict | undefined): number =>
  verdict === undefined ? -1 : (alarmRatio(verdict) ?? 0);

const shareTable = (name: string, shares: readonly ComparedShare[]): Markup =>
  table<ComparedShare>(
    `Shares of ${name}`,
    [
      { title: 'Value', cell: ({ label }) => label },
      { title: 'Now', cell: ({ current }) => `${(current * 100).toFixed(2)} %`, numeric: true },
      { title: 'Baseline', cell: ({ baseline }) => `${(baseline * 100).toFixed(2)} %`, numeric: true },
    ],
    shares,
  );
