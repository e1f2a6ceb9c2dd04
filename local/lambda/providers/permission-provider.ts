import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { functionArn, parseFunctionReference } from '../function-reference';
import type { LambdaService } from '../lambda-service';

const HONOURED: ReadonlySet<string> = new Set(['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount']);

/** AWS::Lambda::Permission: one statement in the resource policy of a function, or of one of its versions or aliases. */
export class PermissionProvider implements ResourceProvider {
  readonly type = 'AWS::Lambda::Permission';
  /** Statements by function ARN and statement id: a policy is put as a whole. */
  private readonly statements = new Map<string, Map<string, JsonObject>>();

  constructor(private readonly lambda: LambdaService) {}

  async apply({ properties, stackName, logicalId, previous }: DesiredResource): Promise<ProvidedResource> {
    const unknown = Object.keys(properties).find((key) => !HONOURED.has(key));
    if (unknown !== undefined) throw new Error(`Permission ${logicalId}: the laptop does not have ${unknown}.`);
    if (previous !== undefined) await this.remove(previous);
    const arn = this.arnOf(properties);
    const id = `${stackName}-${logicalId}`;
    const statements = this.statements.get(arn) ?? new Map<string, JsonObject>();
    this.statements.set(arn, statements.set(id, statement(id, arn, properties)));
    this.put(arn);
    return { physicalId: id, attributes: { Id: id } };
  }

  async remove({ physicalId, properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    const arn = this.arnOf(properties);
    this.statements.get(arn)?.delete(physicalId);
    this.put(arn);
  }

  private arnOf(properties: JsonObject): string {
    return functionArn(parseFunctionReference(String(properties.FunctionName)));
  }

  private put(arn: string): void {
    const Statement = [...(this.statements.get(arn)?.values() ?? [])];
    if (Statement.length === 0) this.lambda.policies.deleteResourcePolicy(arn);
    else this.lambda.policies.putResourcePolicy(arn, { Version: '2012-10-17', Statement });
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function statement(Sid: string, Resource: string, properties: JsonObject): JsonObject {
  const principal = String(properties.Principal);
  const { SourceArn, SourceAccount } = properties;
  const condition = {
    ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
    ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
  };
  return {
    Sid,
    Effect: 'Allow',
    Principal: principalOf(principal),
    Action: properties.Action,
    Resource,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

function principalOf(principal: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}
