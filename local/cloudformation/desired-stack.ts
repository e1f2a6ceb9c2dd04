import { LOCAL_ACCOUNT, LOCAL_REGION } from '../account';
import type { JsonObject } from '../protocol/operations';
import { type DynamicReferenceReaders, resolveDynamicReferences } from '../templates/dynamic-references';
import { IntrinsicResolver } from '../templates/intrinsics/resolver';
import type { Scope } from '../templates/intrinsics/scope';
import type { ResolvedParameter } from '../templates/parameters';
import { dependencyOrder } from '../templates/resource-order';
import type { Template, TemplateResource } from '../templates/template';
import { pointerTo } from '../templates/template-error';
import { referencesOf } from '../templates/template-references';
import { stackArn } from './stack-arn';
import type { OutputRecord, ResourceRecord } from './stack-record';

/** What a stack is to become. */
export interface StackTarget {
  readonly stackName: string;
  readonly template: Template;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, ResolvedParameter>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DesiredStackOptions {
  readonly readers: DynamicReferenceReaders;
  /** The value of another stack's export. */
  exported(name: string): string | undefined;
  /** What `Fn::GetAtt` gives for a resource that has been made. */
  attributes(record: ResourceRecord): Readonly<Record<string, unknown>>;
}

/** A stack's template while it is being applied: its references lead to the resources made so far. */
export class DesiredStack {
  /** The resources whose condition holds, with what each depends on, in dependency order. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Exports of other stacks that have been taken in. */
  readonly imports = new Set<string>();
  private readonly made = new Map<string, ResourceRecord>();
  private readonly resolver: IntrinsicResolver;

  /** @throws TemplateError, DependencyCycle */
  constructor(
    readonly target: StackTarget,
    private readonly options: DesiredStackOptions,
  ) {
    this.resolver = new IntrinsicResolver(this.scope());
    const { Resources } = target.template;
    const active = Object.entries(Resources).filter(
      ([logicalId, { Condition }]) =>
        Condition === undefined || this.resolver.condition(Condition, pointerTo('/Resources', logicalId)),
    );
    const names = new Set(active.map(([logicalId]) => logicalId));
    const unordered = new Map(
      active.map(([logicalId, resource]) => [logicalId, [...referencesOf(resource)].filter((name) => names.has(name))]),
    );
    this.dependencies = new Map(
      dependencyOrder(unordered).map((logicalId) => [logicalId, unordered.get(logicalId) as string[]]),
    );
  }

  resource(logicalId: string): TemplateResource {
    return this.target.template.Resources[logicalId] as TemplateResource;
  }

  /** A resource's properties with everything resolved; what it refers to must have been made. */
  async properties(logicalId: string): Promise<JsonObject> {
    const pointer = pointerTo(pointerTo('/Resources', logicalId), 'Properties');
    const resolved = this.resolver.resolve(this.resource(logicalId).Properties ?? {}, pointer);
    return (await resolveDynamicReferences(resolved, pointer, this.options.readers)) as JsonObject;
  }

  put(logicalId: string, record: ResourceRecord): void {
    this.made.set(logicalId, record);
  }

  /** The stack's resources as they are now, in dependency order. */
  resources(): Readonly<Record<string, ResourceRecord>> {
    const inOrder = [...this.dependencies.keys()].filter((logicalId) => this.made.has(logicalId));
    return Object.fromEntries(inOrder.map((logicalId) => [logicalId, this.made.get(logicalId) as ResourceRecord]));
  }

  outputs(): Readonly<Record<string, OutputRecord>> {
    const outputs: Record<string, OutputRecord> = {};
    for (const [name, output] of Object.entries(this.target.template.Outputs)) {
      const pointer = pointerTo('/Outputs', name);
      if (output.Condition !== undefined && !this.resolver.condition(output.Condition, pointer)) continue;
      outputs[name] = {
        value: this.resolver.text(output.Value, pointerTo(pointer, 'Value')),
        description: output.Description,
        exportName: output.Export && this.resolver.text(output.Export.Name, pointerTo(pointer, 'Export')),
      };
    }
    return outputs;
  }

  private scope(): Scope {
    const { stackName, template, parameters } = this.target;
    return {
      pseudoParameters: {
        'AWS::AccountId': LOCAL_ACCOUNT,
        'AWS::Region': LOCAL_REGION,
        'AWS::Partition': 'aws',
        'AWS::URLSuffix': 'amazonaws.com',
        'AWS::StackName': stackName,
        'AWS::StackId': stackArn(stackName),
        'AWS::NotificationARNs': [],
      },
      parameters: Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])),
      mappings: template.Mappings,
      conditions: template.Conditions,
      resource: (logicalId) => {
        const record = this.made.get(logicalId);
        return record === undefined ? undefined : { ...record, attributes: this.options.attributes(record) };
      },
      exported: (name) => {
        const value = this.options.exported(name);
        if (value !== undefined) this.imports.add(name);
        return value;
      },
    };
  }
}
