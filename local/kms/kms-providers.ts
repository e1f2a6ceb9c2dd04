import type { PolicyStore } from '../iam/policy-store';
import type { ResourceProvider } from '../templates/resource-provider';
import { AliasProvider } from './alias-provider';
import { KeyProvider } from './key-provider';
import { KeyRegistry } from './key-registry';

/** The resource types of AWS::KMS that templates may declare, over one registry of keys. */
export function kmsProviders(policies: PolicyStore, keys = new KeyRegistry()): readonly ResourceProvider[] {
  return [new KeyProvider(policies, keys), new AliasProvider(keys)];
}
