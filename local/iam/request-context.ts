import { LOCAL_ACCOUNT, LOCAL_REGION } from '../account';
import type { Clock } from '../clock';
import type { AccessRequest } from './authorizer';
import type { ContextLookup } from './policy-text';
import type { Principal } from './principal';

/**
 * The condition keys of a request: what the service gave, else what follows from the principal and the laptop. The laptop's port
 * is open to 127.0.0.1 only, which stands for TLS: `aws:SecureTransport` is true unless the service says otherwise.
 */
export function requestContext(request: AccessRequest, clock: Clock): ContextLookup {
  return (key) => {
    // Asked for here, and not before: services gather it when a policy wants a key.
    const { context, principal } = request;
    return context !== undefined && Object.hasOwn(context, key) ? context[key] : impliedValue(key, principal, clock);
  };
}

function impliedValue(key: string, principal: Principal, clock: Clock): string | undefined {
  const service = principal.kind === 'service' ? principal : undefined;
  switch (key) {
    case 'aws:SecureTransport':
      return 'true';
    case 's3:TlsVersion':
      return '1.3';
    case 'aws:SourceIp':
      return service === undefined ? '127.0.0.1' : undefined;
    case 'aws:ViaAWSService':
      return 'false';
    case 'aws:RequestedRegion':
      return LOCAL_REGION;
    case 'aws:ResourceAccount':
    case 's3:ResourceAccount':
    case 'kms:CallerAccount':
      return LOCAL_ACCOUNT;
    case 'aws:CurrentTime':
      return clock.now().toISOString();
    case 'aws:EpochTime':
      return String(Math.floor(clock.now().getTime() / 1000));
    case 'aws:PrincipalIsAWSService':
      return String(service !== undefined);
    case 'aws:PrincipalServiceName':
      return service?.service;
    case 'aws:SourceArn':
      return service?.sourceArn;
    case 'aws:SourceAccount':
      // Every resource of the laptop is of its one account, also those whose ARN does not name it.
      return service === undefined ? undefined : (service.sourceAccount ?? LOCAL_ACCOUNT);
    default:
      return principalValue(key, principal);
  }
}

function principalValue(key: string, principal: Principal): string | undefined {
  if (key === 'aws:PrincipalType') {
    return { administrator: 'User', role: 'AssumedRole', service: undefined, anonymous: 'Anonymous' }[principal.kind];
  }
  if (principal.kind !== 'role' && principal.kind !== 'administrator') return undefined;
  const arn = principal.kind === 'role' ? principal.roleArn : principal.arn;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  switch (key) {
    case 'aws:PrincipalArn':
      return arn;
    case 'aws:PrincipalAccount':
      return LOCAL_ACCOUNT;
    case 'aws:username':
      return principal.kind === 'administrator' ? name : undefined;
    case 'aws:userid':
      return principal.kind === 'administrator'
        ? name
        : `${name}:${principal.arn.slice(principal.arn.lastIndexOf('/') + 1)}`;
    default:
      return undefined;
  }
}
