import type { MetricVerdict, MonitorKind, MonitorReport, Violation } from '../../contracts/monitor-report';
import { formatCount, formatPlural } from '../../report/number-format';

export const KIND_WORDS: Readonly<Record<MonitorKind, string>> = {
  'data-quality': 'Data quality',
  'model-quality': 'Model quality',
  bias: 'Bias',
  explainability: 'Explainability',
  images: 'Images',
};

/** What the verdicts of drift are about, and what their distances are. */
export const DRIFT_WORDS: Readonly<Record<MonitorKind, { readonly subject: string; readonly distance: string }>> = {
  'data-quality': { subject: 'Feature', distance: 'The distance of each feature from the baseline' },
  'model-quality': { subject: 'Metric', distance: 'The distance of each metric from the baseline' },
  bias: { subject: 'Metric', distance: 'How far each metric is from fair' },
  explainability: { subject: 'Attributions', distance: 'How far what matters to the model is from the baseline' },
  images: { subject: 'Feature', distance: 'The distance of each feature from the baseline' },
};

/** The outcome in one sentence. */
export function outcomeSentence({ kind, state, violations }: MonitorReport): string {
  const name = KIND_WORDS[kind];
  switch (state) {
    case 'CompletedWithViolations':
      return `${name}: ${formatPlural(violations.length, 'violation')}.`;
    case 'Completed':
      return `${name}: nothing violated.`;
    case 'NotEnoughData':
      return `${name}: not enough data.`;
    case 'EmptyWindow':
      return `${name}: the window is empty.`;
    case 'Failed':
      return `${name}: the check failed.`;
  }
}

/** Four significant digits; a dash for what is not there. */
export const shortNumber = (value: number | undefined): string => {
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return String(value).replace('Infinity', '∞');
  return Math.abs(value) >= 10_000 ? formatCount(value) : String(Number(value.toPrecision(4)));
};

export const shortCount = (value: number | undefined): string => (value === undefined ? '–' : formatCount(value));

export const shortPValue = (value: number | undefined): string =>
  value === undefined ? '–' : value < 0.0001 ? '< 0.0001' : value.toFixed(4);

/** Of a baseline whose files do not say it. */
export const countOrUnknown = (value: number | undefined): string =>
  value === undefined ? 'not known' : formatCount(value);

/** What a metric had to be worse by at least, to alarm. */
export const smallestAlarm = ({ smallestAlarming }: Pick<MetricVerdict, 'smallestAlarming'>): string =>
  smallestAlarming === 0 ? 'any' : shortNumber(smallestAlarming);

/** How many faults a list stands for. */
export const faultCount = ({ faults }: Pick<MonitorReport, 'faults'>): number =>
  faults.reduce((sum, { more = 0 }) => sum + 1 + more, 0);

/** What a violation is about: a feature, a metric (of a facet), a label. */
export const violationSubject = ({ feature_name, metric_name, facet, facet_value, label }: Violation): string =>
  feature_name ?? (facet === undefined ? (label ?? metric_name ?? '–') : `${metric_name}, ${facet}: ${facet_value}`);
