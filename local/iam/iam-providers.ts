import type { ResourceProvider } from '../templates/resource-provider';
import { ManagedPolicyProvider } from './managed-policy-provider';
import type { PolicyEngine } from './policy-engine';
import { PolicyProvider } from './policy-provider';
import { RoleDirectory } from './role-directory';
import { RoleProvider } from './role-provider';

/** The providers of AWS::IAM::*, over one directory of roles. */
export function iamProviders(engine: PolicyEngine): readonly ResourceProvider[] {
  const roles = new RoleDirectory(engine);
  return [
    new RoleProvider(engine, roles),
    new PolicyProvider(engine, roles),
    new PolicyProvider(engine, roles, 'AWS::IAM::RolePolicy'),
    new ManagedPolicyProvider(roles),
  ];
}
