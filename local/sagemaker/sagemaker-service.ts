import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import { AwsError } from '../protocol/aws-error';
import { failJson, handleJson } from '../protocol/json-protocol';
import type { OperationTable } from '../protocol/operations';
import { EndpointConfigs } from './hosting/endpoint-configs';
import { endpointOperations } from './hosting/endpoint-operations';
import { Endpoints } from './hosting/endpoints';
import { Models } from './hosting/models';
import { EndpointInvoker, type Invocation } from './invoke/endpoint-invoker';
import { failRuntime } from './invoke/runtime-error';
import { ModelPackages } from './registry/model-packages';
import { SageMakerContext } from './sagemaker-context';
import type { SageMakerOptions } from './sagemaker-options';
import type { EndpointLogLine } from './state/endpoint-logs';
import type { LogGroups } from './state/log-groups';
import type { StateChangeListener } from './state/state-change';
import { TrainingJobs, type TrainingLogLine } from './training/training-jobs';
import type { MetricPoint } from './training/training-metrics';
import { TransformJobs } from './transform/transform-jobs';

/** Everything of the runtime's REST API lies below this. */
const RUNTIME_PATH = '/endpoints/';

/**
 * SageMaker on a laptop: training and transform jobs, the model registry, endpoints with data capture. Containers are child
 * processes that keep SageMaker's container contract.
 */
export class SageMakerService implements LaptopService {
  readonly signingNames = ['sagemaker'];
  readonly operations: OperationTable;
  /** Endpoints by name, for the resource providers. */
  readonly endpoints: Endpoints;
  /** The log groups that containers find, for the resource provider. */
  readonly logGroups: LogGroups;
  private readonly context: SageMakerContext;
  private readonly training: TrainingJobs;
  private readonly transforms: TransformJobs;
  private readonly invoker: EndpointInvoker;
  private stopping: Promise<void> | undefined;

  constructor(options: SageMakerOptions) {
    const context = new SageMakerContext(options);
    this.context = context;
    this.logGroups = context.logGroups;
    this.training = new TrainingJobs(context);
    const packages = new ModelPackages(context);
    const models = new Models(context, packages);
    const configs = new EndpointConfigs(context, models);
    this.endpoints = new Endpoints(context);
    this.transforms = new TransformJobs(context, models);
    this.invoker = new EndpointInvoker(context, this.endpoints);
    this.operations = {
      ...this.training.operations,
      ...this.transforms.operations,
      ...packages.operations,
      ...models.operations,
      ...configs.operations,
      ...endpointOperations(context, this.endpoints, configs, models),
      ...context.tags.operations,
    };
  }

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    if (!request.rawPath.startsWith(RUNTIME_PATH)) return handleJson(this.operations, '1.1', request, response);
    const endpointName = EndpointInvoker.endpointOf(request.rawPath);
    if (endpointName !== undefined) return this.invoker.handle(endpointName, request, response);
    throw new AwsError('UnknownOperationException', 'The laptop has InvokeEndpoint alone of the runtime API.', 404);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    if (request.rawPath.startsWith(RUNTIME_PATH)) failRuntime(error, request, response);
    else failJson(error, '1.1', request, response);
  }

  /**
   * Starts the endpoints that an earlier process left in service. To be called once the front door listens and the roles'
   * policies are known: both are needed to fetch a model. Returns at once; the endpoints are `Creating` until they answer.
   */
  resume(): void {
    for (const { name } of this.endpoints.values()) this.endpoints.resume(name);
  }

  /** Hears every line that a training container writes. @returns a function that ends the subscription. */
  onTrainingLog(listener: (line: TrainingLogLine) => void): () => void {
    return this.training.onLog(listener);
  }

  /** Hears every line that a container of an endpoint writes. @returns a function that ends the subscription. */
  onEndpointLog(listener: (line: EndpointLogLine) => void): () => void {
    return this.context.endpointLogs.listen(listener);
  }

  /** Hears every change of a job, model package or endpoint, in the form of the EventBridge event. */
  onStateChange(listener: StateChangeListener): () => void {
    return this.context.changes.listen(listener);
  }

  /** Hears every invocation of an endpoint: what CloudWatch's AWS/SageMaker metrics are made of. */
  onInvocation(listener: (invocation: Invocation) => void): () => void {
    return this.invoker.listen(listener);
  }

  /** Every value of a training job's metrics, in the order of its log. */
  trainingMetrics(jobName: string): readonly MetricPoint[] {
    return this.training.metricSeries(jobName);
  }

  /** Writes every capture of every endpoint to S3. @throws S3's error where a role may not. */
  flushCaptures(): Promise<void> {
    return this.endpoints.flushCaptures();
  }

  /**
   * Ends every container and writes the last captures. To be called before the front door stops, since captures go through it;
   * calling it again waits for the first call.
   */
  stop(): Promise<void> {
    this.stopping ??= Promise.all([this.training.stop(), this.transforms.stop(), this.endpoints.stop()]).then(
      () => undefined,
    );
    return this.stopping;
  }
}
