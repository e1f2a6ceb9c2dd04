/**
 * The condition keys that requests of the laptop can carry, in their canonical spelling. Global keys marked `engine` are filled in
 * by the policy engine from the principal, the others by the service that asks.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const KNOWN_KEYS: readonly string[] = [
  // Filled in by the engine.
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalType',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:userid',
  'aws:username',
  'aws:SourceArn',
  'aws:SourceAccount',
  'aws:SourceIp',
  'aws:SecureTransport',
  'aws:ViaAWSService',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:CurrentTime',
  'aws:EpochTime',
  's3:TlsVersion',
  'sts:ExternalId',
  'sts:RoleSessionName',
  // Filled in by the services.
  'aws:CalledVia',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:UserAgent',
  'aws:Referer',
  'cloudwatch:namespace',
  'events:detail-type',
  'events:source',
  'iam:PassedToService',
  'iam:AssociatedResourceArn',
  'kms:CallerAccount',
  'kms:ViaService',
  'kms:EncryptionContextKeys',
  'kms:GrantIsForAWSResource',
  'lambda:FunctionArn',
  'lambda:SourceFunctionArn',
  's3:prefix',
  's3:delimiter',
  's3:max-keys',
  's3:VersionId',
  's3:if-match',
  's3:if-none-match',
  's3:x-amz-acl',
  's3:x-amz-server-side-encryption',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:x-amz-content-sha256',
  's3:authType',
  's3:signatureversion',
  's3:signatureAge',
  's3:ResourceAccount',
  'sns:Protocol',
  'sns:Endpoint',
  'states:StateMachineQualifier',
];

/** Families of keys whose last part is the caller's own word. */
const KNOWN_PREFIXES: readonly string[] = ['kms:EncryptionContext:'];

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(KNOWN_KEYS.map((key) => [key.toLowerCase(), key]));

/** A condition key, whose case does not matter, in the spelling that requests use; undefined for one that no request can carry. */
export function canonicalConditionKey(key: string): string | undefined {
  const known = BY_LOWER_CASE.get(key.toLowerCase());
  if (known !== undefined) return known;
  const prefix = KNOWN_PREFIXES.find((candidate) => key.toLowerCase().startsWith(candidate.toLowerCase()));
  return prefix === undefined || key.length === prefix.length ? undefined : prefix + key.slice(prefix.length);
}
