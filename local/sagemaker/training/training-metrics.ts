import type { MetricDefinition } from './training-job-input';

/** One value that a log line gave. */
export interface MetricPoint {
  readonly name: string;
  readonly value: number;
  /** Seconds since 1970. */
  readonly time: number;
}

export interface FinalMetric {
  readonly MetricName: string;
  readonly Value: number;
  readonly Timestamp: number;
}

const NUMBER = '([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)';

/** Where a job defines none: the lines of the built-in image-classification algorithm, `Train-accuracy=0.93`. */
const DEFAULT_METRICS: readonly MetricDefinition[] = [
  { Name: 'train:accuracy', Regex: `Train-accuracy=${NUMBER}` },
  { Name: 'validation:accuracy', Regex: `Validation-accuracy=${NUMBER}` },
];

/** Reads metrics out of log lines: the first group of each definition's expression. */
export class TrainingMetrics {
  readonly points: MetricPoint[] = [];
  private readonly definitions: readonly { readonly name: string; readonly regex: RegExp }[];

  constructor(definitions: readonly MetricDefinition[] = DEFAULT_METRICS) {
    this.definitions = definitions.map(({ Name, Regex }) => ({ name: Name, regex: new RegExp(Regex) }));
  }

  read(line: string, time: number): void {
    for (const { name, regex } of this.definitions) {
      const value = Number.parseFloat(regex.exec(line)?.[1] ?? '');
      if (Number.isFinite(value)) this.points.push({ name, value, time });
    }
  }

  /** The last value of every metric, as FinalMetricDataList. */
  final(): FinalMetric[] {
    const last = new Map(this.points.map((point) => [point.name, point]));
    return [...last.values()].map(({ name, value, time }) => ({ MetricName: name, Value: value, Timestamp: time }));
  }
}
