/** What tells one metric from another: exactly these dimensions. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export const metricKey = ({ namespace, name, dimensions }: MetricIdentity): string =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** Reads `Dimensions` of an API call or a template. */
export const dimensionsOf = (list: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(((list ?? []) as readonly Dimension[]).map(({ Name, Value }) => [Name, String(Value)]));

/** The form of an API answer. */
export const dimensionList = (dimensions: MetricIdentity['dimensions']): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
