import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { TRAINING_LEASE_KEY, TRAINING_RUN_PREFIX } from '../../core/contracts/storage-layout';
import type { HoldLeaseEnvironment } from '../../lambdas/hold-lease/env';
import type { JudgeModelEnvironment } from '../../lambdas/judge-model/env';
import type { PrepareTrainingEnvironment } from '../../lambdas/prepare-training/env';
import { ServiceFunction } from '../functions/service-function';
import type { StoredData } from '../storage/stored-data';
import { executionSeconds, leaseWaitSeconds } from './execution-time';
import { judgeModelFunction } from './judge-model-function';
import { longestJobSeconds, trainingInstanceType } from './training-job';

/** Time-outs. Listing 100,000 objects takes about ten seconds, reading as many answers about a minute. Seconds. */
export const HOLD_LEASE_SECONDS = 30;
export const PREPARE_TRAINING_SECONDS = 300;

export interface TrainingFunctionsProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly modelPackageGroup: string;
}

/** The functions of `TrainModel`, each with what it needs and nothing else. */
export class TrainingFunctions extends Construct {
  readonly holdLease: ServiceFunction<HoldLeaseEnvironment>;
  readonly prepareTraining: ServiceFunction<PrepareTrainingEnvironment>;
  readonly judgeModel: ServiceFunction<JudgeModelEnvironment>;

  constructor(scope: Construct, id: string, props: TrainingFunctionsProps) {
    super(scope, id);
    this.holdLease = this.makeHoldLease(props);
    this.prepareTraining = this.makePrepareTraining(props);
    const { gate } = props.environment.training;
    this.judgeModel = judgeModelFunction(this, 'JudgeModel', {
      ...props,
      crashesAs: 'judge-model',
      description: 'Judges a candidate by its answers on the validation and test splits',
      gate: {
        MIN_ACCURACY: String(gate.minAccuracy),
        MARGIN: String(gate.margin),
        TARGET_ERROR: String(gate.targetError),
      },
    });
  }

  /** That it may look at executions is granted by the machine, which is made after its functions. */
  private makeHoldLease({ environment, data }: TrainingFunctionsProps): ServiceFunction<HoldLeaseEnvironment> {
    const made = new ServiceFunction<HoldLeaseEnvironment>(this, 'HoldLease', {
      service: 'hold-lease',
      description: 'Lets one training of the model group run at a time',
      environment,
      variables: {
        MODELS_BUCKET: data.models.bucketName,
        LEASE_SECONDS: String(executionSeconds(longestOfAll(environment))),
        WAIT_SECONDS: String(leaseWaitSeconds(environment.training)),
      },
      timeoutSeconds: HOLD_LEASE_SECONDS,
    });
    made.allow({
      sid: 'KeepLease',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [data.models.arnForObjects(TRAINING_LEASE_KEY)],
    });
    // Without it S3 answers "access denied" for a lease that nobody has claimed yet.
    made.allow({
      sid: 'TellMissingLease',
      actions: ['s3:ListBucket'],
      resources: [data.models.bucketArn],
    });
    made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] });
    return made;
  }

  private makePrepareTraining(props: TrainingFunctionsProps): ServiceFunction<PrepareTrainingEnvironment> {
    const { environment, data } = props;
    const { training } = environment;
    const made = new ServiceFunction<PrepareTrainingEnvironment>(this, 'PrepareTraining', {
      service: 'prepare-training',
      description: 'Checks the data set and completes the hyperparameters from it',
      environment,
      variables: {
        IMAGES_BUCKET: data.images.bucketName,
        MODELS_BUCKET: data.models.bucketName,
        TRAINING_IMAGE_KIND: training.image,
        INSTANCE_TYPE: trainingInstanceType(training),
        VOLUME_GB: String(training.volumeGb),
        KEY_ARN: data.key.keyArn,
        MAX_CLASS_RATIO: String(training.maxClassRatio),
        APPROVAL: training.approval,
      },
      timeoutSeconds: PREPARE_TRAINING_SECONDS,
      memoryMb: 1024,
    });
    made.allow({
      sid: 'ReadManifestAndLists',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [data.images.arnForObjects('*.json'), data.images.arnForObjects('*.lst')],
      wildcard: 'A manifest may have any name, also in the version that started the training.',
    });
    made.allow({ sid: 'ListImages', actions: ['s3:ListBucket'], resources: [data.images.bucketArn] });
    made.allow({
      sid: 'WriteJudgedRows',
      actions: ['s3:PutObject'],
      resources: [data.models.arnForObjects(`${TRAINING_RUN_PREFIX}*`)],
      wildcard: 'What a run works on lies under the execution’s name.',
    });
    made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] });
    return made;
  }
}

/** One lease for all trainings of the model group: it lasts as long as the longest of them. Seconds. */
const longestOfAll = ({ training, tables }: NamedEnvironment): number =>
  Math.max(longestJobSeconds(training), tables.enabled ? tables.maxRuntimeSeconds : 0);
