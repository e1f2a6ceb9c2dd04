import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { JsonObject } from '../../../local/protocol/operations';
import { eventually } from '../../fixtures/eventually';
import {
  allow,
  arnOf,
  inlineFunction,
  LOGS,
  policy,
  type Resources,
  role,
  TemplateLaptop,
} from '../../fixtures/laptop/template-laptop';

const queue = { Type: 'AWS::SQS::Queue', Properties: {} };
const rule = (source: string, target: JsonObject, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Events::Rule',
  Properties: { EventPattern: { source: [source] }, Targets: [{ Id: 'T', ...target }], ...more },
});
const queuePolicy = (queueId: string, ruleId: string): JsonObject => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queueId }],
    PolicyDocument: policy([
      {
        ...allow('sqs:SendMessage', arnOf(queueId)),
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': arnOf(ruleId) } },
      },
    ]),
  },
});

/** A function that says what it got in its log. */
const ECHO = `exports.handler = async (event) => console.log('GOT ' + JSON.stringify(event));`;

const RESOURCES: Resources = {
  Queue: queue,
  Letters: queue,
  Closed: queue,
  Echo: inlineFunction(ECHO, 'EchoRole'),
  EchoRole: role('lambda.amazonaws.com', [LOGS]),
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: arnOf('MachineRole'),
      DefinitionString: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }),
    },
  },
  MachineRole: role('states.amazonaws.com'),
  StartRole: role('events.amazonaws.com', [allow('states:StartExecution', { Ref: 'Machine' })]),
  IdleRole: role('events.amazonaws.com'),
  Images: {
    Type: 'AWS::S3::Bucket',
    Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
  },
  ToQueue: rule('queue', { Arn: arnOf('Queue'), InputPath: '$.detail' }),
  ToQueuePolicy: queuePolicy('Queue', 'ToQueue'),
  ToClosed: rule('closed', { Arn: arnOf('Closed'), DeadLetterConfig: { Arn: arnOf('Letters') } }),
  ToClosedPolicy: queuePolicy('Letters', 'ToClosed'),
  ToFunction: rule('function', { Arn: arnOf('Echo') }),
  ToFunctionPermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: arnOf('Echo'),
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: arnOf('ToFunction'),
    },
  },
  ToFunctionUninvited: rule('uninvited', { Arn: arnOf('Echo') }),
  ToMachine: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { object: { key: [{ prefix: 'in/' }] } },
      },
      Targets: [
        {
          Id: 'T',
          Arn: { Ref: 'Machine' },
          RoleArn: arnOf('StartRole'),
          InputTransformer: {
            InputPathsMap: { bucket: '$.detail.bucket.name', key: '$.detail.object.key' },
            InputTemplate: '{"s3_bucket":<bucket>,"s3_key":<key>}',
          },
        },
      ],
    },
  },
  ToMachineUnable: rule('unable', { Arn: { Ref: 'Machine' }, RoleArn: arnOf('IdleRole') }),
  OnEnd: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.states'], detail: { status: ['SUCCEEDED'] } },
      Targets: [{ Id: 'T', Arn: arnOf('Queue'), InputPath: '$.detail.name' }],
    },
  },
};

let tried: TemplateLaptop;
const logged: string[] = [];

beforeAll(async () => {
  tried = await TemplateLaptop.start(RESOURCES);
  tried.laptop.services.lambda.onLog(({ message }) => logged.push(message));
}, 60_000);

afterAll(() => tried.stop());

async function put(source: string, detail: object = {}): Promise<void> {
  const client = new EventBridgeClient(tried.clientOptions);
  await client.send(
    new PutEventsCommand({ Entries: [{ Source: source, DetailType: 'x', Detail: JSON.stringify(detail) }] }),
  );
  client.destroy();
  await tried.laptop.services.eventsDelivered();
}

async function receive(queueId: string) {
  const client = new SQSClient(tried.clientOptions);
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: tried.physicalId(queueId),
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  client.destroy();
  return Messages;
}

it('sends to a queue whose policy names the rule', async () => {
  await put('queue', { n: 1 });

  expect((await receive('Queue')).map(({ Body }) => Body)).toEqual(['{"n":1}']);
});

it('lays the event aside where the queue does not admit the rule', async () => {
  await put('closed', { n: 2 });

  const [letter] = await receive('Letters');
  expect(await receive('Closed')).toEqual([]);
  expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ source: 'closed', detail: { n: 2 } });
  expect(letter?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('NO_PERMISSIONS');
});

it('invokes a function whose policy names the rule', async () => {
  await put('function', { n: 3 });

  const line = await eventually(() => logged.find((text) => text.includes('GOT ')));
  expect(line).toContain('"source":"function"');
});

it('says where no policy of the function admits the rule', async () => {
  await put('uninvited');

  expect(tried.warnings).toEqual([expect.stringMatching(/ToFunctionUninvited|uninvited.*AccessDenied/i)]);
  tried.warnings.length = 0;
});

it('starts an execution for an object that was created, and another rule hears of its end', async () => {
  const s3 = new S3Client({ ...tried.clientOptions, forcePathStyle: true });
  const states = new SFNClient(tried.clientOptions);
  const Bucket = tried.physicalId('Images');

  await s3.send(new PutObjectCommand({ Bucket, Key: 'elsewhere/a.png', Body: 'a' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/a b.png', Body: 'a' }));
  const stateMachineArn = tried.physicalId('Machine');
  const executions = await eventually(async () => {
    const { executions: found } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
    return found?.[0]?.status === 'SUCCEEDED' && found;
  });

  expect(executions).toHaveLength(1);
  const [{ executionArn, name } = {}] = executions;
  const { input } = await states.send(new DescribeExecutionCommand({ executionArn }));
  expect(JSON.parse(input ?? '')).toEqual({ s3_bucket: Bucket, s3_key: 'in/a b.png' });
  expect(tried.warnings).toEqual([expect.stringMatching(/OnEnd.*not authorized to perform: sqs:SendMessage/is)]);
  tried.warnings.length = 0;
  expect(name).toMatch(/_T$/);
  s3.destroy();
  states.destroy();
});

it('says where the role of the target may not start the machine', async () => {
  await put('unable');

  expect(tried.warnings).toEqual([expect.stringContaining('not authorized to perform: states:StartExecution')]);
});
