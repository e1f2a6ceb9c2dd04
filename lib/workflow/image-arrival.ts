import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { INCOMING_PREFIX } from '../../core/contracts/storage-layout';
import type { StartClassificationEnvironment } from '../../lambdas/start-classification/env';
import { ObjectArrival } from '../arrivals/object-arrival';
import type { StoredData } from '../storage/stored-data';

export interface ImageArrivalProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  /** `ImageClassification`. */
  readonly machine: StateMachine;
  readonly operations: ITopic;
}

/** An image that arrives under `incoming/` is classified, where `incoming.classifyOnArrival` says so. */
export class ImageArrival extends ObjectArrival<StartClassificationEnvironment> {
  constructor(scope: Construct, id: string, props: ImageArrivalProps) {
    super(scope, id, {
      ...props,
      starterId: 'StartClassification',
      service: 'start-classification',
      description: 'Starts the classification of an image that has arrived',
      variables: { STATE_MACHINE_ARN: props.machine.stateMachineArn },
      key: [{ prefix: INCOMING_PREFIX }],
      arrived: 'An object has arrived under incoming/ of the images bucket',
      enabled: props.environment.incoming.classifyOnArrival,
      startSid: 'StartClassifications',
      meaning: 'An image arrived and its classification could not be started.',
    });
  }
}
