import { type Clock, systemClock } from '../clock';
import { accessDenied } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import type { AccessRequest, Authorizer } from './authorizer';
import { accessDeniedMessage, type Decision } from './decision';
import { PolicySet } from './policy-set';
import type { PolicyStore } from './policy-store';
import type { ContextLookup } from './policy-text';
import type { Principal } from './principal';
import { requestContext } from './request-context';
import { policyOwners } from './resource-arn';
import type { StatementUse, TrackedStatement } from './statement-use';

/** What the statements of one side, identity or resource, say to a request. */
interface Findings {
  readonly denied: boolean;
  /** Allow statements that name the caller. */
  readonly allows: readonly TrackedStatement[];
  /** Allow statements that name the caller's account: the caller's own policies may decide. */
  readonly delegates: readonly TrackedStatement[];
}

/** Finds a key by its alias; see `KeyRegistry`. */
export interface KeyDirectory {
  /** @throws AwsError `NotFoundException` */
  resolve(reference: string): { readonly arn: string };
}

const NOTHING: Findings = { denied: false, allows: [], delegates: [] };
const RESOURCE_POLICY = 'resource policy';
const TRUST_POLICY = 'trust policy';
const ROLE_ARN = /^arn:aws:iam::\d{12}:role\//;

/**
 * Judges by the synthesized policies as IAM does within one account: an explicit deny anywhere refuses; else an allow of the
 * caller's policies or of the resource's policy admits. KMS keys and roles to assume are stricter: their own policy must allow
 * the caller, or the account and then the caller's policies too. An administrator is allowed everything by identity.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export class PolicyEngine implements Authorizer, PolicyStore {
  private readonly identities = new Map<string, PolicySet>();
  private readonly resources = new Map<string, PolicySet>();

  /** @param keys finds keys by alias; absent: a key is known by its ARN only. */
  constructor(
    private readonly clock: Clock = systemClock,
    private readonly keys?: KeyDirectory,
  ) {}

  authorize(request: AccessRequest): void {
    const decision = this.decide(request);
    if (!decision.allowed) throw accessDenied(accessDeniedMessage(request, decision.refusal));
  }

  /** The judgement itself; an admission is recorded with the statements that made it. */
  decide(request: AccessRequest): Decision {
    const { principal, action } = request;
    if (isAwsManagedKey(request)) return { allowed: true };
    const resource = this.keyBehind(request.resource);
    const lookup = requestContext(request, this.clock);
    const byIdentity = this.identityFindings(principal, action, resource, lookup);
    if (byIdentity.denied) return { allowed: false, refusal: 'explicit deny in an identity-based policy' };
    const byResource = this.resourceFindings(principal, action, resource, lookup);
    if (byResource.denied) return { allowed: false, refusal: 'explicit deny in a resource-based policy' };

    const identityAllows = principal.kind === 'administrator' || byIdentity.allows.length > 0;
    if (isGated(action, resource)) {
      if (byResource.allows.length > 0) return admit(action, byResource.allows);
      if (byResource.delegates.length === 0) return { allowed: false, refusal: 'no resource-based policy' };
      if (!identityAllows) return { allowed: false, refusal: 'no identity-based policy' };
      admit(action, byResource.delegates);
      return admit(action, byIdentity.allows);
    }
    if (principal.kind === 'administrator') return { allowed: true };
    if (identityAllows || byResource.allows.length > 0)
      return admit(action, [...byIdentity.allows, ...byResource.allows]);
    const anonymousOrService = principal.kind === 'service' || principal.kind === 'anonymous';
    return { allowed: false, refusal: anonymousOrService ? 'no resource-based policy' : 'no identity-based policy' };
  }

  putIdentityPolicy(roleArn: string, policyName: string, document: JsonObject): void {
    const set = this.identities.get(roleArn) ?? new PolicySet(roleArn, 'identity');
    set.put(policyName, document);
    this.identities.set(roleArn, set);
  }

  deleteIdentityPolicy(roleArn: string, policyName: string): void {
    const set = this.identities.get(roleArn);
    set?.delete(policyName);
    if (set?.size === 0) this.identities.delete(roleArn);
  }

  /** The policy of a bucket, queue, topic, function or key; of a role, its trust policy. */
  putResourcePolicy(resourceArn: string, document: JsonObject): void {
    const trust = ROLE_ARN.test(resourceArn);
    const set = this.resources.get(resourceArn) ?? new PolicySet(resourceArn, trust ? 'trust' : 'resource');
    set.put(trust ? TRUST_POLICY : RESOURCE_POLICY, document);
    this.resources.set(resourceArn, set);
  }

  deleteResourcePolicy(resourceArn: string): void {
    this.resources.delete(resourceArn);
  }

  assertAssumable(roleArn: string, servicePrincipal: string, sourceArn?: string): void {
    if (!this.resources.has(roleArn)) throw accessDenied(`The role ${roleArn} does not exist.`);
    const principal: Principal = { kind: 'service', service: servicePrincipal, sourceArn };
    if (this.decide({ principal, action: 'sts:AssumeRole', resource: roleArn }).allowed) return;
    throw accessDenied(
      `The role ${roleArn} cannot be assumed by ${servicePrincipal}: its trust policy does not admit it.`,
    );
  }

  /** What every Allow statement in force has admitted: the evidence of least privilege. */
  statementUse(): StatementUse[] {
    return [...this.identities.values(), ...this.resources.values()]
      .flatMap((set) => set.statements())
      .filter(({ statement }) => statement.effect === 'Allow')
      .map((tracked) => tracked.use());
  }

  /** KMS judges by the key, also where it is named by an alias. */
  private keyBehind(resource: string): string {
    if (this.keys === undefined || !resource.startsWith('arn:aws:kms:') || !resource.includes(':alias/'))
      return resource;
    return this.keys.resolve(resource).arn;
  }

  private identityFindings(principal: Principal, action: string, resource: string, lookup: ContextLookup): Findings {
    const set = principal.kind === 'role' ? this.identities.get(principal.roleArn) : undefined;
    return set === undefined ? NOTHING : findings(set.statementsFor(action), principal, resource, lookup);
  }

  private resourceFindings(principal: Principal, action: string, resource: string, lookup: ContextLookup): Findings {
    const sets = policyOwners(resource).flatMap((owner) => this.resources.get(owner) ?? []);
    if (sets.length === 0) return NOTHING;
    return findings(
      sets.flatMap((set) => set.statementsFor(action)),
      principal,
      resource,
      lookup,
    );
  }
}

