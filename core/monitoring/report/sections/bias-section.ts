import type { DriftVerdict } from '../../../contracts/monitor-report';
import { renderChart } from '../../../report/charts/chart';
import { html, type Markup } from '../../../report/html';
import { numbers, section, table } from '../../../report/sections/section';
import { BIAS_STAGES, type BiasFile, type BiasFileMetric, type BiasStage } from '../../bias/bias-file';
import { biasBars } from '../charts/bias-bars';
import { shortNumber } from '../report-words';

const STAGE_WORDS: Readonly<Record<BiasStage, string>> = {
  pre_training_bias_metrics: 'of the labels, before any model',
  post_training_bias_metrics: 'of the predictions',
};

/** Facets drawn; further ones are in the files. */
const MAX_FACETS = 12;

interface FacetStage {
  readonly facet: string;
  /** Rows in the facet have this value, or more than it. */
  readonly sign: '=' | '>';
  readonly value: string;
  readonly stage: BiasStage;
  readonly metrics: readonly ComparedMetric[];
}

interface ComparedMetric {
  readonly metric: BiasFileMetric;
  readonly baseline: BiasFileMetric | undefined;
  readonly isViolated: boolean;
}

/** Every metric of bias now beside the baseline's, a chart for each facet and stage. */
export function biasSection(
  current: BiasFile,
  baseline: BiasFile,
  verdicts: readonly DriftVerdict[],
): Markup | undefined {
  const compared = BIAS_STAGES.flatMap((stage) => facetStages(stage, current, baseline, verdicts));
  const drawn = compared
    .filter(({ metrics }) => comparedValues(metrics).length > 0)
    // What has alarmed comes first, for only some are drawn.
    .sort((one, other) => violatedCount(other) - violatedCount(one));
  if (drawn.length === 0) return undefined;
  const left = drawn.length - MAX_FACETS;
  return section(
    'bias',
    'Bias, now and in the baseline',
    html`How far each metric is from fair, now (filled, the number above) and in the baseline (outlined, the number below). Each has a scale of its own; fair is 0, but 1 for DI. Red: farther from fair than allowed.${left > 0 ? ` ${left} more are in analysis.json.` : undefined}`,
    html`${drawn.slice(0, MAX_FACETS).map(
      (
        { facet, sign, value, stage, metrics },
        index,
      ) => html`<figure><figcaption><b>${facet} ${sign} ${value}</b> ${STAGE_WORDS[stage]}</figcaption>
${renderChart(biasBars(`bias-${index}`, `bias of ${facet} ${value}`, comparedValues(metrics)))}
${numbers('The numbers behind this chart', metricTable(`Bias of ${facet} ${value}`, metrics))}</figure>`,
    )}`,
  );
}

const violatedCount = ({ metrics }: FacetStage): number => metrics.filter(({ isViolated }) => isViolated).length;

/** Undefined where the metric could not be computed; infinity is written as a word. */
function numberOf(metric: BiasFileMetric | undefined): number | undefined {
  const value = Number(metric?.value ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value;
}

const comparedValues = (metrics: readonly ComparedMetric[]) =>
  metrics.flatMap(({ metric, baseline, isViolated }) => {
    const now = numberOf(metric);
    return now === undefined ? [] : [{ name: metric.name, now, baseline: numberOf(baseline), isViolated }];
  });

function facetStages(
  stage: BiasStage,
  current: BiasFile,
  baseline: BiasFile,
  verdicts: readonly DriftVerdict[],
): FacetStage[] {
  return Object.entries(current[stage]?.facets ?? {}).flatMap(([facet, entries]) =>
    entries.map(({ value_or_threshold: value, metrics }) => {
      const then = baseline[stage]?.facets[facet]?.find(({ value_or_threshold: other }) => other === value)?.metrics;
      // Subjects of verdicts are `DPL, Sex = 0` or `DPL, age > 25`.
      const isViolated = (name: string): boolean =>
        verdicts.some(
          ({ method, subject, state }) =>
            state === 'Violated' &&
            method === name &&
            (subject === `${name}, ${facet} = ${value}` || subject === `${name}, ${facet} > ${value}`),
        );
      return {
        facet,
        sign: verdicts.some(({ subject }) => subject.endsWith(`, ${facet} > ${value}`)) ? '>' : '=',
        value,
        stage,
        metrics: metrics.map((metric) => ({
          metric,
          baseline: then?.find(({ name }) => name === metric.name),
          isViolated: isViolated(metric.name),
        })),
      };
    }),
  );
}

const valueText = (metric: BiasFileMetric | undefined): string => {
  if (metric === undefined) return '–';
  if (metric.value === null) return metric.error ?? '–';
  return typeof metric.value === 'number' ? shortNumber(metric.value) : metric.value;
};

const metricTable = (caption: string, metrics: readonly ComparedMetric[]): Markup =>
  table<ComparedMetric>(
    caption,
    [
      { title: 'Metric', cell: ({ metric }) => metric.description ?? metric.name },
      { title: 'Now', cell: ({ metric }) => valueText(metric), numeric: true },
      { title: 'Baseline', cell: ({ baseline }) => valueText(baseline), numeric: true },
    ],
    metrics,
  );
