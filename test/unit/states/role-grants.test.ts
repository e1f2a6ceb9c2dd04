import { chain, ROLE_ARN, StatesFixture } from './states-fixture';

const denied = new Set<string>();
const fixture = new StatesFixture({ denied });
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => {
  denied.clear();
  fixture.requests.length = 0;
});

const PASS = JSON.stringify(chain(['P', { Type: 'Pass' }]));
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';

function start(extra: object) {
  const { arn } = fixture.service.machines.put({
    name: 'm',
    type: 'STANDARD',
    roleArn: ROLE_ARN,
    definition: PASS,
    ...extra,
  });
  return fixture.call('StartExecution', { stateMachineArn: arn });
}

const logging = { level: 'ERROR', includeExecutionData: false, destinations: [] };

it.each<readonly [string, object, string]>([
  ...[
    'CreateLogDelivery',
    'GetLogDelivery',
    'UpdateLogDelivery',
    'DeleteLogDelivery',
    'ListLogDeliveries',
    'PutResourcePolicy',
    'DescribeResourcePolicies',
    'DescribeLogGroups',
  ].map((action) => [`logs:${action}`, { logging }, '*'] as const),
  ...['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'].map(
    (action) => [`xray:${action}`, { tracing: true }, '*'] as const,
  ),
  ['kms:Decrypt', { kmsKeyId: KEY }, KEY],
  ['kms:GenerateDataKey', { kmsKeyId: 'k' }, KEY],
])('does not start without %s', async (action, settings, resource) => {
  denied.add(action);

  await expect(start(settings)).rejects.toMatchObject({
    code: 'AccessDenied',
    message: expect.stringContaining(action),
  });

  const request = fixture.requests.at(-1);
  expect(request).toMatchObject({ action, resource, principal: { kind: 'role', roleArn: ROLE_ARN } });
});

it('asks the role for nothing when nothing is switched on', async () => {
  await start({ logging: { ...logging, level: 'OFF' } });
  expect(fixture.requests.map(({ action }) => action)).toEqual(['states:StartExecution']);
});

it.each([
  ['StartExecution', 'states:StartExecution', 'machine'],
  ['DescribeStateMachine', 'states:DescribeStateMachine', 'machine'],
  ['ListExecutions', 'states:ListExecutions', 'machine'],
  ['DescribeExecution', 'states:DescribeExecution', 'execution'],
  ['GetExecutionHistory', 'states:GetExecutionHistory', 'execution'],
  ['StopExecution', 'states:StopExecution', 'execution'],
  ['RedriveExecution', 'states:RedriveExecution', 'execution'],
  ['DescribeStateMachineForExecution', 'states:DescribeStateMachineForExecution', 'execution'],
])('judges the caller of %s by %s', async (operation, action, kind) => {
  const { arn: executionArn } = await fixture.run(JSON.parse(PASS));
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
  denied.add(action);

  await expect(fixture.call(operation, { executionArn, stateMachineArn })).rejects.toMatchObject({
    code: 'AccessDenied',
  });

  expect(fixture.requests.at(-1)).toMatchObject({
    action,
    resource: kind === 'machine' ? stateMachineArn : executionArn,
  });
});
