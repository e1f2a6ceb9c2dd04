import type { JsonObject } from '../../../local/protocol/operations';
import { sqsProviders } from '../../../local/sqs/sqs-providers';
import type { ProvidedResource } from '../../../local/templates/resource-provider';
import { type RunningSqs, runSqs } from './running-sqs';

const IDENTITY = { stackName: 'stack', logicalId: 'Resource' };

let sqs: RunningSqs;
beforeEach(async () => {
  sqs = await runSqs();
});
afterEach(() => sqs.stop());

const provider = (type: string) => {
  const found = sqsProviders(sqs.service).find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`no provider of ${type}`);
  return found;
};
const apply = (type: string, properties: JsonObject, generatedName = 'stack-queue-1', previous?: ProvidedResource) =>
  provider(type).apply({
    stackName: 'stack',
    logicalId: 'Queue',
    generatedName,
    properties,
    previous: previous === undefined ? undefined : { ...previous, properties },
  });

it('makes a queue under the generated name, with the attributes that templates read', async () => {
  const made = await apply('AWS::SQS::Queue', { VisibilityTimeout: 360 });

  const url = `http://127.0.0.1:${sqs.port}/000000000000/stack-queue-1`;
  expect(made).toEqual({
    physicalId: url,
    attributes: { Arn: 'arn:aws:sqs:us-east-1:000000000000:stack-queue-1', QueueName: 'stack-queue-1', QueueUrl: url },
  });
  expect(sqs.service.queues.find('stack-queue-1')?.attributes).toEqual({ VisibilityTimeout: '360' });
});

it('follows an edited template: what is new is set, what is left out goes back to its default', async () => {
  const dead = await apply('AWS::SQS::Queue', {}, 'dead');
  const RedrivePolicy = { deadLetterTargetArn: dead.attributes.Arn, maxReceiveCount: 3 };
  await apply('AWS::SQS::Queue', { DelaySeconds: 5, RedrivePolicy });
  await apply('AWS::SQS::Queue', { RedrivePolicy: { ...RedrivePolicy, maxReceiveCount: 5 } });

  expect(sqs.service.queues.find('stack-queue-1')?.attributes).toEqual({
    RedrivePolicy: JSON.stringify({ ...RedrivePolicy, maxReceiveCount: 5 }),
  });
});

it('puts one policy on each queue, and keeps it when the queue is applied again', async () => {
  const made = await apply('AWS::SQS::Queue', {});
  const PolicyDocument = { Version: '2012-10-17', Statement: [] };
  const properties = { Queues: [made.physicalId], PolicyDocument };
  const policy = await apply('AWS::SQS::QueuePolicy', properties, 'policy');
  await apply('AWS::SQS::Queue', {}, 'stack-queue-1', made);
  const kept = sqs.policies.get(made.attributes.Arn as string);
  await provider('AWS::SQS::QueuePolicy').remove({ ...policy, properties }, IDENTITY);

  expect(kept).toEqual(PolicyDocument);
  expect(sqs.policies.size).toBe(0);
});

it('removes a queue, and minds not when it is gone already', async () => {
  const made = await apply('AWS::SQS::Queue', {});
  const remove = () => provider('AWS::SQS::Queue').remove({ ...made, properties: {} }, IDENTITY);
  await remove();
  await remove();

  expect(sqs.service.queues.names()).toEqual([]);
});

it('refuses FIFO queues by name', async () => {
  await expect(apply('AWS::SQS::Queue', { FifoQueue: true })).rejects.toThrow('FIFO');
});
