import type { Invocation } from '../invoke/endpoint-invoker';
import { LatencyHistogram } from './latency-histogram';

/** What AWS/SageMaker's metrics of a variant are made of, over some time. */
export class InvocationMetrics {
  private readonly model = new LatencyHistogram();
  private readonly overhead = new LatencyHistogram();
  private invocations = 0;
  private clientErrors = 0;
  private serverErrors = 0;

  add({ status, modelLatencyMicros, overheadLatencyMicros }: Invocation): void {
    this.invocations++;
    // A container that gives no answer at all counts as one that answers with 5xx.
    if (status === 0 || status >= 500) this.serverErrors++;
    else if (status >= 400) this.clientErrors++;
    this.model.add(modelLatencyMicros);
    this.overhead.add(overheadLatencyMicros);
  }

  merge(other: InvocationMetrics): void {
    this.model.merge(other.model);
    this.overhead.merge(other.overhead);
    this.invocations += other.invocations;
    this.clientErrors += other.clientErrors;
    this.serverErrors += other.serverErrors;
  }

  /**
   * A statistic of a metric; undefined where there was no invocation, or SageMaker has no such metric.
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
   */
  value(metricName: string, statistic: string): number | undefined {
    if (this.invocations === 0) return undefined;
    if (metricName === 'ModelLatency') return this.model.statistic(statistic);
    if (metricName === 'OverheadLatency') return this.overhead.statistic(statistic);
    if (metricName === 'Invocation5XXErrors') return this.counted(this.serverErrors, statistic);
    if (metricName === 'Invocation4XXErrors') return this.counted(this.clientErrors, statistic);
    if (metricName === 'Invocations') return this.counted(this.invocations, statistic);
    return undefined;
  }

  /** Each invocation is a 1 or a 0 of the metric, so that the average is a rate. */
  private counted(ones: number, statistic: string): number | undefined {
    const values: Readonly<Record<string, number>> = {
      Sum: ones,
      Average: ones / this.invocations,
      SampleCount: this.invocations,
      Maximum: ones > 0 ? 1 : 0,
      Minimum: ones === this.invocations ? 1 : 0,
    };
    return values[statistic];
  }
}
