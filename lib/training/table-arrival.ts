import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { TABLES_PREFIX } from '../../core/contracts/storage-layout';
import type { StartTableEnvironment } from '../../lambdas/start-table/env';
import { ObjectArrival } from '../arrivals/object-arrival';
import type { StoredData } from '../storage/stored-data';

export interface TableArrivalProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  /** `TrainTable`. */
  readonly machine: StateMachine;
  readonly operations: ITopic;
}

/** A new CSV under `tables/` of the images bucket starts a training, where `tables.startOnArrival` says so. */
export class TableArrival extends ObjectArrival<StartTableEnvironment> {
  constructor(scope: Construct, id: string, props: TableArrivalProps) {
    super(scope, id, {
      ...props,
      starterId: 'StartTable',
      service: 'start-table',
      description: 'Starts a training for a table that has arrived',
      variables: { STATE_MACHINE_ARN: props.machine.stateMachineArn },
      key: [{ wildcard: `${TABLES_PREFIX}*.csv` }, { wildcard: `${TABLES_PREFIX}*.CSV` }],
      arrived: 'A table has arrived in the images bucket',
      enabled: props.environment.tables.startOnArrival,
      startSid: 'StartTrainings',
      meaning: 'A table arrived and no training could be started for it.',
    });
    this.starter.allow({
      sid: 'TellTrainedTables',
      actions: ['s3:GetObjectVersionTagging'],
      resources: [props.data.images.arnForObjects(`${TABLES_PREFIX}*`)],
      wildcard: 'Whichever table arrives.',
    });
  }
}
