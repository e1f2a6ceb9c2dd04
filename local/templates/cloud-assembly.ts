import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../account';
import { AssemblyAssets } from './assembly-assets';
import type { AssetStore } from './asset-store';
import { dependencyOrder } from './resource-order';
import type { StackArtifact } from './stack-artifact';

/** A folder that is not what `cdk synth` leaves, or that was synthesized for another place. */
export class CloudAssemblyInvalid extends Error {
  override readonly name = 'CloudAssemblyInvalid';
}

interface ArtifactManifest {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly parameters?: Readonly<Record<string, string>>;
    readonly tags?: Readonly<Record<string, string>>;
    readonly directoryName?: string;
    readonly file?: string;
  };
}

/** What the laptop has no use for: the construct tree and feature-flag reports. */
const NO_DEPLOYMENT: ReadonlySet<string> = new Set(['cdk:tree', 'cdk:feature-flag-report', 'none']);

/** The folder that `cdk synth` writes: stacks in dependency order, those of nested stages included, and their assets. */
export class CloudAssembly {
  private constructor(
    readonly folder: string,
    /** In an order in which every stack comes after those that it depends on. */
    readonly stacks: readonly StackArtifact[],
    readonly assets: AssetStore,
  ) {}

  /** @throws CloudAssemblyInvalid that names the file or artifact at fault. */
  static read(folder: string): CloudAssembly {
    const assets = new AssemblyAssets();
    const stacks = readFolder(folder, assets);
    const names = stacks.map(({ stackName }) => stackName);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new CloudAssemblyInvalid(`Two stacks of ${folder} are called '${twice}'.`);
    return new CloudAssembly(folder, stacks, assets);
  }

  /** @throws CloudAssemblyInvalid that lists the stacks there are. */
  stack(stackName: string): StackArtifact {
    const found = this.stacks.find((stack) => stack.stackName === stackName);
    if (found !== undefined) return found;
    const known = this.stacks.map((stack) => stack.stackName).join(', ');
    throw new CloudAssemblyInvalid(`There is no stack '${stackName}'. There are: ${known}.`);
  }
}

function readFolder(folder: string, assets: AssemblyAssets): StackArtifact[] {
  const artifacts = readManifest(folder);
  const order = dependencyOrder(
    new Map(Object.entries(artifacts).map(([id, { dependencies = [] }]) => [id, dependencies])),
  );
  const stacksOf = new Map<string, readonly StackArtifact[]>();
  for (const id of order) {
    const artifact = artifacts[id] as ArtifactManifest;
    const before = (artifact.dependencies ?? []).flatMap((dependency) => stacksOf.get(dependency) ?? []);
    stacksOf.set(id, readArtifact(folder, id, artifact, before, assets));
  }
  return [...stacksOf.values()].flat();
}

function readArtifact(
  folder: string,
  id: string,
  artifact: ArtifactManifest,
  before: readonly StackArtifact[],
  assets: AssemblyAssets,
): StackArtifact[] {
  const { type, properties = {} } = artifact;
  const dependencies = before.map(({ stackName }) => stackName);
  switch (type) {
    case 'aws:cloudformation:stack':
      checkEnvironment(id, artifact.environment);
      return [
        {
          stackName: properties.stackName ?? id,
          displayName: artifact.displayName ?? id,
          templateBody: read(folder, properties.templateFile ?? ''),
          parameters: properties.parameters ?? {},
          tags: properties.tags ?? {},
          dependencies,
        },
      ];
    case 'cdk:cloud-assembly':
      // A stage waits as a whole for the stages that it depends on.
      return readFolder(join(folder, properties.directoryName ?? ''), assets).map((stack) => ({
        ...stack,
        dependencies: [...new Set([...dependencies, ...stack.dependencies])],
      }));
    case 'cdk:asset-manifest':
      assets.addManifest(folder, read(folder, properties.file ?? ''));
      return [];
    default:
      if (NO_DEPLOYMENT.has(type)) return [];
      throw new CloudAssemblyInvalid(
        `The laptop does not know the type '${type}' of the artifact '${id}' in ${folder}.`,
      );
  }
}

function readManifest(folder: string): Readonly<Record<string, ArtifactManifest>> {
  const manifest = JSON.parse(read(folder, 'manifest.json')) as {
    readonly artifacts?: Readonly<Record<string, ArtifactManifest>>;
    readonly missing?: readonly unknown[];
  };
  if ((manifest.missing ?? []).length > 0) {
    throw new CloudAssemblyInvalid(
      `${folder} lacks context that only a lookup in an account can give: ${JSON.stringify(manifest.missing)}.`,
    );
  }
  return manifest.artifacts ?? {};
}

/** An assembly for another account would be full of ARNs that lead nowhere here. */
function checkEnvironment(id: string, environment = 'aws://unknown-account/unknown-region'): void {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  const here = (value: string | undefined, unknown: string, local: string): boolean =>
    value === unknown || value === local;
  if (here(account, 'unknown-account', LOCAL_ACCOUNT) && here(region, 'unknown-region', LOCAL_REGION)) return;
  throw new CloudAssemblyInvalid(
    `The stack '${id}' was synthesized for ${environment}; the laptop is aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}. ` +
      'Synthesize with an environment that leaves account and region open, or names these.',
  );
}

function read(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (cause) {
    throw new CloudAssemblyInvalid(`${join(folder, file)} cannot be read: is ${folder} the output of 'cdk synth'?`, {
      cause,
    });
  }
}
