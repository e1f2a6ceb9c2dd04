import type { DynamicReferenceReaders } from '../templates/dynamic-references';
import { DeploymentInterrupted } from './deployment-interrupted';
import { DesiredStack, type StackTarget } from './desired-stack';
import type { ProviderRegistry } from './provider-registry';
import { recordedAttributes } from './recorded-provider';
import { ResourceFailed, StackFailed } from './resource-failed';
import type { Stack } from './stack';
import { StackDeployment } from './stack-deployment';
import { checkExports, exportsOf } from './stack-exports';
import { isGone, type OutputRecord, type ResourceRecord, type StackRecord, type StackStatus } from './stack-record';

export interface StackTransitionOptions {
  readonly registry: ProviderRegistry;
  readonly readers: DynamicReferenceReaders;
  /** The other stacks, as they are now. */
  others(): readonly StackRecord[];
  /** True where the stack is what it is to become, and only has to be made known to the services again. */
  readonly unchanged: boolean;
  readonly onResource?: (logicalId: string, type: string, total: number) => void;
  readonly signal?: AbortSignal;
  /** Aborted by CancelUpdateStack: the update ends early and is rolled back. */
  readonly cancelled?: AbortSignal;
}

/** Creates, updates or restores one stack, with the statuses and the rollback that go with it. */
export class StackTransition {
  private readonly desired: DesiredStack;
  private readonly deployment: StackDeployment;

  /** @throws TemplateError, DependencyCycle; nothing has changed then. */
  constructor(
    private readonly stack: Stack,
    private readonly target: StackTarget,
    private readonly options: StackTransitionOptions,
  ) {
    const { registry, readers } = options;
    this.desired = new DesiredStack(target, {
      readers,
      exported: (name) => exportsOf(options.others()).find((candidate) => candidate.name === name)?.value,
      attributes: ({ type, physicalId, attributes }) =>
        registry.treatment(type).kind === 'simulated' ? attributes : recordedAttributes(type, physicalId),
    });
    const total = this.desired.dependencies.size;
    this.deployment = new StackDeployment(stack, this.desired, registry, {
      quiet: options.unchanged,
      signal: options.signal,
      cancelled: options.cancelled,
      onResource: (logicalId, type) => options.onResource?.(logicalId, type, total),
    });
  }

  /** @throws StackFailed after the rollback; what the caller interrupted the deployment with. */
  async run(): Promise<void> {
    if (this.options.unchanged) await this.restore();
    else if (isGone(this.stack.record)) await this.create();
    else await this.update();
  }

  /** Nothing has changed but the process: there is nothing to roll back to. */
  private async restore(): Promise<void> {
    try {
      const { outputs } = await this.apply();
      this.stack.keep({ outputs, resources: this.desired.resources() });
    } catch (error) {
      if (error instanceof DeploymentInterrupted) throw error.cause;
      throw new StackFailed(this.target.stackName, this.stack.record.status, error);
    }
  }

  private async create(): Promise<void> {
    const { templateBody, parameters, tags } = this.target;
    const empty = { resources: {}, outputs: {}, imports: [], updatedAt: undefined, deletedAt: undefined };
    const createdAt = this.stack.now();
    this.stack.standing.clear();
    this.stack.enter('CREATE_IN_PROGRESS', 'User Initiated', { ...empty, templateBody, parameters, tags, createdAt });
    try {
      this.complete('CREATE_COMPLETE', await this.apply());
    } catch (error) {
      await this.rollBack('ROLLBACK', error);
    }
  }

  private async update(): Promise<void> {
    const { resources: before } = this.stack.record;
    this.stack.enter('UPDATE_IN_PROGRESS', 'User Initiated', { updatedAt: this.stack.now() });
    try {
      this.complete('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', await this.apply());
    } catch (error) {
      await this.rollBack('UPDATE_ROLLBACK', error);
    }
    await this.deployment.cleanUp(before);
    this.stack.enter('UPDATE_COMPLETE');
  }

  private async apply(): Promise<{ readonly outputs: Readonly<Record<string, OutputRecord>> }> {
    await this.deployment.apply();
    this.options.cancelled?.throwIfAborted();
    const outputs = this.desired.outputs();
    checkExports(this.stack.record, outputs, this.options.others());
    return { outputs };
  }

  /** From here on the stack is what its template says. */
  private complete(
    status: StackStatus,
    { outputs }: { readonly outputs: Readonly<Record<string, OutputRecord>> },
  ): void {
    const { templateBody, parameters, tags } = this.target;
    const resources: Readonly<Record<string, ResourceRecord>> = this.desired.resources();
    const imports = [...this.desired.imports];
    this.stack.enter(status, undefined, { templateBody, parameters, tags, resources, outputs, imports });
  }

  private async rollBack(to: 'ROLLBACK' | 'UPDATE_ROLLBACK', error: unknown): Promise<never> {
    if (error instanceof DeploymentInterrupted) throw error.cause;
    const verb = to === 'ROLLBACK' ? 'create' : 'update';
    const reason =
      error instanceof ResourceFailed
        ? `The following resource(s) failed to ${verb}: [${error.logicalId}].`
        : error instanceof Error
          ? error.message
          : String(error);
    this.stack.enter(`${to}_IN_PROGRESS`, reason);
    const status: StackStatus = await this.deployment.rollBack().then(
      () => `${to}_COMPLETE` as const,
      () => `${to}_FAILED` as const,
    );
    this.stack.enter(status, reason);
    throw new StackFailed(this.target.stackName, status, error);
  }
}
