import { LOCAL_ACCOUNT } from '../account';
import type { Principal } from '../iam/principal';
import type { FunctionInvoker } from '../lambda/function-invoker';
import type { MailTransport } from '../mail/mail-transport';
import type { OperationTable } from '../protocol/operations';
import { newRequestId } from '../protocol/request-id';
import { lambdaEvent, notification } from './notification';
import type { Deliver, Delivery } from './outbox';
import { formFor } from './publication';

/** The services that messages are delivered through. */
export interface DeliveryRoutes {
  readonly mail: MailTransport;
  readonly sqs: OperationTable;
  readonly functions: FunctionInvoker;
  /** Address of a queue by its ARN. */
  readonly queueUrl: (queueArn: string) => string;
}

const FROM = 'AWS Notifications <no-reply@sns.amazonaws.com>';

/** Hands one message to one subscriber; rejects where it was not taken. */
export const deliverThrough =
  (routes: DeliveryRoutes): Deliver =>
  async (delivery) => {
    switch (delivery.subscription.protocol) {
      case 'email':
      case 'email-json':
        return mail(delivery, routes);
      case 'sqs':
        return send(delivery, routes);
      case 'lambda':
        return invoke(delivery, routes);
    }
  };

async function mail({ publication, subscription }: Delivery, { mail: transport }: DeliveryRoutes): Promise<void> {
  const { protocol, endpoint } = subscription;
  const json = protocol === 'email-json';
  await transport.send({
    from: FROM,
    to: endpoint,
    subject: publication.subject ?? 'AWS Notification Message',
    text: json ? JSON.stringify(notification(publication, protocol), null, 2) : formFor(publication, protocol),
    messageId: `<${publication.messageId}@sns.amazonaws.com>`,
  });
}

async function send({ publication, subscription }: Delivery, { sqs, queueUrl }: DeliveryRoutes): Promise<void> {
  const raw = subscription.rawMessageDelivery;
  const body = raw ? formFor(publication, 'sqs') : JSON.stringify(notification(publication, 'sqs'));
  const input = { QueueUrl: queueUrl(subscription.endpoint), MessageBody: body };
  await sqs.SendMessage?.(input, { principal: snsPrincipal(publication.topicArn), requestId: newRequestId() });
}

async function invoke({ publication, subscription }: Delivery, { functions }: DeliveryRoutes): Promise<void> {
  const payload = Buffer.from(JSON.stringify(lambdaEvent(publication, subscription.arn)));
  const call = { principal: snsPrincipal(publication.topicArn) };
  const result = await functions.invoke(subscription.endpoint, payload, call);
  if (result.functionError !== undefined) throw new Error(result.payload.toString('utf8'));
}

const snsPrincipal = (topicArn: string): Principal => ({
  kind: 'service',
  service: 'sns.amazonaws.com',
  sourceArn: topicArn,
  sourceAccount: LOCAL_ACCOUNT,
});
