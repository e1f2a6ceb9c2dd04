import { isDeepStrictEqual } from 'node:util';
import { type Clock, systemClock } from '../clock';
import type { LocalPage } from '../front-door/laptop-service';
import type { CloudAssembly } from '../templates/cloud-assembly';
import type { DynamicReferenceReaders } from '../templates/dynamic-references';
import { resolveParameters } from '../templates/parameters';
import type { ResourceProvider } from '../templates/resource-provider';
import { parseTemplate } from '../templates/template';
import { CustomResourceProvider } from './custom-resources/custom-resource-provider';
import { type CustomResourceOptions, CustomResourceRunner } from './custom-resources/custom-resource-runner';
import { reportStack, type StackReport } from './deployment-report';
import type { StackTarget } from './desired-stack';
import { ProviderRegistry } from './provider-registry';
import { removeResources } from './remove-resources';
import { StackFailed } from './resource-failed';
import { Stack } from './stack';
import { stackArn, stackNameOf } from './stack-arn';
import { exportsOf, type StackExport } from './stack-exports';
import { isGone, isInProgress, type StackRecord } from './stack-record';
import { StackStore } from './stack-store';
import { StackTransition, type StackTransitionOptions } from './stack-transition';
import { validationError } from './validation-error';

export interface StackEngineOptions extends DynamicReferenceReaders {
  /** One per resource type. */
  readonly providers: readonly ResourceProvider[];
  /** Where the stacks are kept across restarts. */
  readonly folder: string;
  /** How custom resources are invoked and answer. Absent: they are reported as not simulated. */
  readonly customResources?: CustomResourceOptions;
  readonly clock?: Clock;
}

export interface DeploymentProgress {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Resources of this deployment that are done, this one included, of how many. */
  readonly done: number;
  readonly total: number;
}

export interface DeployOptions {
  /** Values of parameters by stack name; others keep their value of the last deployment, else their default. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What it throws interrupts the deployment, as `signal` does. */
  readonly onProgress?: (progress: DeploymentProgress) => void;
  /** Once aborted no further resource is begun, and the deployment rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface UpdateRequest {
  /** Absent: the template stays. */
  readonly templateBody?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of parameters that keep their value. */
  readonly previousParameters: readonly string[];
  /** Absent: the tags stay. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** CloudFormation of the laptop: brings stacks to what their templates say, and keeps them across restarts. */
export class StackEngine {
  /** Where custom resources put their answers; the front door serves it. Absent without custom resources. */
  readonly responsePage: LocalPage | undefined;
  private readonly stacks = new Map<string, Stack>();
  private readonly running = new Map<string, Promise<void>>();
  /** Of the updates that are going on, by stack name. */
  private readonly cancellations = new Map<string, AbortController>();
  private readonly registry: ProviderRegistry;
  private readonly store: StackStore;
  private readonly clock: Clock;

  constructor(private readonly options: StackEngineOptions) {
    const runner = options.customResources && new CustomResourceRunner(options.customResources);
    this.responsePage = runner?.page;
    this.registry = new ProviderRegistry(
      options.providers,
      runner && ((type) => new CustomResourceProvider(type, runner)),
    );
    this.store = new StackStore(options.folder);
    this.clock = options.clock ?? systemClock;
    for (const record of this.store.load()) {
      this.stacks.set(record.stackName, new Stack(record, this.store, this.clock));
    }
  }

  /**
   * Deploys every stack of an assembly in dependency order. After a restart unchanged stacks are made again in silence, so that
   * the services know their resources; their status stays.
   * @throws StackFailed for the first stack that fails, after its rollback; TemplateError for a template that makes no sense; what
   * the signal or the listener interrupted it with.
   */
  async deploy(assembly: CloudAssembly, { parameters = {}, onProgress, signal }: DeployOptions = {}): Promise<void> {
    for (const artifact of assembly.stacks) {
      signal?.throwIfAborted();
      const { stackName, templateBody, tags } = artifact;
      const template = parseTemplate(templateBody);
      const before = this.stacks.get(stackName)?.record;
      const kept = before === undefined || isGone(before) ? {} : before.parameters;
      const given = {
        ...Object.fromEntries(
          Object.entries(kept)
            .filter(([name]) => Object.hasOwn(template.Parameters, name))
            .map(([name, parameter]) => [name, parameter.given]),
        ),
        ...artifact.parameters,
        ...parameters[stackName],
      };
      const values = await resolveParameters(template.Parameters, { given, ...this.readers() });
      const target: StackTarget = { stackName, template, templateBody, parameters: values, tags };
      let done = 0;
      await this.exclusively(stackName, () =>
        this.prepare(target, {
          signal,
          onResource: (logicalId, type, total) => {
            done++;
            onProgress?.({ stackName, logicalId, type, done, total });
          },
        }).run(),
      );
    }
  }

