import * as z from 'zod';

export const INFERRED_TYPES = ['Integral', 'Fractional', 'String', 'Unknown'] as const;
export type InferredType = (typeof INFERRED_TYPES)[number];

/** JSON has no NaN and no infinity: the files write the word. */
export const fileNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

const common = z.looseObject({ num_present: z.number(), num_missing: z.number() });

const sketchSchema = z.looseObject({
  parameters: z.looseObject({ c: z.number(), k: z.number() }),
  data: z.array(z.array(z.number())),
});

const numericalSchema = z.looseObject({
  common: common.optional(),
  mean: fileNumber.optional(),
  sum: fileNumber.optional(),
  std_dev: fileNumber.optional(),
  min: fileNumber.optional(),
  max: fileNumber.optional(),
  distribution: z
    .looseObject({
      kll: z
        .looseObject({
          buckets: z
            .array(z.looseObject({ lower_bound: z.number(), upper_bound: z.number(), count: z.number() }))
            .optional(),
          sketch: sketchSchema.optional(),
        })
        .optional(),
    })
    .optional(),
});

const stringSchema = z.looseObject({
  common: common.optional(),
  distinct_count: z.number().optional(),
  distribution: z
    .looseObject({
      categorical: z
        .looseObject({ buckets: z.array(z.looseObject({ value: z.string(), count: z.number() })) })
        .optional(),
    })
    .optional(),
});

const featureSchema = z.looseObject({
  name: z.string(),
  inferred_type: z.enum(INFERRED_TYPES),
  numerical_statistics: numericalSchema.optional(),
  string_statistics: stringSchema.optional(),
});
export type FeatureStatistics = z.infer<typeof featureSchema>;
export type NumericalStatistics = z.infer<typeof numericalSchema>;

/** `statistics.json` of data quality. */
export const statisticsSchema = z.looseObject({
  version: z.number(),
  dataset: z.looseObject({ item_count: z.number() }),
  features: z.array(featureSchema),
});
export type Statistics = z.infer<typeof statisticsSchema>;
