import * as z from 'zod';
import { manifestKey, splitPrefix } from './storage-layout';

/** Input of the state machine `TrainModel`. SageMaker wants every hyperparameter as text. */
export const trainModelInputSchema = z.looseObject({
  hyperparameters: z.record(z.string(), z.string()),
});
export type TrainModelInput = z.infer<typeof trainModelInputSchema>;

/** Output of `TrainModel`. */
export const trainModelOutputSchema = z.object({
  trainingJobName: z.string(),
  /** `s3://{models}/{job}/output/model.tar.gz` */
  modelArtifacts: z.string(),
  /** URI of the image that trained, which also serves. */
  trainingImage: z.string(),
  /** The last value of each metric that the log lines gave. */
  metrics: z.array(z.object({ MetricName: z.string(), Value: z.number() }).loose()),
});
export type TrainModelOutput = z.infer<typeof trainModelOutputSchema>;

/** Channel name in the container -> place in the images bucket: the four channels of SageMaker's image-classification algorithm. */
export const TRAINING_CHANNELS = {
  train: splitPrefix('train'),
  validation: splitPrefix('validation'),
  train_lst: manifestKey('train'),
  validation_lst: manifestKey('validation'),
} as const;

/** Content type of every channel, for images and lists alike. */
export const TRAINING_CONTENT_TYPE = 'application/x-image';
