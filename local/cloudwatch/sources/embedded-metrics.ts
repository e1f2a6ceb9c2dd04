import type { JsonObject } from '../../protocol/operations';
import type { MetricStore } from '../metric-store';

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
}

/** Told from other lines without parsing any: most are none. */
export const mayHoldMetrics = (line: string): boolean => line.includes('"_aws"');

/**
 * Takes the metrics of a log line in the embedded metric format: each of its names, once for each set of dimensions. A line that is none is left alone.
 * @param time milliseconds since 1970
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function addEmbeddedMetrics(store: MetricStore, line: string, time: number): void {
  const members = parsed(line);
  const { CloudWatchMetrics = [] } = (members._aws ?? {}) as { readonly CloudWatchMetrics?: readonly Directive[] };
  for (const { Namespace: namespace, Dimensions, Metrics } of CloudWatchMetrics) {
    for (const { Name: name } of Metrics) {
      const values = [members[name]].flat().filter((value) => typeof value === 'number' && Number.isFinite(value));
      for (const keys of Dimensions) {
        const dimensions = Object.fromEntries(keys.map((key) => [key, String(members[key])]));
        const series = store.find({ namespace, name, dimensions });
        for (const value of values) series.add(time, value as number);
      }
    }
  }
}

function parsed(line: string): JsonObject {
  try {
    return JSON.parse(line) as JsonObject;
  } catch {
    // A line of text that only looks like one: CloudWatch takes it for text as well.
    return {};
  }
}
