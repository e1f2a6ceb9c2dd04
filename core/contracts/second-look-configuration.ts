import * as z from 'zod';

/** How people answer: the links they get, and the pages behind them. */
export const secondLookSchema = z.strictObject({
  linkDays: z.int().min(1).max(30).default(14).describe('how long the link in an alert is good'),
  rotationDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('how often the links’ key is replaced; links of the old one stay good until they expire'),
  requestsPerSecond: z
    .int()
    .min(1)
    .max(1_000)
    .default(20)
    .describe('the pages’ API takes so many requests a second and answers others with 429'),
  burst: z.int().min(1).max(2_000).default(40).describe('and so many at once'),
  authorizer: z
    .strictObject({
      issuer: z
        .url({ protocol: /^https$/ })
        .describe('where set, every request needs a JSON web token of this issuer, whose claims say who answers'),
      audience: z.array(z.string().min(1)).min(1).describe('audiences or client ids that a token may be for'),
    })
    .optional(),
});

export type SecondLookConfiguration = z.infer<typeof secondLookSchema>;
