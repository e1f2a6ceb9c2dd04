import type { Clock } from '../../clock';
import type { InvocationRecord } from '../../lambda/execution/invocation-record';
import type { Invocation } from '../../sagemaker/invoke/endpoint-invoker';
import type { QueueDirectory } from '../../sqs/queue-directory';
import type { ExecutionStatusChange } from '../../states/service/status-change';
import type { MetricSeries, MetricStore } from '../metric-store';

/** What CloudWatch gets from services by itself, as the alarms of the templates watch it. Times are milliseconds since 1970. */
export class ServiceMetrics {
  /** Series by the dimensions that they share, so that an invocation does not look for each of them. */
  private readonly groups = new Map<string, Readonly<Record<string, MetricSeries>>>();
  private readonly deepQueues = new Set<string>();

  constructor(
    private readonly store: MetricStore,
    private readonly clock: Clock,
  ) {}

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
  observeFunction({ functionName, outcome, durationMs }: InvocationRecord): void {
    const time = this.clock.now().getTime();
    const { Invocations, Errors, Throttles, Duration } = this.group(
      'AWS/Lambda',
      { FunctionName: functionName },
      LAMBDA,
    );
    Throttles.add(time, outcome === 'throttled' ? 1 : 0);
    if (outcome === 'throttled') return;
    Invocations.add(time, 1);
    Errors.add(time, outcome === 'success' ? 0 : 1);
    Duration.add(time, durationMs);
  }

  /** @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
  observeEndpoint(invocation: Invocation): void {
    const time = invocation.time.getTime();
    const { endpointName: EndpointName, variantName: VariantName, status } = invocation;
    const series = this.group('AWS/SageMaker', { EndpointName, VariantName }, SAGEMAKER);
    const isServerError = status === 0 || status >= 500;
    series.Invocations.add(time, 1);
    series.Invocation5XXErrors.add(time, isServerError ? 1 : 0);
    series.Invocation4XXErrors.add(time, !isServerError && status >= 400 ? 1 : 0);
    series.ModelLatency.add(time, invocation.modelLatencyMicros);
    series.OverheadLatency.add(time, invocation.overheadLatencyMicros);
  }

  /** @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
  observeExecution({ detail }: ExecutionStatusChange): void {
    const time = this.clock.now().getTime();
    const { stateMachineArn, status, startDate, stopDate } = detail;
    const series = this.group('AWS/States', { StateMachineArn: String(stateMachineArn) }, STATES);
    const name = EXECUTION_METRICS[String(status)];
    if (name !== undefined) series[name].add(time, 1);
    if (typeof stopDate === 'number') series.ExecutionTime.add(time, stopDate - Number(startDate));
  }

  /** Reads how deep each queue is now; one that is empty again is told once. */
  sampleQueues(queues: QueueDirectory): void {
    const time = this.clock.now().getTime();
    for (const QueueName of queues.names()) {
      const counts = queues.find(QueueName)?.counts();
      if (counts === undefined) continue;
      const isDeep = counts.visible + counts.inFlight + counts.delayed > 0;
      if (!isDeep && !this.deepQueues.delete(QueueName)) continue;
      if (isDeep) this.deepQueues.add(QueueName);
      const series = this.group('AWS/SQS', { QueueName }, SQS);
      series.ApproximateNumberOfMessagesVisible.add(time, counts.visible);
      series.ApproximateNumberOfMessagesNotVisible.add(time, counts.inFlight);
      series.ApproximateNumberOfMessagesDelayed.add(time, counts.delayed);
    }
  }

  private group<Name extends string>(
    namespace: string,
    dimensions: Readonly<Record<string, string>>,
    names: readonly Name[],
  ): Readonly<Record<Name, MetricSeries>> {
    const key = `${namespace} ${Object.values(dimensions).join(' ')}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known as Readonly<Record<Name, MetricSeries>>;
    const made = Object.fromEntries(names.map((name) => [name, this.store.find({ namespace, name, dimensions })]));
    this.groups.set(key, made);
    return made as Readonly<Record<Name, MetricSeries>>;
  }
}

const LAMBDA = ['Invocations', 'Errors', 'Throttles', 'Duration'] as const;
const SAGEMAKER = [
  'Invocations',
  'Invocation4XXErrors',
  'Invocation5XXErrors',
  'ModelLatency',
  'OverheadLatency',
] as const;
const SQS = [
  'ApproximateNumberOfMessagesVisible',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;
const STATES = [
  'ExecutionsStarted',
  'ExecutionsSucceeded',
  'ExecutionsFailed',
  'ExecutionsAborted',
  'ExecutionsTimedOut',
  'ExecutionTime',
] as const;

const EXECUTION_METRICS: Readonly<Record<string, (typeof STATES)[number]>> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  ABORTED: 'ExecutionsAborted',
  TIMED_OUT: 'ExecutionsTimedOut',
};
