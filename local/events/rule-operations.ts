import type { Authorizer } from '../iam/authorizer';
import { AwsError } from '../protocol/aws-error';
import { optionalString, requiredString } from '../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../protocol/operations';
import { pageOf } from '../states/service/page-of';
import { compilePattern } from './event-pattern';
import { type EventRule, ruleArn } from './event-rule';
import type { RuleStore } from './rule-store';

/** The operations on rules. What a rule is comes with its template; here it can be read and switched. */
export function ruleOperations(rules: RuleStore, authorizer: Authorizer): OperationTable {
  const named = (input: JsonObject, member: string, action: string, { principal }: ServiceCall): EventRule => {
    const name = requiredString(input, member);
    authorizer.authorize({ principal, action: `events:${action}`, resource: ruleArn(name) });
    return rules.get(name);
  };
  const described = (rule: EventRule): JsonObject => ({
    Name: rule.name,
    Arn: rule.arn,
    Description: rule.description,
    EventPattern: rule.pattern === undefined ? undefined : JSON.stringify(rule.pattern),
    ScheduleExpression: rule.scheduleExpression,
    State: rules.isEnabled(rule) ? 'ENABLED' : 'DISABLED',
    RoleArn: rule.roleArn,
    EventBusName: 'default',
  });
  return {
    DescribeRule: async (input, call) => described(named(input, 'Name', 'DescribeRule', call)),
    ListRules: async (input, { principal }) => {
      authorizer.authorize({ principal, action: 'events:ListRules', resource: '*' });
      const prefix = optionalString(input, 'NamePrefix') ?? '';
      const found = rules.list().filter(({ name }) => name.startsWith(prefix));
      const { page, nextToken } = pageOf(found, pageInput(input), ({ name }) => name);
      return { Rules: page.map(described), NextToken: nextToken };
    },
    ListTargetsByRule: async (input, call) => {
      const { targets } = named(input, 'Rule', 'ListTargetsByRule', call);
      return { Targets: targets.map(({ properties }) => properties) };
    },
    EnableRule: async (input, call) => {
      rules.setEnabled(named(input, 'Name', 'EnableRule', call).name, true);
      return {};
    },
    DisableRule: async (input, call) => {
      rules.setEnabled(named(input, 'Name', 'DisableRule', call).name, false);
      return {};
    },
    TestEventPattern: async (input, { principal }) => {
      authorizer.authorize({ principal, action: 'events:TestEventPattern', resource: '*' });
      const pattern = parsed(input, 'EventPattern', 'InvalidEventPatternException');
      return { Result: compilePattern(pattern)(parsed(input, 'Event', 'ValidationException')) };
    },
  };
}

function parsed(input: JsonObject, member: string, code: string): JsonObject {
  try {
    return JSON.parse(requiredString(input, member)) as JsonObject;
  } catch (error) {
    throw new AwsError(code, `${member} is not valid. Reason: ${(error as Error).message}`);
  }
}

const pageInput = ({ Limit, NextToken }: JsonObject): JsonObject => ({ maxResults: Limit, nextToken: NextToken });
