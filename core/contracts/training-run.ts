import * as z from 'zod';
import { APPROVALS } from './approval';
import { testDataSchema } from './model-evidence';
import { tableWatchSchema } from './table-watch';
import { APPROVAL_STATUSES } from './train-model';

/** What goes from state to state of `TrainModel` between its functions. */

/** Event of `prepare-training`: the execution's own input, and its name. */
export const prepareTrainingEventSchema = z.object({ input: z.unknown(), executionName: z.string().min(1) });

/** What `prepare-training` answers: what the jobs are made with. */
export const preparedTrainingSchema = z.object({
  /** Name of the data set. */
  dataset: z.string(),
  classes: z.array(z.string()),
  /** Images of each class in each split, in class order. */
  images: z.object({ train: z.array(z.int()), validation: z.array(z.int()), test: z.array(z.int()) }),
  hyperparameters: z.record(z.string(), z.string()),
  /** `ResourceConfig` of the training job. */
  resourceConfig: z.looseObject({ InstanceType: z.string() }),
  approval: z.enum(APPROVALS),
  /** `s3://…`, what the transform job reads and where it writes. */
  transformManifest: z.string().startsWith('s3://'),
  answers: z.string().startsWith('s3://'),
});
export type PreparedTraining = z.infer<typeof preparedTrainingSchema>;

/** The images, or rows, that a candidate is judged by, as `prepare-training` or `prepare-table` has found them and `judge-model` reads them. */
export const judgedRowsSchema = z.object({
  version: z.literal(1),
  dataset: z.string(),
  classes: z.array(z.string()).min(2),
  /** How the transform job answers: an object for each image, or a line for each row of a table. */
  answers: z.enum(['objects', 'lines']).default('objects'),
  /** A table's test split as an evaluation reads it, in the images bucket. */
  testData: testDataSchema.optional(),
  /** Its validation split in the same form, and how monitors are to look at its model. */
  baselineData: testDataSchema.optional(),
  watch: tableWatchSchema.optional(),
  rows: z.array(
    z.object({
      split: z.enum(['validation', 'test']),
      label: z.int().min(0),
      /** Relative to the split's folder; of a table's row, table and line. */
      file: z.string(),
      /** Of a table's row, the hash of its cells. */
      etag: z.string(),
    }),
  ),
});
export type JudgedRows = z.infer<typeof judgedRowsSchema>;

/** Event of `judge-model`. */
export const judgeModelEventSchema = z.object({
  executionName: z.string().min(1),
  trainingJobName: z.string().min(1),
  approval: z.enum(APPROVALS),
});

/** What `judge-model` answers: what the package is registered with. */
export const modelVerdictSchema = z.object({
  passed: z.boolean(),
  approvalStatus: z.enum(APPROVAL_STATUSES),
  /** Of the package; at most 1,024 characters. */
  description: z.string().min(1).max(1024),
  /** Why not, in one text; of a passed gate, that it is. */
  cause: z.string(),
  /** `CustomerMetadataProperties`: values of at most 256 characters. */
  metadata: z.record(z.string().max(128), z.string().max(256)),
  evidence: z.string().startsWith('s3://'),
  metrics: z.string().startsWith('s3://'),
});
export type ModelVerdict = z.infer<typeof modelVerdictSchema>;
