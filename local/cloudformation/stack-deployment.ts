import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../protocol/operations';
import { DeploymentInterrupted } from './deployment-interrupted';
import type { DesiredStack } from './desired-stack';
import { generatedName } from './generated-name';
import type { ProviderRegistry } from './provider-registry';
import { removeResources } from './remove-resources';
import { ResourceFailed } from './resource-failed';
import { runInOrder } from './run-in-order';
import type { Stack } from './stack';
import type { ResourceRecord } from './stack-record';

/** What a deployment did to one resource, to be undone or finished. */
interface Change {
  readonly logicalId: string;
  readonly before: ResourceRecord | undefined;
  readonly attempted: JsonObject;
  /** Absent where making it failed: it may have been changed half-way. */
  readonly after: ResourceRecord | undefined;
}

/** One attempt to bring a stack to what its template says: apply, then either finish or roll back. */
export class StackDeployment {
  private readonly changes: Change[] = [];

  constructor(
    private readonly stack: Stack,
    private readonly desired: DesiredStack,
    private readonly registry: ProviderRegistry,
    private readonly options: {
      /** Restoring after a restart leaves no events: nothing has changed. */
      readonly quiet: boolean;
      /** Told of each resource that is done; what it throws interrupts the deployment. */
      readonly onResource?: (logicalId: string, type: string) => void;
      readonly signal?: AbortSignal;
      /** Once aborted, no further resource is begun, and the attempt fails with its reason. */
      readonly cancelled?: AbortSignal;
    },
  ) {}

  /**
   * Makes and changes resources, independent ones at once. Resources that stand unchanged are left alone.
   * @throws ResourceFailed for the first that failed; DeploymentInterrupted.
   */
  async apply(): Promise<void> {
    await runInOrder(this.desired.dependencies, async (logicalId) => {
      const { Type: type } = this.desired.resource(logicalId);
      interruptible(() => this.options.signal?.throwIfAborted());
      try {
        this.options.cancelled?.throwIfAborted();
        await this.applyResource(logicalId, type);
      } catch (cause) {
        const status = this.stack.record.resources[logicalId] === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED';
        const failed = new ResourceFailed(logicalId, type, cause);
        const physicalId = this.stack.record.resources[logicalId]?.physicalId ?? '';
        this.stack.log({ logicalId, physicalId, type, status, reason: failed.reason });
        throw failed;
      }
      interruptible(() => this.options.onResource?.(logicalId, type));
    });
  }

  /** Removes what the new template no longer has, and what was replaced. Failures are logged and leave the resource behind. */
  async cleanUp(before: Readonly<Record<string, ResourceRecord>>): Promise<void> {
    const gone = Object.keys(before).filter((logicalId) => !this.desired.dependencies.has(logicalId));
    const replaced = this.changes.filter(
      ({ before: old, after }) => old !== undefined && old.physicalId !== after?.physicalId,
    );
    const obsolete = new Map(
      [...gone, ...replaced.map(({ logicalId }) => logicalId)].map((id) => [id, before[id] as ResourceRecord]),
    );
    await removeResources(this.stack, this.registry, obsolete, (logicalId, record) =>
      gone.includes(logicalId) ? record.deletionPolicy : record.updateReplacePolicy,
    );
    for (const logicalId of gone) this.stack.standing.delete(logicalId);
  }

  /**
   * Puts everything back: resources that were there get their former properties, new ones are removed.
   * @throws ResourceFailed where that fails.
   */
  async rollBack(): Promise<void> {
    const { resources: before } = this.stack.record;
    const changed = new Map(this.changes.map((change) => [change.logicalId, change]));
    const order = new Map(Object.entries(before).map(([logicalId, { dependsOn }]) => [logicalId, dependsOn]));
    await runInOrder(order, async (logicalId) => {
      const change = changed.get(logicalId);
      if (change === undefined && this.stack.standing.has(logicalId)) return;
      await this.restore(logicalId, before[logicalId] as ResourceRecord, change);
    });
    const created = this.changes.filter(
      ({ before: old, after }) => after !== undefined && old?.physicalId !== after.physicalId,
    );
    await removeResources(
      this.stack,
      this.registry,
      new Map(created.map(({ logicalId, after }) => [logicalId, after as ResourceRecord])),
      // A resource that was never in use is removed, unless the template insists on keeping even that.
      (_, { deletionPolicy }) => (deletionPolicy === 'Retain' ? 'Retain' : 'Delete'),
    );
    for (const { logicalId, before: old } of created) if (old === undefined) this.stack.standing.delete(logicalId);
  }

