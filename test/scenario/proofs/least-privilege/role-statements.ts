import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STACKS, type StackWord } from '../../../../core/contracts/stack-names';
import type { StatementUse } from '../../../../local/iam/statement-use';
import type { EditableTemplate } from '../../../fixtures/laptop/edited-assembly';
import { stackNameOf, type WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';

/** An Allow statement of a role's policy, as a template has it. */
export interface RoleStatement {
  readonly stack: StackWord;
  /** Logical id of the role. */
  readonly role: string;
  /** Logical id of the policy, and the statement's place in it. */
  readonly policy: string;
  readonly index: number;
  readonly policyName: string;
  /** Its Sid; where it has none, its number. */
  readonly label: string;
  readonly actions: readonly string[];
}

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
}

/**
 * Every Allow statement of every role in an assembly.
 * @throws Error for a policy that is written inside its role, or attached by ARN: there is none, and none would be tried.
 */
export function roleStatements(assemblyFolder: string): readonly RoleStatement[] {
  return STACKS.flatMap((stack) => {
    const text = readFileSync(join(assemblyFolder, `${stack}.template.json`), 'utf8');
    return Object.entries((JSON.parse(text) as EditableTemplate).Resources).flatMap(
      ([policy, { Type, Properties: properties }]) => {
        if (Type === 'AWS::IAM::ManagedPolicy') throw new Error(`${policy} is a managed policy.`);
        if (Type === 'AWS::IAM::Role' && (properties.Policies ?? properties.ManagedPolicyArns) !== undefined)
          throw new Error(`${policy} has policies inside.`);
        if (Type !== 'AWS::IAM::Policy') return [];
        const statements = properties.PolicyDocument.Statement as readonly Statement[];
        const named = {
          stack,
          role: String(properties.Roles[0].Ref),
          policy,
          policyName: String(properties.PolicyName),
        };
        return statements.flatMap(({ Sid, Effect, Action }, index) =>
          Effect === 'Allow' ? [{ ...named, index, label: Sid ?? String(index), actions: [Action].flat() }] : [],
        );
      },
    );
  });
}

/** What a statement has been good for on a laptop so far. */
export function useOf({ laptop }: WorkflowLaptop, { stack, role, policyName, label }: RoleStatement): StatementUse {
  const { physicalId } = laptop.services.stacks.stack(stackNameOf(stack)).record.resources[role] ?? {};
  const found = laptop.services.policies
    .statementUse()
    .filter((use) => use.owner.endsWith(`:role/${physicalId}`))
    .filter((use) => use.policyName === policyName && use.label === label);
  const [use] = found;
  if (use === undefined || found.length > 1) throw new Error(`${found.length} statements ${label} of ${role}.`);
  return use;
}

/** The template without the statement. */
export function without({ policy, index }: RoleStatement) {
  return (template: EditableTemplate): void => {
    template.Resources[policy]?.Properties.PolicyDocument.Statement.splice(index, 1);
  };
}
