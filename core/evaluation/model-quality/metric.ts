/** JSON has no NaN: the files write the word. */
export type MetricNumber = number | 'NaN';

/** One metric as Model Monitor's files have it. */
export interface Metric {
  /** `NaN` where the rows cannot give it, e.g. the AUC of a single class. */
  readonly value: MetricNumber;
  /** Of the metric on five random samples of 80 %; `NaN` under 200 rows. */
  readonly standard_deviation: MetricNumber;
}

/** Keys are class indices. */
export type ConfusionMatrix = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Values of metrics by name; undefined where they do not exist. */
export type MetricValues<Name extends string> = Readonly<Record<Name, number | undefined>>;
