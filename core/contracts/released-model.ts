import * as z from 'zod';
import { testDataSchema } from './model-evidence';
import { tableWatchSchema } from './table-watch';

/** Content type of the requests to a model of tables. */
export const TABLE_CONTENT_TYPE = 'text/csv';

/** The value of the model-package parameter before the first release. */
export const NO_MODEL_RELEASED = 'none';

/** The name of the production variant; blue/green deployments require that it never changes. */
export const VARIANT_NAME = 'AllTraffic';

/**
 * SSM parameter that holds the ARN of the released model package, or `none`. CloudFormation reads it as the type
 * `AWS::SSM::Parameter::Value<String>`; a release writes it.
 */
export const modelPackageParameterName = (app: string, environment: string): string =>
  `/${app}/${environment}/model-package`;

/** SSM parameter that describes the model that serves right now; written by a release once the endpoint is in service. */
export const releasedModelParameterName = (app: string, environment: string): string =>
  `/${app}/${environment}/released-model`;

/** The value of the released-model parameter, as JSON. */
export const releasedModelSchema = z.object({
  modelPackage: z.string().min(1),
  /** Class names in the order of the model's outputs. */
  classes: z.array(z.string().min(1)).min(2),
  /** Temperature of the calibration, T > 0; 1 leaves the probabilities as they are. */
  temperature: z.number().positive().default(1),
  /** Of a model of tables, which takes rows and no images. */
  contentType: z.literal(TABLE_CONTENT_TYPE).optional(),
  /** A model of tables: labelled rows to ask it about, in evaluations, release checks and traffic. */
  testData: testDataSchema.optional(),
  /** A model of tables: labelled rows that its monitors' baseline is made of. @default testData */
  baselineData: testDataSchema.optional(),
  /** A model of tables: how its monitors are to look at it. */
  watch: tableWatchSchema.optional(),
});

export type ReleasedModel = z.infer<typeof releasedModelSchema>;

/** Whether the model takes rows of text/csv. */
export const isTableModel = ({ contentType }: Pick<ReleasedModel, 'contentType'>): boolean =>
  contentType === TABLE_CONTENT_TYPE;

/** The endpoint's name: the one physical name that is not generated. */
export const endpointName = (app: string, environment: string): string => `${app}-${environment}`;