  /**
   * Starts an update as UpdateStack does; `done` settles with its end, never rejecting: the stack's status says how it went.
   * @throws AwsError `ValidationError` where nothing would change, a parameter is missing, or the stack is busy.
   */
  async update(
    nameOrArn: string,
    request: UpdateRequest,
  ): Promise<{ readonly stackId: string; readonly done: Promise<void> }> {
    const { record } = this.stack(nameOrArn);
    const { stackName, stackId, status } = record;
    if (isInProgress(record) || this.running.has(stackName) || isGone(record)) {
      throw validationError(`Stack:${stackId} is in ${status} state and can not be updated.`);
    }
    const target = await this.updateTarget(record, request).catch((error: Error) => {
      throw validationError(error.message);
    });
    if (isSame(record, target)) throw validationError('No updates are to be performed.');
    const cancellation = new AbortController();
    const transition = valid(() => this.prepare(target, { cancelled: cancellation.signal }));
    this.cancellations.set(stackName, cancellation);
    const done = this.exclusively(stackName, () => transition.run())
      .catch(() => undefined)
      .finally(() => {
        if (this.cancellations.get(stackName) === cancellation) this.cancellations.delete(stackName);
      });
    return { stackId, done };
  }

  /**
   * Lets an update end early and roll back, as CancelUpdateStack does.
   * @throws AwsError `ValidationError` where no update is going on, or the new resources are in place already.
   */
  cancelUpdate(nameOrArn: string): void {
    const { stackName, status } = this.stack(nameOrArn).record;
    const cancellation = this.cancellations.get(stackName);
    if (status !== 'UPDATE_IN_PROGRESS' || cancellation === undefined) {
      throw validationError(`CancelUpdateStack cannot be called from current stack status: ${status}.`);
    }
    cancellation.abort(new Error('Resource update cancelled'));
  }

  /** Starts a deletion; like `update`. A stack that is not there is deleted already. */
  delete(nameOrArn: string): Promise<void> {
    const stack = this.stacks.get(stackNameOf(nameOrArn));
    if (stack === undefined || stack.record.status === 'DELETE_COMPLETE') return Promise.resolve();
    const importers = exportsOf([stack.record]).flatMap(({ name }) =>
      this.records().filter((other) => other.imports.includes(name)),
    );
    if (importers.length > 0) {
      throw validationError(
        `Export ${exportsOf([stack.record])[0]?.name} cannot be deleted as it is in use by ${importers[0]?.stackName}`,
      );
    }
    return this.exclusively(stack.record.stackName, () => this.remove(stack)).catch(() => undefined);
  }

  /** @throws AwsError `ValidationError` where there is no such stack. */
  stack(nameOrArn: string): Stack {
    const found = this.stacks.get(stackNameOf(nameOrArn));
    if (found !== undefined) return found;
    throw validationError(`Stack with id ${nameOrArn} does not exist`);
  }

