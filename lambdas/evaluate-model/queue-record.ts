import * as z from 'zod';
import { CONTINUATION_ATTRIBUTES } from '../../core/contracts/evaluation-message';

const recordSchema = z.object({
  messageId: z.string().min(1),
  receiptHandle: z.string(),
  body: z.string(),
  attributes: z.object({
    ApproximateReceiveCount: z.coerce.number().default(1),
    /** Milliseconds since 1970. */
    SentTimestamp: z.coerce.number(),
  }),
  messageAttributes: z.record(z.string(), z.object({ stringValue: z.string().optional() })).default({}),
});

/** What an event source mapping invokes the function with. */
export const queueEventSchema = z.object({ Records: z.array(recordSchema) });

/** A message of the evaluation queue as the function sees it. */
export type QueueRecord = z.infer<typeof recordSchema>;

/** The value of an attribute that the function itself has set; undefined in a message that is new. */
export const continuation = (
  { messageAttributes }: QueueRecord,
  name: keyof typeof CONTINUATION_ATTRIBUTES,
): string | undefined => messageAttributes[CONTINUATION_ATTRIBUTES[name]]?.stringValue;

const RUN = /^[A-Za-z0-9-]{1,64}$/;

/** Name of the run that a message belongs to: that of the first message's id, whoever carries it on. */
export function runOf(record: QueueRecord): string {
  const run = continuation(record, 'run');
  return run !== undefined && RUN.test(run) ? run : record.messageId;
}
