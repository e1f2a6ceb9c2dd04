import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Step, Wrong } from './random-steps';

const COUNTS: QueueAttributeName[] = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
const SETTINGS: QueueAttributeName[] = ['MessageRetentionPeriod', 'VisibilityTimeout', 'DelaySeconds'];

/** Makes the calls of a sequence on one side, and tells of each what can be compared: no ids, no handles, no order. */
export class ObservedQueue {
  private readonly handles = new Map<string, string>();
  private readonly hidden = new Set<string>();

  private constructor(
    private readonly client: SQSClient,
    private readonly QueueUrl: string,
  ) {}

  static async create(client: SQSClient, QueueName: string): Promise<ObservedQueue> {
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '600' } }),
    );
    return new ObservedQueue(client, QueueUrl as string);
  }

  async observe(step: Step): Promise<unknown> {
    try {
      return await this.run(step);
    } catch (error) {
      return { refused: (error as Error).name };
    }
  }

  private async run(step: Step): Promise<unknown> {
    const { client, QueueUrl } = this;
    switch (step.do) {
      case 'send': {
        const Entries = step.bodies.map((MessageBody, at) => ({
          Id: `${at}`,
          MessageBody,
          MessageAttributes: step.attributes,
        }));
        const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
        const sums = Successful?.map(({ Id, MD5OfMessageBody, MD5OfMessageAttributes }) => [
          Id,
          MD5OfMessageBody,
          MD5OfMessageAttributes,
        ]);
        return { sums, failed: Failed?.length ?? 0 };
      }
      case 'receive':
        return this.receive(step.visibilitySeconds, step.wanted);
      case 'delete': {
        const known = step.bodies.filter((body) => this.handles.has(body));
        if (known.length === 0) return 'nothing received yet';
        const Entries = known.map((body, at) => ({ Id: `${at}`, ReceiptHandle: this.handles.get(body) }));
        const { Successful, Failed } = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
        for (const body of known) this.handles.delete(body);
        return { deleted: Successful?.length ?? 0, failed: Failed?.length ?? 0 };
      }
      case 'change': {
        const ReceiptHandle = this.handles.get(step.body);
        // A known gap of moto: it changes what is visible too, where AWS answers MessageNotInflight.
        if (ReceiptHandle === undefined || !this.hidden.has(step.body)) return 'not in flight';
        const input = { QueueUrl, ReceiptHandle, VisibilityTimeout: step.seconds };
        await client.send(new ChangeMessageVisibilityCommand(input));
        if (step.seconds === 0) this.hidden.delete(step.body);
        return 'changed';
      }
      case 'count':
        return this.attributes(COUNTS);
      case 'purge':
        await client.send(new PurgeQueueCommand({ QueueUrl }));
        this.handles.clear();
        return 'purged';
      case 'configure':
        await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: step.attributes }));
        return this.attributes(SETTINGS);
      case 'wrong':
        return this.wrong(step.what);
    }
  }

  private async attributes(AttributeNames: QueueAttributeName[]): Promise<unknown> {
    const input = { QueueUrl: this.QueueUrl, AttributeNames };
    return (await this.client.send(new GetQueueAttributesCommand(input))).Attributes;
  }

  private async receive(VisibilityTimeout: number, wanted: readonly string[]): Promise<unknown> {
    const { Messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout,
        WaitTimeSeconds: 0,
        MessageAttributeNames: [...wanted],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    for (const { Body, ReceiptHandle } of Messages) {
      this.handles.set(Body as string, ReceiptHandle as string);
      if (VisibilityTimeout > 0) this.hidden.add(Body as string);
    }
    return Messages.map(comparable).sort();
  }

  private wrong(what: Wrong): Promise<unknown> {
    const { client, QueueUrl } = this;
    const send = (QueueUrl: string, ids: readonly string[]) => {
      const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }));
      return client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    };
    switch (what) {
      case 'no such queue':
        return send(`${QueueUrl}-nobody`, ['a']);
      case 'handle of nobody':
        return client.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: 'bm9ib2R5', VisibilityTimeout: 1 }),
        );
      case 'eleven messages':
        return send(
          QueueUrl,
          Array.from({ length: 11 }, (_, at) => `${at}`),
        );
      case 'empty batch':
        return send(QueueUrl, []);
      case 'repeated ids':
        return send(QueueUrl, ['a', 'a']);
      case 'unknown attribute':
        return client.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Nonsense' as QueueAttributeName] }),
        );
      case 'too long a wait':
        return client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 21 }));
    }
  }
}

function comparable({ Body, MD5OfBody, MD5OfMessageAttributes, Attributes, MessageAttributes }: Message): string {
  const attributes = Object.entries(MessageAttributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const values = attributes.map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    DataType,
    StringValue,
    BinaryValue === undefined ? undefined : Buffer.from(BinaryValue).toString('hex'),
  ]);
  return JSON.stringify([Body, MD5OfBody, MD5OfMessageAttributes, Attributes?.ApproximateReceiveCount, values]);
}
