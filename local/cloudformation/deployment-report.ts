import type { ProviderRegistry } from './provider-registry';
import type { StackRecord } from './stack-record';

export interface ReportedResource {
  readonly logicalId: string;
  readonly type: string;
}

/** What the laptop has made of one stack's resources. */
export interface StackReport {
  readonly stackName: string;
  readonly simulated: readonly ReportedResource[];
  /** Written down only, for a known reason. */
  readonly recorded: readonly (ReportedResource & { readonly reason: string })[];
  /** Declared in the template, and nothing of the laptop stands behind it. */
  readonly notSimulated: readonly ReportedResource[];
}

export function reportStack({ stackName, resources }: StackRecord, registry: ProviderRegistry): StackReport {
  const all = Object.entries(resources).map(([logicalId, { type }]) => ({
    logicalId,
    type,
    treatment: registry.treatment(type),
  }));
  const bare = ({ logicalId, type }: ReportedResource): ReportedResource => ({ logicalId, type });
  return {
    stackName,
    simulated: all.filter(({ treatment }) => treatment.kind === 'simulated').map(bare),
    recorded: all.flatMap(({ treatment, ...resource }) =>
      treatment.kind === 'inert' ? [{ ...resource, reason: treatment.reason }] : [],
    ),
    notSimulated: all.filter(({ treatment }) => treatment.kind === 'unknown').map(bare),
  };
}
