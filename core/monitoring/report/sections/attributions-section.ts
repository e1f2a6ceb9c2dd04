import type { DriftVerdict } from '../../../contracts/monitor-report';
import { renderChart } from '../../../report/charts/chart';
import { html, type Markup } from '../../../report/html';
import { numbers, section, table } from '../../../report/sections/section';
import type { ExplanationFile } from '../../explainability/explanation-file';
import { comparedBars } from '../charts/compared-bars';
import { shortNumber } from '../report-words';

/** Bars of one label; those that mattered most in the baseline come first. */
const MAX_FEATURES = 20;
const MAX_LABELS = 6;

interface ComparedAttribution {
  readonly name: string;
  readonly now: number;
  readonly baseline: number | undefined;
}

/** How much each feature matters now beside how much it mattered, a chart for each label. */
export function attributionsSection(
  current: ExplanationFile,
  baseline: ExplanationFile,
  verdicts: readonly DriftVerdict[],
): Markup | undefined {
  const labels = Object.entries(current.explanations.kernel_shap).slice(0, MAX_LABELS);
  if (labels.length === 0) return undefined;
  return section(
    'attributions',
    'Attributions, now and in the baseline',
    'Mean absolute share of each feature in the answer now (filled) above the baseline’s (outlined), in the order of the baseline. Red: the order has drifted.',
    html`${labels.map(([label, { global_shap_values: values }], index) => {
      const then = baseline.explanations.kernel_shap[label]?.global_shap_values;
      const compared = comparedOf(values, then);
      const isViolated = verdicts.some(({ subject, state }) => subject === label && state === 'Violated');
      const left = compared.length - MAX_FEATURES;
      return html`<figure><figcaption><b>${label}</b>${left > 0 ? ` the ${MAX_FEATURES} that matter most; ${left} more are in the table` : undefined}</figcaption>
${renderChart(
  comparedBars(
    `attributions-${index}`,
    `attributions of ${label}`,
    compared.slice(0, MAX_FEATURES).map((each) => ({ ...each, isViolated })),
  ),
)}
${numbers('The numbers behind this chart', attributionTable(label, compared))}</figure>`;
    })}`,
  );
}

function comparedOf(
  now: Readonly<Record<string, number>>,
  then: Readonly<Record<string, number>> | undefined,
): ComparedAttribution[] {
  const names = [...new Set([...Object.keys(then ?? {}), ...Object.keys(now)])];
  return names
    .map((name) => ({ name, now: now[name] ?? 0, baseline: then?.[name] }))
    .sort((one, other) => (other.baseline ?? 0) - (one.baseline ?? 0) || other.now - one.now);
}

const attributionTable = (label: string, compared: readonly ComparedAttribution[]): Markup =>
  table<ComparedAttribution>(
    `Attributions of ${label}`,
    [
      { title: 'Feature', cell: ({ name }) => name },
      { title: 'Now', cell: ({ now }) => shortNumber(now), numeric: true },
      { title: 'Baseline', cell: ({ baseline }) => shortNumber(baseline), numeric: true },
    ],
    compared,
  );
