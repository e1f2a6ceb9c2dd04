import type { NamedEnvironment } from '../../core/contracts/environment';
import { preparedTrainingSchema } from '../../core/contracts/training-run';
import type { StoredData } from '../storage/stored-data';
import { JUDGE_MODEL_SECONDS } from './judge-model-function';
import { PREPARE_TRAINING_SECONDS, type TrainingFunctions } from './training-functions';
import type { TrainingImage } from './training-image';
import { longestJobSeconds, namePrefix, trainingJobParameters } from './training-job';
import type { TrainingPlan } from './training-plan';
import type { TrainingRole } from './training-role';
import { transformJobParameters } from './transform-job';

export interface ImagePlanProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly image: TrainingImage;
  readonly functions: TrainingFunctions;
  /** Of training jobs. */
  readonly role: TrainingRole;
}

/** Training on the images of the images bucket. */
export function imagePlan({ environment, data, image, functions, role }: ImagePlanProps): TrainingPlan {
  const { training } = environment;
  const common = {
    namePrefix: namePrefix(environment),
    keyArn: data.key.keyArn,
    tags: { app: environment.app, environment: environment.name, ...environment.tags },
  };
  return {
    machine: 'TrainModel',
    prepare: {
      state: 'PrepareTraining',
      invoked: functions.prepareTraining,
      timeoutSeconds: PREPARE_TRAINING_SECONDS,
      answer: Object.keys(preparedTrainingSchema.shape),
    },
    trainingJob: trainingJobParameters({
      ...common,
      training,
      imageUri: image.uri,
      roleArn: role.roleArn,
      imagesBucket: data.images.bucketName,
      modelsBucket: data.models.bucketName,
    }),
    transformJob: transformJobParameters({ ...common, instanceType: training.transformInstanceType }),
    longestJobSeconds: longestJobSeconds(training),
    judge: { invoked: functions.judgeModel, timeoutSeconds: JUDGE_MODEL_SECONDS },
    contentTypes: ['image/png', 'image/jpeg', 'application/x-image'],
    answerTypes: ['application/json'],
  };
}
