import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { AlertMessage } from '../../core/alert/format-alert';
import { AccessDenied, AlertNotPublished } from '../../core/contracts/errors';

const DENIED = new Set([
  'AuthorizationErrorException',
  'AuthorizationError',
  'AccessDenied',
  'KMSAccessDeniedException',
  'KMSAccessDenied',
]);

/** The SNS topic that tells people. */
export class AlertTopic {
  constructor(
    private readonly sns: SNSClient,
    private readonly topicArn: string,
  ) {}

  /** @throws AccessDenied, AlertNotPublished */
  async publish({ subject, message }: AlertMessage): Promise<void> {
    try {
      await this.sns.send(
        new PublishCommand({ TopicArn: this.topicArn, Subject: subject, Message: message, MessageStructure: 'json' }),
      );
    } catch (cause) {
      const { name, message: said } = cause as Error;
      if (DENIED.has(name)) {
        const text = `The function may not publish to ${this.topicArn}: grant its role sns:Publish and the topic's key. (${said})`;
        throw new AccessDenied(text, { cause });
      }
      throw new AlertNotPublished(`${this.topicArn} did not take the alert (${name}: ${said}).`, { cause });
    }
  }
}
