import * as z from 'zod';

/** What a person may say instead of a class. Both stay out of ground truth, and are counted. */
export const OTHER_ANSWERS = ['none-of-these', 'cannot-tell'] as const;
export type OtherAnswer = (typeof OTHER_ANSWERS)[number];

/** Where an answer came from. `run` and `simulated` are no person's: they say so wherever they show. */
export const ANSWER_SOURCES = ['page', 'added', 'imported', 'simulated', 'run'] as const;
export type AnswerSource = (typeof ANSWER_SOURCES)[number];

/**
 * The answer to a second look: `second_look/answers/{id}.json` in the images bucket. Written once, whoever asks twice; the ground-truth record
 * follows from it alone.
 */
export const answerSchema = z
  .object({
    version: z.literal(1),
    review_id: z.string().min(1).max(64),
    s3_bucket: z.string().optional(),
    s3_key: z.string().optional(),
    version_id: z.string().optional(),
    /** Name of the class, or one of the other answers. */
    label: z.string().min(1),
    /** Index of the class in the model's outputs; absent for the other answers. */
    class_index: z.int().min(0).optional(),
    /** What the model thought. */
    predicted_label: z.string().optional(),
    model_package: z.string().optional(),
    /** Who answered: of the token that the authorizer checked, or as the person wrote it. */
    who: z.string().min(1).max(200),
    who_verified: z.boolean(),
    /** ISO 8601: when the label was collected. Its hour is the ground-truth record's. */
    answered_at: z.iso.datetime(),
    /** When the second look was opened; absent for a label that nobody had asked for. */
    opened_at: z.iso.datetime().optional(),
    source: z.enum(ANSWER_SOURCES),
  })
  .refine(({ label, class_index }) => class_index !== undefined || OTHER_ANSWERS.some((other) => other === label), {
    path: ['class_index'],
    error: 'must be there for a class',
  });

export type Answer = z.infer<typeof answerSchema>;

/** Whether two answers to a review are the same one: a write that is sent again meets itself. */
export const isSameAnswer = (one: Answer, other: Answer): boolean =>
  one.label === other.label &&
  one.class_index === other.class_index &&
  one.who === other.who &&
  one.answered_at === other.answered_at;