  private async applyResource(logicalId: string, type: string): Promise<void> {
    const properties = await this.desired.properties(logicalId);
    const before = this.stack.record.resources[logicalId];
    if (before !== undefined && before.type !== type) throw new Error('Update of resource type is not permitted.');
    const unchanged = before !== undefined && isDeepStrictEqual(before.properties, properties);
    if (unchanged && this.stack.standing.has(logicalId)) {
      this.desired.put(logicalId, { ...before, ...this.declared(logicalId) });
      return;
    }
    const provider = this.registry.provider(type);
    const replaces =
      before !== undefined && !unchanged && (provider.replaces?.(before.properties, properties) ?? false);
    const generation = (before?.generation ?? 0) + (replaces ? 1 : 0);
    const verb = before === undefined ? 'CREATE' : 'UPDATE';
    const silent = this.options.quiet || unchanged;
    if (!silent) {
      const reason = replaces ? 'Requested update requires the creation of a new physical resource.' : undefined;
      this.stack.log({ logicalId, physicalId: before?.physicalId ?? '', type, status: `${verb}_IN_PROGRESS`, reason });
    }
    this.stack.standing.delete(logicalId);
    const { cancelled } = this.options;
    const former = replaces ? undefined : before;
    const provided = await this.provide(logicalId, type, properties, generation, former, cancelled).catch(
      (error: unknown) => {
        this.changes.push({ logicalId, before, attempted: properties, after: undefined });
        throw error;
      },
    );
    const after: ResourceRecord = {
      type,
      ...provided,
      properties,
      generation,
      ...this.declared(logicalId),
      status: unchanged ? before.status : `${verb}_COMPLETE`,
      updatedAt: unchanged ? before.updatedAt : this.stack.now(),
    };
    this.changes.push({ logicalId, before, attempted: properties, after });
    if (replaces && after.physicalId === before.physicalId) {
      throw new Error(
        'CloudFormation cannot update a stack when a custom-named resource requires replacing. ' +
          `Rename ${before.physicalId} and update the stack again.`,
      );
    }
    this.desired.put(logicalId, after);
    this.stack.standing.add(logicalId);
    if (!silent) this.stack.log({ logicalId, physicalId: after.physicalId, type, status: `${verb}_COMPLETE` });
  }

  private async provide(
    logicalId: string,
    type: string,
    properties: JsonObject,
    generation: number,
    previous: ResourceRecord | undefined,
    cancelled?: AbortSignal,
  ): Promise<Pick<ResourceRecord, 'physicalId' | 'attributes'>> {
    const { stackName } = this.stack.record;
    const { physicalId, attributes } = await this.registry.provider(type).apply({
      stackName,
      logicalId,
      properties,
      generatedName: generatedName(stackName, logicalId, generation),
      previous: previous && {
        physicalId: previous.physicalId,
        attributes: previous.attributes,
        properties: previous.properties,
      },
      cancelled,
    });
    return { physicalId, attributes };
  }

  /** What the template says about a resource besides its properties. */
  private declared(logicalId: string): Pick<ResourceRecord, 'dependsOn' | 'deletionPolicy' | 'updateReplacePolicy'> {
    const { DeletionPolicy, UpdateReplacePolicy } = this.desired.resource(logicalId);
    return {
      dependsOn: this.desired.dependencies.get(logicalId) ?? [],
      deletionPolicy: DeletionPolicy ?? 'Delete',
      updateReplacePolicy: UpdateReplacePolicy ?? 'Delete',
    };
  }

  private async restore(logicalId: string, record: ResourceRecord, change: Change | undefined): Promise<void> {
    const { type, physicalId } = record;
    try {
      await this.provide(logicalId, type, record.properties, record.generation, formerOf(record, change));
      this.stack.standing.add(logicalId);
      if (change !== undefined) this.stack.log({ logicalId, physicalId, type, status: 'UPDATE_COMPLETE' });
    } catch (cause) {
      const failed = new ResourceFailed(logicalId, type, cause);
      this.stack.log({ logicalId, physicalId, type, status: 'UPDATE_FAILED', reason: failed.reason });
      throw failed;
    }
  }
}

function interruptible(step: () => void): void {
  try {
    step();
  } catch (cause) {
    throw new DeploymentInterrupted(cause);
  }
}

/** What a resource to be restored is now, as far as is known. */
function formerOf(record: ResourceRecord, change: Change | undefined): ResourceRecord {
  if (change === undefined) return record;
  // It failed half-way: whatever it has become, it was on its way to the attempted properties.
  if (change.after === undefined) return { ...record, properties: change.attempted };
  // A replaced resource still stands beside its replacement.
  return change.after.generation === record.generation ? change.after : record;
}
