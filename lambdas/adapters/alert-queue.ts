import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type UncertainImage, uncertainImageSchema } from '../../core/contracts/alert';
import { AccessDenied, AlertNotPublished } from '../../core/contracts/errors';

/** SQS gives and takes at most so many messages at a time. */
const BATCH = 10;

/** An alert as it lies in the queue. */
export interface QueuedAlert {
  readonly image: UncertainImage;
  readonly receiptHandle: string;
}

/** What a look into the queue gave. */
export interface ReceivedAlerts {
  readonly alerts: readonly QueuedAlert[];
  /** Messages that are no alerts. They stay, and end in the dead-letter queue. */
  readonly unreadable: number;
}

/** The queue of the alerts that go out together, and of those that the topic did not take. */
export class AlertQueue {
  constructor(
    private readonly sqs: SQSClient,
    private readonly queueUrl: string,
  ) {}

  /** @throws AccessDenied, AlertNotPublished */
  async send(image: UncertainImage): Promise<void> {
    await this.ask('sqs:SendMessage', () =>
      this.sqs.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: JSON.stringify(image) })),
    );
  }

  /** Up to ten alerts; none at all where the queue is empty. @throws AccessDenied, AlertNotPublished */
  async receive(): Promise<ReceivedAlerts> {
    const { Messages = [] } = await this.ask('sqs:ReceiveMessage', () =>
      this.sqs.send(new ReceiveMessageCommand({ QueueUrl: this.queueUrl, MaxNumberOfMessages: BATCH })),
    );
    const alerts = Messages.flatMap(({ Body = '', ReceiptHandle: receiptHandle = '' }) => {
      const image = parseAlert(Body);
      return image === undefined ? [] : [{ image, receiptHandle }];
    });
    return { alerts, unreadable: Messages.length - alerts.length };
  }

  /** @returns how many could not be deleted, and will be told of once more. @throws AccessDenied, AlertNotPublished */
  async delete(alerts: readonly QueuedAlert[]): Promise<number> {
    let left = 0;
    for (let from = 0; from < alerts.length; from += BATCH) {
      const Entries = alerts
        .slice(from, from + BATCH)
        .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
      const { Failed = [] } = await this.ask('sqs:DeleteMessage', () =>
        this.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries })),
      );
      left += Failed.length;
    }
    return left;
  }

  private async ask<Answer>(action: string, call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await call();
    } catch (cause) {
      const { name, message } = cause as Error;
      if (/^(AccessDenied|KmsAccessDenied|KMS.AccessDenied)/.test(name)) {
        const text = `The function may not use ${this.queueUrl}: grant its role ${action} and the queue's key. (${message})`;
        throw new AccessDenied(text, { cause });
      }
      throw new AlertNotPublished(`Queue ${this.queueUrl} failed (${name}: ${message}).`, { cause });
    }
  }
}

function parseAlert(body: string): UncertainImage | undefined {
  try {
    return uncertainImageSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
