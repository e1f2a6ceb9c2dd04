import { LOCAL_REGION, localArn } from '../account';
import type { Authorizer } from '../iam/authorizer';
import { type Principal, principalArn } from '../iam/principal';
import type { ServiceCall } from '../protocol/operations';
import type { Queue } from './queue';

/** The key that SQS manages itself, which needs no grant. */
const MANAGED_KEY = 'alias/aws/sqs';

/**
 * Judges calls to a queue: the action by the caller's and the queue's policies; on a queue encrypted with a customer's key
 * also the caller's use of the key, which AWS refuses just as silently to a sender that has every SQS grant.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export class QueueAccess {
  constructor(private readonly authorizer: Authorizer) {}

  /** @throws AwsError `AccessDenied` */
  authorize(call: ServiceCall, action: string, resource: string): void {
    this.authorizer.authorize({ principal: call.principal, action: `sqs:${action}`, resource });
  }

  toSend(call: ServiceCall, queue: Queue): void {
    this.authorize(call, 'SendMessage', queue.arn);
    this.useKey(call.principal, queue, ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  toReceive(call: ServiceCall, queue: Queue): void {
    this.authorize(call, 'ReceiveMessage', queue.arn);
    this.useKey(call.principal, queue, ['kms:Decrypt']);
  }

  private useKey(principal: Principal, queue: Queue, actions: readonly string[]): void {
    const key = queue.attributes.KmsMasterKeyId;
    if (!key || key === MANAGED_KEY) return;
    const resource = key.startsWith('arn:') ? key : localArn('kms', key.startsWith('alias/') ? key : `key/${key}`);
    const context = {
      'kms:ViaService': `sqs.${LOCAL_REGION}.amazonaws.com`,
      'kms:EncryptionContext:aws:sqs:arn': queue.arn,
    };
    for (const action of actions) this.authorizer.authorize({ principal, action, resource, context });
  }
}

/** `SenderId` of a message: opaque on AWS; here it names the caller. */
export function senderId(principal: Principal): string {
  const arn = principalArn(principal);
  return arn.slice(arn.indexOf('/') + 1).replace('/', ':');
}
