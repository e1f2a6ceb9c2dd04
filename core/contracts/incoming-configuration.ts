import * as z from 'zod';

/** What happens to images that arrive under `incoming/`. */
export const incomingSchema = z.strictObject({
  classifyOnArrival: z
    .boolean()
    .default(false)
    .describe('whether an image that arrives under `incoming/` starts an execution of `ImageClassification`'),
});
