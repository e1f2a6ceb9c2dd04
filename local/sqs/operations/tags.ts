import type { OperationTable } from '../../protocol/operations';
import { type QueueOperations, requiredText, textList } from './queue-call';

export function tagOperations({ queues, access }: QueueOperations): OperationTable {
  return {
    async TagQueue(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'TagQueue', queue.arn);
      queues.setTags(queue, { ...queues.record(queue).tags, ...(input.Tags as Record<string, string>) });
      return {};
    },

    async UntagQueue(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'UntagQueue', queue.arn);
      const keys = textList(input, 'TagKeys');
      const kept = Object.entries(queues.record(queue).tags).filter(([key]) => !keys.includes(key));
      queues.setTags(queue, Object.fromEntries(kept));
      return {};
    },

    async ListQueueTags(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'ListQueueTags', queue.arn);
      const { tags } = queues.record(queue);
      return Object.keys(tags).length > 0 ? { Tags: tags } : {};
    },
  };
}
