import type { Template } from 'aws-cdk-lib/assertions';
import { flat } from './definition';

/** One statement of a role's policy, in one line: `Sid: actions on resources [if conditions]`. */
export type StatementLine = string;

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements of the policy whose logical id contains `word`. */
export function statements(template: Template, word: string): readonly StatementLine[] {
  const policies = template.findResources('AWS::IAM::Policy');
  const [, policy] = Object.entries(policies).find(([id]) => id.includes(word)) ?? [];
  if (policy === undefined) throw new Error(`no policy ${word}`);
  return (policy.Properties.PolicyDocument.Statement as Statement[]).map(line);
}

function line({ Sid, Effect, Action, Resource, Condition }: Statement): StatementLine {
  if (Effect !== 'Allow') throw new Error(`unexpected ${Effect}`);
  const actions = [Action].flat().join(' ');
  const resources = [Resource].flat().map(flat).join(' ');
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
  return `${Sid ?? '-'}: ${actions} on ${resources}${condition}`;
}
