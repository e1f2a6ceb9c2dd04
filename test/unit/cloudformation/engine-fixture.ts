import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackEngine, type StackEngineOptions } from '../../../local/cloudformation/stack-engine';
import { CloudAssembly } from '../../../local/templates/cloud-assembly';
import { FakeProvider } from './fake-provider';

/** Resources by logical id; `Type` defaults to the fake provider's. */
export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** An engine over a folder of its own and two fake providers, restartable. */
export class EngineFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'second-look-cloudformation-'));
  readonly ssm = new Map<string, string>();
  things = new FakeProvider('Fake::Thing', ['Color']);
  engine: StackEngine;

  constructor(private readonly options: Partial<StackEngineOptions> = {}) {
    this.engine = this.newEngine();
  }

  /** As after a new start of the laptop: the folder is there, everything else is new. */
  restart(): void {
    this.things = new FakeProvider('Fake::Thing', ['Color']);
    this.engine = this.newEngine();
  }

  /** Deploys one stack called `app`. */
  async deploy(
    resources: Resources,
    rest: object = {},
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.engine.deploy(this.assembly({ app: { ...rest, Resources: typed(resources) } }), {
      parameters: { app: parameters },
    });
  }

  /** An assembly of stacks, each depending on those before it. */
  assembly(stacks: Readonly<Record<string, object>>): CloudAssembly {
    const folder = mkdtempSync(join(this.folder, 'assembly-'));
    const artifacts: Record<string, object> = {};
    for (const [name, template] of Object.entries(stacks)) {
      writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
      artifacts[name] = {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: `${name}.template.json`, tags: { app: 'test' } },
        dependencies: Object.keys(artifacts),
      };
    }
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
    return CloudAssembly.read(folder);
  }

  /** What happened to a stack, as `logical id: status (reason)`. */
  events(stackName = 'app'): string[] {
    return this.engine
      .stack(stackName)
      .events.map(
        ({ logicalId, status, reason }) => `${logicalId}: ${status}${reason === undefined ? '' : ` (${reason})`}`,
      );
  }

  status(stackName = 'app'): string {
    return this.engine.stack(stackName).record.status;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private newEngine(): StackEngine {
    return new StackEngine({
      providers: [this.things],
      folder: join(this.folder, 'stacks'),
      readSsmParameter: async (name) => {
        const value = this.ssm.get(name);
        if (value === undefined) throw new Error(`Unable to fetch parameters [${name}] from parameter store.`);
        return value;
      },
      ...this.options,
    });
  }
}

export function typed(resources: Resources): Resources {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [id, { Type: 'Fake::Thing', ...resource }]),
  );
}
