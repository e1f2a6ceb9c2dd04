import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { DATASET_MANIFEST_KEY } from '../../core/contracts/dataset-manifest';
import type { NamedEnvironment } from '../../core/contracts/environment';
import type { StartTrainingEnvironment } from '../../lambdas/start-training/env';
import { ObjectArrival } from '../arrivals/object-arrival';
import type { StoredData } from '../storage/stored-data';

export interface ManifestArrivalProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly machine: StateMachine;
  readonly operations: ITopic;
}

/** A new data set manifest in the images bucket starts a training, where `training.startOnManifest` says so. */
export class ManifestArrival extends ObjectArrival<StartTrainingEnvironment> {
  constructor(scope: Construct, id: string, props: ManifestArrivalProps) {
    super(scope, id, {
      ...props,
      starterId: 'StartTraining',
      service: 'start-training',
      description: 'Starts a training for a data set manifest that has arrived',
      variables: { STATE_MACHINE_ARN: props.machine.stateMachineArn },
      key: [DATASET_MANIFEST_KEY],
      arrived: 'A data set manifest has arrived in the images bucket',
      enabled: props.environment.training.startOnManifest,
      startSid: 'StartTrainings',
      meaning: 'A data set manifest arrived and no training could be started for it.',
    });
  }
}
