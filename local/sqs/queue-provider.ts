import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import { parseQueueAttributes } from './queue-attributes';
import type { SqsService } from './sqs-service';

const NOT_ATTRIBUTES = new Set(['QueueName', 'Tags']);

/** AWS::SQS::Queue */
export class QueueProvider implements ResourceProvider {
  readonly type = 'AWS::SQS::Queue';

  constructor(private readonly sqs: SqsService) {}

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.QueueName !== after.QueueName || before.FifoQueue !== after.FifoQueue;
  }

  async apply(desired: DesiredResource): Promise<ProvidedResource> {
    const { queues } = this.sqs;
    const name = (desired.properties.QueueName as string | undefined) ?? desired.generatedName;
    const attributes = parseQueueAttributes(settings(desired.properties));
    const tags = tagMap(desired.properties.Tags);
    const queue = queues.find(name);
    if (queue === undefined) return this.provided(queues.create(name, attributes, tags).name);
    // What the template no longer names goes back to its default; a policy belongs to AWS::SQS::QueuePolicy.
    const { Policy: _policy, ...held } = queue.attributes;
    const cleared = Object.fromEntries(Object.keys(held).map((attribute) => [attribute, '']));
    queues.setAttributes(queue, { ...cleared, ...attributes });
    queues.setTags(queue, tags);
    return this.provided(name);
  }

  async remove(resource: ProvidedResource): Promise<void> {
    const queue = this.sqs.queues.find(resource.attributes.QueueName as string);
    if (queue !== undefined) this.sqs.queues.delete(queue);
  }

  private provided(name: string): ProvidedResource {
    const url = this.sqs.queueUrl(name);
    const arn = this.sqs.queues.find(name)?.arn;
    return { physicalId: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  }
}

function settings(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !NOT_ATTRIBUTES.has(name)));
}

function tagMap(tags: unknown): Record<string, string> {
  const list = (tags ?? []) as readonly { readonly Key: string; readonly Value: string }[];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}
