import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { validationException } from '../request/parse-request';
import type { SageMakerContext } from '../sagemaker-context';
import { RecordStore } from '../state/record-store';
import type { DeploymentConfig } from './deployment-config';
import { type DeployedConfig, describeEndpoint, type Endpoint, endpointArn } from './endpoint';
import { EndpointHost } from './endpoint-host';

const UPDATE_CUT_SHORT = 'The laptop stopped during the update: the endpoint serves the configuration from before it.';

/** Endpoints: their records, and what runs for each. */
export class Endpoints {
  private readonly records: RecordStore<Endpoint>;
  private readonly hosts = new Map<string, EndpointHost>();
  private readonly changing = new Map<string, Promise<void>>();
  private closing = false;

  constructor(private readonly context: SageMakerContext) {
    this.records = new RecordStore(join(context.folder, 'endpoints'));
    // Unpacked models and folders of containers that a crash left behind.
    rmSync(join(context.folder, 'fleets'), { recursive: true, force: true });
    for (const endpoint of [...this.records.values()]) this.settle(endpoint);
  }

  values(): IterableIterator<Endpoint> {
    return this.records.values();
  }

  get(name: string): Endpoint | undefined {
    return this.records.get(name);
  }

  /** @throws AwsError `ValidationException` */
  find(name: string): Endpoint {
    const endpoint = this.records.get(name);
    if (endpoint === undefined) throw validationException(`Could not find endpoint "${endpointArn(name)}".`);
    return endpoint;
  }

  /** What serves an endpoint that is in service or being updated. */
  host(name: string): EndpointHost | undefined {
    return this.hosts.get(name);
  }

  /** Begins a new endpoint. Returns at once; `settled` waits for its end. */
  create(name: string, deployed: DeployedConfig, lastDeploymentConfig?: DeploymentConfig): void {
    const now = this.context.now();
    this.put({ name, status: 'Creating', created: now, modified: now, deployed, lastDeploymentConfig });
    this.begin(name);
  }

  /** Begins to move an endpoint in service to another configuration. */
  update(name: string, pending: DeployedConfig, deployment: DeploymentConfig | undefined): void {
    const before = this.find(name);
    this.put({ ...before, status: 'Updating', pending, lastDeploymentConfig: deployment, failureReason: undefined });
    const host = this.hosts.get(name) as EndpointHost;
    this.track(name, async () => {
      try {
        await host.update(pending, deployment);
        this.put({ ...this.find(name), status: 'InService', deployed: pending, pending: undefined });
      } catch (error) {
        const failureReason = (error as Error).message;
        if (!this.closing) this.put({ ...this.find(name), status: 'InService', pending: undefined, failureReason });
      }
    });
  }

  /** Ends the creation or update that is going on, if any, as one that failed. */
  cancel(name: string): void {
    this.hosts.get(name)?.cancel();
  }

  /** Begins to delete an endpoint: its record is gone once its last container is. */
  delete(name: string): void {
    this.put({ ...this.find(name), status: 'Deleting' });
    const host = this.hosts.get(name);
    this.track(name, async () => {
      await host?.stop(this.context.timing.servingGraceMs);
      this.hosts.delete(name);
      this.records.delete(name);
      this.context.tags.set(endpointArn(name), undefined);
    });
  }

  /** Starts an endpoint again that an earlier process of the laptop left; does nothing for one that runs. */
  resume(name: string): void {
    if (this.records.get(name)?.status === 'Creating' && !this.hosts.has(name)) this.begin(name);
  }

  /** Resolves when nothing is being created, updated or deleted under this name. */
  async settled(name: string): Promise<void> {
    for (let change = this.changing.get(name); change !== undefined; change = this.changing.get(name)) await change;
  }

  /** @throws S3's error of the first endpoint whose captures could not be written. */
  async flushCaptures(): Promise<void> {
    for (const host of this.hosts.values()) await host.flushCaptures();
  }

  async stop(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.hosts.values()].map((host) => host.stop(this.context.timing.shutdownGraceMs)));
    await Promise.all(this.changing.values());
  }

  private begin(name: string): void {
    const host = new EndpointHost(this.context, name);
    this.hosts.set(name, host);
    this.track(name, async () => {
      try {
        await host.start(this.find(name).deployed);
        this.put({ ...this.find(name), status: 'InService' });
      } catch (error) {
        if (this.closing || this.find(name).status === 'Deleting') return;
        this.hosts.delete(name);
        this.put({ ...this.find(name), status: 'Failed', failureReason: (error as Error).message });
      }
    });
  }

  /** A deletion during a creation or an update runs after it. */
  private track(name: string, change: () => Promise<void>): void {
    const before = this.changing.get(name) ?? Promise.resolve();
    const tracked = before.then(change).finally(() => {
      if (this.changing.get(name) === tracked) this.changing.delete(name);
    });
    this.changing.set(name, tracked);
  }

  /** What an earlier process left: endpoints in service wait for `resume`, cut-off updates are undone, deletions are finished. */
  private settle(endpoint: Endpoint): void {
    const { name, status, pending } = endpoint;
    if (status === 'Deleting') this.records.delete(name);
    if (status === 'InService') this.records.put(name, { ...endpoint, status: 'Creating' });
    if (pending !== undefined) {
      const undone = { ...endpoint, status: 'Creating' as const, pending: undefined, failureReason: UPDATE_CUT_SHORT };
      this.records.put(name, undone);
    }
  }

  private put(endpoint: Endpoint): void {
    const kept = this.records.put(endpoint.name, { ...endpoint, modified: this.context.now() });
    this.context.changes.emit({
      detailType: 'SageMaker Endpoint State Change',
      resource: endpointArn(kept.name),
      detail: describeEndpoint(kept),
    });
  }
}