/** A key of AWS (`alias/aws/s3`) admits everybody in the account, through the service that it belongs to. */
function isAwsManagedKey(request: AccessRequest): boolean {
  const { principal, resource } = request;
  if (!resource.startsWith('arn:aws:kms:')) return false;
  const [, service] = /^arn:aws:kms:[^:]*:[^:]*:alias\/aws\/(\w+)$/.exec(resource) ?? [];
  if (service === undefined || principal.kind === 'anonymous') return false;
  return String(request.context?.['kms:ViaService'] ?? '').startsWith(`${service}.`);
}

/** Keys and roles: what their own policy does not allow, no other policy can. */
function isGated(action: string, resource: string): boolean {
  return (
    (resource.startsWith('arn:aws:kms:') && resource.includes(':key/')) ||
    (['sts:AssumeRole', 'sts:TagSession'].includes(action) && ROLE_ARN.test(resource))
  );
}

function findings(
  statements: readonly TrackedStatement[],
  principal: Principal,
  resource: string,
  lookup: ContextLookup,
): Findings {
  const allows: TrackedStatement[] = [];
  const delegates: TrackedStatement[] = [];
  for (const tracked of statements) {
    const { statement } = tracked;
    const match = statement.matchesPrincipal(principal);
    if (match === undefined || !statement.matchesResource(resource, lookup)) continue;
    if (statement.condition !== undefined && !statement.condition(lookup)) continue;
    // A deny of the account is a deny of everybody in it.
    if (statement.effect === 'Deny') return { denied: true, allows: [], delegates: [] };
    (match === 'direct' ? allows : delegates).push(tracked);
  }
  return { denied: false, allows, delegates };
}

function admit(action: string, by: readonly TrackedStatement[]): Decision {
  for (const tracked of by) tracked.record(action, by.length === 1);
  return { allowed: true };
}
