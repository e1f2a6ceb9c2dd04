import type { JsonObject } from '../protocol/operations';

/** What a provider knows of a resource that it has made; kept with the stack's state across restarts. */
export interface ProvidedResource {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Arn`, `QueueName` …). */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Which resource of which stack one is. */
export interface ResourceIdentity {
  readonly stackName: string;
  readonly logicalId: string;
}

export interface DesiredResource extends ResourceIdentity {
  /** Properties with every intrinsic function resolved. */
  readonly properties: JsonObject;
  /** A generated name, the same at every start, for resources whose template gives none: at most 63 of [a-z0-9-]. */
  readonly generatedName: string;
  /** The resource as it was made before, with the properties of that time; absent at its first creation. */
  readonly previous?: ProvidedResource & { readonly properties: JsonObject };
  /** Aborted where somebody cancels the update: what takes long ends early, by rejecting with the signal's reason or an error of its own. */
  readonly cancelled?: AbortSignal;
}

/** Makes the resources of one CloudFormation type out of the laptop's services. */
export interface ResourceProvider {
  /** `AWS::S3::Bucket` */
  readonly type: string;
  /**
   * Brings the resource to the desired state. Idempotent: after a restart of the laptop every resource is applied again, and what
   * is kept on disk is found as it was. A rejected promise fails the stack operation with its message.
   */
  apply(desired: DesiredResource): Promise<ProvidedResource>;
  /** True where the change from `before` to `after` needs a new resource (the old one is removed after the update). */
  replaces?(before: JsonObject, after: JsonObject): boolean;
  remove(resource: ProvidedResource & { readonly properties: JsonObject }, identity: ResourceIdentity): Promise<void>;
}
