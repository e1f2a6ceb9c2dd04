import * as z from 'zod';
import { APPROVALS } from './approval';
import { XGBOOST_REGISTRY_ACCOUNTS } from './xgboost-registry';

const share = z.number().min(0).max(1);

/** Hyperparameters of XGBoost as SageMaker's built-in algorithm has them, and as our own program does. */
const hyperparametersSchema = z.record(z.string().min(1), z.union([z.string(), z.number()]).transform(String));

const gateSchema = z.strictObject({
  minAccuracy: share.default(0).describe('a model of a table passes with this accuracy on the test split at least …'),
  minAuc: share.default(0.65).describe('… with this area under the ROC curve …'),
  minF1: share.default(0).describe('… with this F1 of the positive class …'),
  margin: share
    .default(0)
    .describe(
      '… and with so much more accuracy than always saying the most frequent class; 0 asks for more, however little',
    ),
});

/** Training on tables: from a CSV to a registered model of gradient-boosted trees. */
export const tablesSchema = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe(
      'whether the environment trains models of tables (`TrainTable`, [tables](tables.md)); its one endpoint then serves whichever package is released',
    ),
  startOnArrival: z
    .boolean()
    .default(true)
    .describe(
      'whether a new CSV under `tables/` of the images bucket starts a training; trainings that fail then ring an alarm',
    ),
  image: z
    .enum(['built-in', 'own'])
    .default('built-in')
    .describe(
      '`built-in`: SageMaker’s XGBoost; `own`: the program in `algorithm/`, which needs `training.image` to be `own` too',
    ),
  instanceType: z
    .string()
    .startsWith('ml.', 'a SageMaker instance type such as ml.m5.large')
    .default('ml.m5.large')
    .describe('instance of a training job on a table'),
  maxRuntimeSeconds: z.int().min(60).max(432000).default(3600).describe('a job on a table is stopped after this'),
  hyperparameters: hyperparametersSchema
    .default({})
    .describe(
      'of XGBoost, over max_depth 5, eta 0.1, gamma 4, min_child_weight 6, subsample 0.8, num_round 100; an execution’s input wins over these',
    ),
  seed: z.int().min(0).default(1).describe('of the split into 70 % training, 20 % validation and 10 % test rows'),
  gate: gateSchema.prefault({}),
  approval: z
    .enum(APPROVALS)
    .default('rule')
    .describe('`rule`: a model that has passed the gate is approved; `hand`: a person approves of it in the registry'),
});
export type TablesConfiguration = z.infer<typeof tablesSchema>;

/** A key of an environment, and what is wrong with it. */
export interface SettingFault {
  readonly path: readonly string[];
  readonly message: string;
}

/** What is wrong with an environment's tables, given the rest of it; undefined where nothing is. */
export function tablesFault(environment: {
  readonly region: string;
  readonly tables: TablesConfiguration;
  readonly training: { readonly image: 'built-in' | 'own' };
  readonly serving: { readonly mode: 'realtime' | 'serverless' };
  readonly monitoring: { readonly enabled: boolean };
}): SettingFault | undefined {
  const { tables, serving, monitoring } = environment;
  if (!tables.enabled) return undefined;
  const message = imageFault(environment);
  if (message !== undefined) return { path: ['tables', 'image'], message };
  if (serving.mode === 'serverless' && monitoring.enabled)
    return {
      path: ['monitoring', 'enabled'],
      message:
        'a serverless endpoint captures nothing, and rows are asked of it without the workflow that writes captures of images in its place: the monitors of a table would have nothing to look at. Set monitoring.enabled to false, or serving.mode to "realtime"',
    };
  return undefined;
}

function imageFault({
  tables,
  training,
  region,
}: Pick<Parameters<typeof tablesFault>[0], 'tables' | 'training' | 'region'>): string | undefined {
  if (tables.image === 'own' && training.image !== 'own')
    return 'the own image needs training.image "own", whose repository it lies in';
  if (tables.image === 'built-in' && XGBOOST_REGISTRY_ACCOUNTS[region] === undefined)
    return `SageMaker’s XGBoost has no registry known in ${region}; choose another region, or the own image`;
  return undefined;
}
