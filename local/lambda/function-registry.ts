import { join } from 'node:path';
import { localArn } from '../account';
import { StateFile } from '../state-file';
import { ExecutionPool, type PoolContext } from './execution/execution-pool';
import { FunctionVersion } from './execution/function-version';
import type { InvocationListener } from './execution/invocation-record';
import { type FunctionDefinition, LATEST } from './function-definition';
import { type FunctionReference, functionNotFound } from './function-reference';
import { FunctionLog, type LogListener } from './logs/function-log';

export interface FunctionAlias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** A second version, and the share of invocations that goes there. */
  readonly additional?: { readonly version: string; readonly weight: number };
}

interface FunctionEntry {
  latest: FunctionVersion;
  readonly log: FunctionLog;
  readonly versions: Map<string, FunctionVersion>;
  readonly aliases: Map<string, FunctionAlias>;
  modifiedAt: Date;
}

/** The functions of the laptop with their versions and aliases. */
export class FunctionRegistry {
  private readonly entries = new Map<string, FunctionEntry>();
  /** Pools of replaced code whose workers may still be busy. */
  private retired: ExecutionPool[] = [];

  constructor(
    private readonly folder: string,
    private readonly context: PoolContext,
    private readonly listeners: ReadonlySet<LogListener>,
    private readonly invocationListeners: ReadonlySet<InvocationListener>,
  ) {}

  names(): string[] {
    return [...this.entries.keys()].sort();
  }

  /**
   * The version that a reference means; an alias with two versions chooses by its weights.
   * @throws AwsError `ResourceNotFoundException`
   */
  resolve({ name, qualifier = LATEST }: FunctionReference): FunctionVersion {
    const entry = this.entry(name);
    const found = qualifier === LATEST ? entry.latest : (entry.versions.get(qualifier) ?? aliased(entry, qualifier));
    if (found === undefined) throw functionNotFound(`${entry.latest.definition.arn}:${qualifier}`);
    return found;
  }

  modifiedAt(name: string): Date {
    return this.entry(name).modifiedAt;
  }

  /** Every version that can run, `$LATEST` first. */
  versions(name: string): readonly FunctionVersion[] {
    const entry = this.entry(name);
    return [entry.latest, ...entry.versions.values()];
  }

  /** Makes or changes a function. Where nothing changed, its warm workers stay; else they retire. */
  put(definition: FunctionDefinition): void {
    const entry = this.entries.get(definition.name);
    if (entry !== undefined && JSON.stringify(entry.latest.definition) === JSON.stringify(definition)) return;
    const log = entry?.log ?? new FunctionLog(join(this.folder, 'logs'), definition.name, this.listeners);
    const latest = new FunctionVersion(
      new ExecutionPool(definition, LATEST, this.context),
      log,
      this.invocationListeners,
    );
    if (entry === undefined) {
      const fresh = { latest, log, versions: new Map(), aliases: new Map(), modifiedAt: new Date() };
      this.entries.set(definition.name, fresh);
      return;
    }
    this.retire(entry.latest.pool);
    entry.latest = latest;
    entry.modifiedAt = new Date();
  }

  /** Publishes what is `$LATEST` now; `number` is given where the version exists already and is only found again. */
  publish(name: string, number?: string): FunctionVersion {
    const entry = this.entry(name);
    const counter = new StateFile<{ readonly lastVersion: number }>(join(this.folder, 'versions', `${name}.json`));
    const version = number ?? String((counter.read()?.lastVersion ?? 0) + 1);
    const known = entry.versions.get(version);
    if (known !== undefined) return known;
    counter.write({ lastVersion: Math.max(Number(version), counter.read()?.lastVersion ?? 0) });
    const pool = new ExecutionPool(entry.latest.definition, version, this.context);
    const published = new FunctionVersion(pool, entry.log, this.invocationListeners);
    entry.versions.set(version, published);
    return published;
  }

  aliases(name: string): readonly FunctionAlias[] {
    return [...this.entry(name).aliases.values()];
  }

  putAlias(name: string, alias: FunctionAlias): void {
    this.entry(name).aliases.set(alias.name, alias);
  }

  removeAlias(name: string, alias: string): void {
    this.entries.get(name)?.aliases.delete(alias);
  }

  async removeVersion(name: string, version: string): Promise<void> {
    const entry = this.entries.get(name);
    const published = entry?.versions.get(version);
    entry?.versions.delete(version);
    await published?.pool.stop();
  }

  async remove(name: string): Promise<void> {
    const entry = this.entries.get(name);
    this.entries.delete(name);
    if (entry !== undefined) await stopEntry(entry);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.retired.map((pool) => pool.stop()), ...[...this.entries.values()].map(stopEntry)]);
  }

  private retire(pool: ExecutionPool): void {
    void pool.retire();
    this.retired = [...this.retired.filter((old) => old.environments().length > 0), pool];
  }

  private entry(name: string): FunctionEntry {
    const entry = this.entries.get(name);
    if (entry === undefined) throw functionNotFound(localArn('lambda', `function:${name}`));
    return entry;
  }
}

function aliased(entry: FunctionEntry, name: string): FunctionVersion | undefined {
  const alias = entry.aliases.get(name);
  if (alias === undefined) return undefined;
  const { version, additional } = alias;
  const chosen = additional !== undefined && Math.random() < additional.weight ? additional.version : version;
  return chosen === LATEST ? entry.latest : entry.versions.get(chosen);
}

async function stopEntry(entry: FunctionEntry): Promise<void> {
  await Promise.all([entry.latest, ...entry.versions.values()].map(({ pool }) => pool.stop()));
  await entry.log.flush();
}