  /** Every stack, deleted ones included, in the order of creation. */
  records(): readonly StackRecord[] {
    return [...this.stacks.values()].map(({ record }) => record).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** A stack's outputs by name. @throws AwsError `ValidationError` */
  outputs(stackName: string): Readonly<Record<string, string>> {
    const { outputs } = this.stack(stackName).record;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  exports(): readonly StackExport[] {
    return exportsOf(this.records().filter((record) => !isGone(record)));
  }

  /** What is simulated, what is written down only, and what is declared with nothing behind it. */
  report(): readonly StackReport[] {
    return this.records()
      .filter((record) => !isGone(record))
      .map((record) => reportStack(record, this.registry));
  }

  /** Waits for what is going on. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  private async updateTarget(record: StackRecord, request: UpdateRequest): Promise<StackTarget> {
    const templateBody = request.templateBody ?? record.templateBody;
    const template = parseTemplate(templateBody);
    const given: Record<string, string> = { ...request.parameters };
    for (const name of request.previousParameters) {
      const previous = record.parameters[name];
      if (previous === undefined)
        throw validationError(
          `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        );
      given[name] = previous.given;
    }
    const parameters = await resolveParameters(template.Parameters, { given, ...this.readers() });
    return { stackName: record.stackName, template, templateBody, parameters, tags: request.tags ?? record.tags };
  }

  /** @throws TemplateError, DependencyCycle; then there is no trace of the attempt. */
  private prepare(
    target: StackTarget,
    hooks: Pick<StackTransitionOptions, 'onResource' | 'signal' | 'cancelled'> = {},
  ): StackTransition {
    const { stackName } = target;
    const stack = this.stacks.get(stackName) ?? new Stack(newRecord(target, this.clock), this.store, this.clock);
    const transition = new StackTransition(stack, target, {
      registry: this.registry,
      readers: this.readers(),
      others: () => this.records().filter((record) => record.stackName !== stackName && !isGone(record)),
      unchanged: isSame(stack.record, target),
      ...hooks,
    });
    this.stacks.set(stackName, stack);
    return transition;
  }

  private async remove(stack: Stack): Promise<void> {
    stack.enter('DELETE_IN_PROGRESS', 'User Initiated');
    const records = new Map(Object.entries(stack.record.resources));
    const failed = await removeResources(stack, this.registry, records, (_, { deletionPolicy }) => deletionPolicy);
    stack.standing.clear();
    const left = Object.fromEntries([...records].filter(([logicalId]) => failed.includes(logicalId)));
    if (failed.length > 0) {
      stack.enter('DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}].`, {
        resources: left,
      });
      throw new StackFailed(stack.record.stackName, 'DELETE_FAILED', stack.record.statusReason);
    }
    stack.enter('DELETE_COMPLETE', undefined, { resources: {}, outputs: {}, imports: [], deletedAt: stack.now() });
  }

  /** One operation at a time on each stack. */
  private async exclusively(stackName: string, operation: () => Promise<void>): Promise<void> {
    const before = this.running.get(stackName);
    // At once where nothing is going on: who starts an update must find the stack updating.
    const current = before === undefined ? operation() : before.catch(() => undefined).then(operation);
    this.running.set(stackName, current);
    try {
      await current;
    } finally {
      if (this.running.get(stackName) === current) this.running.delete(stackName);
    }
  }

  private readers(): DynamicReferenceReaders {
    const { options } = this;
    return {
      readSsmParameter: (name, version) => options.readSsmParameter(name, version),
      readSecret: options.readSecret && ((secretId, version) => options.readSecret!(secretId, version)),
    };
  }
}

/** What is wrong with a template is wrong with the request. */
function valid<Result>(prepare: () => Result): Result {
  try {
    return prepare();
  } catch (error) {
    throw validationError((error as Error).message);
  }
}

function newRecord({ stackName, templateBody, tags }: StackTarget, clock: Clock): StackRecord {
  return {
    stackName,
    stackId: stackArn(stackName),
    // What it is until it has been created; nothing can be built on it.
    status: 'ROLLBACK_COMPLETE',
    createdAt: clock.now().toISOString(),
    templateBody,
    parameters: {},
    tags,
    resources: {},
    outputs: {},
    imports: [],
  };
}

/** Whether a stack is already what it is to become: template, parameters (as read from SSM now) and tags. */
function isSame(record: StackRecord, target: StackTarget): boolean {
  return (
    !isGone(record) &&
    record.status !== 'DELETE_FAILED' &&
    isDeepStrictEqual(JSON.parse(record.templateBody), JSON.parse(target.templateBody)) &&
    isDeepStrictEqual(record.parameters, target.parameters) &&
    isDeepStrictEqual(record.tags, target.tags)
  );
}
