import type { PolicyStore } from '../../../local/iam/policy-store';
import { accessDenied } from '../../../local/protocol/aws-error';
import { chain, ROLE_ARN, StatesFixture } from './states-fixture';

const assertAssumable = jest.fn();
const fixture = new StatesFixture({ policies: { assertAssumable } as unknown as PolicyStore });
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => assertAssumable.mockReset());

/** What CloudFormation replaces in a definition; not a template literal. */
const PLACEHOLDER = '$'.concat('{value}');
const DEFINITION = chain(['P', { Type: 'Pass', Result: PLACEHOLDER }]);
const apply = (properties: object, generatedName = 'generated') =>
  fixture.service.provider.apply({
    stackName: 'stack',
    logicalId: 'Machine',
    generatedName,
    properties: { RoleArn: ROLE_ARN, DefinitionString: JSON.stringify(DEFINITION), ...properties },
  });

it('makes a machine under its generated name', async () => {
  const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:generated';
  expect(await apply({})).toEqual({
    physicalId: arn,
    attributes: { Arn: arn, Name: 'generated', StateMachineRevisionId: expect.any(String) },
  });
  expect(assertAssumable).toHaveBeenCalledWith(ROLE_ARN, 'states.amazonaws.com', arn);
});

it('describes what the template says', async () => {
  const logGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:g:*';
  const { physicalId } = await apply({
    StateMachineName: 'described',
    LoggingConfiguration: { Level: 'ERROR', Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: logGroupArn } }] },
    TracingConfiguration: { Enabled: true },
    Tags: [{ Key: 'app', Value: 'second-look' }],
  });

  expect(await fixture.call('DescribeStateMachine', { stateMachineArn: physicalId })).toMatchObject({
    name: 'described',
    type: 'STANDARD',
    status: 'ACTIVE',
    roleArn: ROLE_ARN,
    definition: JSON.stringify(DEFINITION),
    loggingConfiguration: {
      level: 'ERROR',
      includeExecutionData: false,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
    },
    tracingConfiguration: { enabled: true },
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
  });
  expect(await fixture.call('ListTagsForResource', { resourceArn: physicalId })).toEqual({
    tags: [{ key: 'app', value: 'second-look' }],
  });
  const { stateMachines } = await fixture.call('ListStateMachines', {});
  expect(stateMachines).toContainEqual(expect.objectContaining({ stateMachineArn: physicalId, type: 'STANDARD' }));
});

it.each([
  [{ DefinitionSubstitutions: { value: 'a "b"' } }, 'a "b"'],
  [{ DefinitionString: undefined, Definition: DEFINITION, DefinitionSubstitutions: { value: 7 } }, '7'],
  [{}, PLACEHOLDER],
])('fills substitutions in for %j', async (properties, output) => {
  const { physicalId } = await apply(properties);
  const { executionArn } = await fixture.call('StartExecution', { stateMachineArn: physicalId });
  expect(await fixture.ended(executionArn as string)).toMatchObject({ output });
});

it('makes a new revision of a new definition only', async () => {
  const first = await apply({});
  expect((await apply({})).attributes).toEqual(first.attributes);
  const other = JSON.stringify(chain(['Q', { Type: 'Pass' }]));
  expect((await apply({ DefinitionString: other })).attributes.StateMachineRevisionId).not.toBe(
    first.attributes.StateMachineRevisionId,
  );
});

it.each([
  [{ DefinitionString: '{"StartAt":"X","States":{}}' }, /There is no state 'X' here/],
  [{ DefinitionString: undefined }, /exactly one of DefinitionString and Definition/],
  [{ DefinitionS3Location: {} }, /DefinitionS3Location/],
  [{ RoleArn: undefined }, /RoleArn/],
  [{ StateMachineName: 'a b' }, /Invalid Name/],
])('refuses %j', async (properties, message) => {
  await expect(apply(properties)).rejects.toThrow(message);
});

it('refuses a role that Step Functions may not assume', async () => {
  assertAssumable.mockImplementation(() => {
    throw accessDenied('states.amazonaws.com may not assume it');
  });
  await expect(apply({})).rejects.toThrow('may not assume');
});

it.each([
  [{ StateMachineName: 'a' }, { StateMachineName: 'b' }, true],
  [{}, { StateMachineType: 'STANDARD' }, false],
  [{}, { StateMachineType: 'EXPRESS' }, true],
  [{ DefinitionString: 'a' }, { DefinitionString: 'b' }, false],
])('knows whether the change from %j to %j needs a new machine', (before, after, expected) => {
  expect(fixture.service.provider.replaces?.(before, after)).toBe(expected);
});

it('removes a machine', async () => {
  const made = await apply({ StateMachineName: 'removed' });
  await fixture.service.provider.remove({ ...made, properties: {} }, { stackName: 'stack', logicalId: 'Machine' });
  await expect(fixture.call('DescribeStateMachine', { stateMachineArn: made.physicalId })).rejects.toMatchObject({
    code: 'StateMachineDoesNotExist',
  });
});
