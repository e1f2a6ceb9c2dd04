import * as z from 'zod';
import { preprocessingDeclarationSchema } from '../preprocessing/declaration';
import { APPROVALS } from './approval';
import { type ArrivalExecution, type ArrivedObject, arrivalName } from './object-arrival';
import { WHEN_BUSY } from './train-model';

/** Names a table in the images bucket. */
const tableReferenceSchema = z.strictObject({
  key: z.string().regex(/\.csv$/i, 'the key of a table ends with .csv'),
  /** Exactly this version of it; the newest where absent. */
  version_id: z.string().min(1).optional(),
});

/**
 * Input of the state machine `TrainTable`. Nothing unknown is taken; the last two are what Step Functions' console and a parent execution
 * add by themselves.
 */
export const trainTableInputSchema = z.strictObject({
  table: tableReferenceSchema,
  /** What becomes of its columns; by default the declaration that lies beside the table. */
  preprocessing: preprocessingDeclarationSchema.optional(),
  /** Over the configured ones. */
  hyperparameters: z.record(z.string().min(1), z.union([z.string(), z.number()]).transform(String)).default({}),
  /** Of the split; by default the configured one. */
  seed: z.int().min(0).optional(),
  instanceType: z.string().startsWith('ml.', 'a SageMaker instance type such as ml.m5.large').optional(),
  approval: z.enum(APPROVALS).optional(),
  /** As of `TrainModel`. */
  whenBusy: z.enum(WHEN_BUSY).default('refuse'),
  Comment: z.string().optional(),
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional(),
});
export type TrainTableInput = z.input<typeof trainTableInputSchema>;

/** What `prepare-table` answers: what the jobs are made with. */
export const preparedTableSchema = z.object({
  /** The table's name: its key without folder and ending. */
  dataset: z.string(),
  classes: z.array(z.string()),
  rows: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
  hyperparameters: z.record(z.string(), z.string()),
  /** `ResourceConfig` of the training job. */
  resourceConfig: z.looseObject({ InstanceType: z.string() }),
  approval: z.enum(APPROVALS),
  /** `s3://…`, what the jobs read and where the transform job writes. */
  train: z.string().startsWith('s3://'),
  validation: z.string().startsWith('s3://'),
  judged: z.string().startsWith('s3://'),
  answers: z.string().startsWith('s3://'),
  /** The very version that was read. */
  table: z.object({ bucket: z.string(), key: z.string(), versionId: z.string() }),
});
export type PreparedTable = z.infer<typeof preparedTableSchema>;

/** Event of `mark-table`. */
export const markTableEventSchema = z.object({
  table: preparedTableSchema.shape.table,
  executionName: z.string().min(1),
});

/** A table's version bears this tag once a model of it is registered; the value is the execution's name. */
export const TRAINED_TAG = 'second-look-trained-by';

/** The hyperparameters of a training on a table that nobody has said otherwise of: XGBoost's names. */
export const TABLE_HYPERPARAMETERS: Readonly<Record<string, string>> = {
  objective: 'binary:logistic',
  eval_metric: 'auc',
  num_round: '100',
  max_depth: '5',
  eta: '0.1',
  gamma: '4',
  min_child_weight: '6',
  subsample: '0.8',
};

/** The training that a table starts by its arrival. */
export function tableExecution(table: ArrivedObject): ArrivalExecution<TrainTableInput> {
  const { key, versionId } = table;
  return {
    name: arrivalName('table', table),
    input: {
      table: { key, ...(versionId === undefined ? {} : { version_id: versionId }) },
      // Nobody is there to start it again.
      whenBusy: 'wait',
    },
  };
}
