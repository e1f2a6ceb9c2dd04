import { Stack } from 'aws-cdk-lib';
import { type IRole, type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { explained } from './explained';

export interface Permission {
  /** What the permission is for, in words: `ReadImages`. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Why a resource has a `*` in it. Without a reason such a permission fails the synth. */
  readonly wildcard?: string;
}

/** Grants a role exactly these actions on exactly these resources. */
export function allow(role: IRole, permission: Permission): void {
  role.addToPrincipalPolicy(statement(permission));
  explainWildcards(role, permission);
}

export function statement({ sid, actions, resources, conditions }: Permission): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: [...actions],
    resources: [...resources],
    ...(conditions === undefined ? {} : { conditions: { ...conditions } }),
  });
}

/** Accepts cdk-nag's finding for each resource with a `*`, one by one, on the role or policy that has it. */
export function explainWildcards(role: IConstruct, { resources, wildcard }: Permission): void {
  if (wildcard === undefined) return;
  for (const resource of resources) {
    const text = asFinding(Stack.of(role).resolve(resource));
    if (text.includes('*')) explained(role, `AwsSolutions-IAM5[Resource::${text}]`, wildcard);
  }
}

/** Accepts the findings for a policy that the CDK has written by itself, each of its resources with a `*`. */
export function explainPolicy(policy: Policy, reason: string): void {
  const { Statement } = Stack.of(policy).resolve(policy.document.toJSON()) as {
    readonly Statement: readonly { readonly Resource: unknown }[];
  };
  for (const resource of Statement.flatMap(({ Resource }) => Resource)) {
    const text = asFinding(resource);
    if (text.includes('*')) explained(policy, `AwsSolutions-IAM5[Resource::${text}]`, reason);
  }
}

/** A resolved value the way cdk-nag writes it: references in angle brackets, other functions as they are. */
function asFinding(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = []] = Object.entries(value as Record<string, unknown>);
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name !== 'Fn::Join') return JSON.stringify(value);
  const [separator, parts] = argument as [string, unknown[]];
  return parts.map(asFinding).join(separator);
}
