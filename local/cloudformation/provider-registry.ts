import type { ResourceProvider } from '../templates/resource-provider';
import { INERT_TYPES } from './inert-types';
import { RecordedProvider } from './recorded-provider';

/** How the laptop treats a resource type. */
export type Treatment =
  | { readonly kind: 'simulated' }
  | { readonly kind: 'inert'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** Finds the provider of a type: its own, that of custom resources, else one that only writes the resource down. */
export class ProviderRegistry {
  private readonly providers = new Map<string, ResourceProvider>();

  /** @param customResource provider of a custom resource's type; absent: custom resources are unknown types. */
  constructor(
    providers: readonly ResourceProvider[],
    private readonly customResource?: (type: string) => ResourceProvider,
  ) {
    for (const provider of providers) {
      if (this.providers.has(provider.type)) throw new Error(`Two providers claim the type ${provider.type}.`);
      this.providers.set(provider.type, provider);
    }
  }

  provider(type: string): ResourceProvider {
    const known = this.providers.get(type);
    if (known !== undefined) return known;
    const provider = this.treatment(type).kind === 'simulated' ? this.customResource?.(type) : undefined;
    const made = provider ?? new RecordedProvider(type);
    this.providers.set(type, made);
    return made;
  }

  treatment(type: string): Treatment {
    const known = this.providers.get(type);
    if (known !== undefined && !(known instanceof RecordedProvider)) return { kind: 'simulated' };
    const reason = Object.hasOwn(INERT_TYPES, type) ? INERT_TYPES[type] : undefined;
    if (reason !== undefined) return { kind: 'inert', reason };
    const custom = type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
    return custom && this.customResource !== undefined ? { kind: 'simulated' } : { kind: 'unknown' };
  }
}
