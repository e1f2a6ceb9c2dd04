import { randomUUID } from 'node:crypto';
import type { Principal } from '../../iam/principal';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';

/** Message attributes in the form that SQS and SNS share. */
export type TextAttributes = Readonly<Record<string, { readonly DataType: string; readonly StringValue: string }>>;

/** Delivers records of asynchronous invocations to queues, topics and event buses, as the function's role. */
export class Destinations {
  constructor(private readonly services: (signingName: string) => OperationTable | undefined) {}

  /** @throws AwsError what the destination answers, e.g. `AccessDenied` for the role. */
  async deliver(
    targetArn: string,
    message: { readonly body: string; readonly attributes?: TextAttributes; readonly detailType: string },
    principal: Principal,
  ): Promise<void> {
    const service = targetArn.split(':')[2] ?? '';
    const call: ServiceCall = { principal, requestId: randomUUID() };
    switch (service) {
      case 'sqs': {
        const [, , , , account, name] = targetArn.split(':');
        const input = {
          QueueUrl: `/${account}/${name}`,
          MessageBody: message.body,
          MessageAttributes: message.attributes,
        };
        await this.call('sqs', 'SendMessage', input, call);
        return;
      }
      case 'sns': {
        const input = { TopicArn: targetArn, Message: message.body, MessageAttributes: message.attributes };
        await this.call('sns', 'Publish', input, call);
        return;
      }
      case 'events': {
        const entry = {
          Source: 'lambda',
          DetailType: message.detailType,
          Detail: message.body,
          EventBusName: targetArn,
        };
        await this.call('events', 'PutEvents', { Entries: [entry] }, call);
        return;
      }
      default:
        throw new AwsError('InvalidParameterValueException', `The laptop cannot deliver to ${targetArn}.`);
    }
  }

  private async call(service: string, operation: string, input: JsonObject, call: ServiceCall): Promise<void> {
    const run = this.services(service)?.[operation];
    if (run === undefined) throw new AwsError('ServiceException', `The laptop has no ${service} ${operation}.`, 500);
    await run(input, call);
  }
}
