import { Duration } from 'aws-cdk-lib';
import type { Policy } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Fail,
  JsonPath,
  Pass,
  type StateMachine,
  Succeed,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { BATCH_SOURCES, type BatchSource, TOLERATED_FAILURES_EXCEEDED } from '../../core/contracts/batch';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { SUMMARIZE_TIMEOUT_SECONDS, TASK_TIMEOUT_SECONDS } from '../../core/contracts/limits';
import { BATCH_PREFIX } from '../../core/contracts/storage-layout';
import { allow, explainPolicy } from '../checks/allow';
import { ServiceMachine } from '../machine/service-machine';
import { ServiceStep } from '../machine/service-step';
import type { StoredData } from '../storage/stored-data';
import { TASK_RETRIES } from '../workflow/retry-policy';
import { readBucketArns } from './batch-functions';
import { BatchMap } from './batch-map';

/** Of a whole batch. A million images at ten invocations of sixteen images each take about two hours. Hours. */
export const BATCH_TIMEOUT_HOURS = 24;

const STATE_NAMES: Readonly<Record<BatchSource, string>> = {
  cases: 'Cases',
  prefix: 'Prefix',
  'json-lines': 'JsonLines',
  'image-list': 'ImageList',
};

export interface BatchClassificationProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly prepareBatch: IFunction;
  readonly classifyBatch: IFunction;
  readonly summarizeBatch: IFunction;
}

/**
 * `BatchClassification`: any number of images, one execution. Its output is counts and where the results are; it fails where more images, or children, fail than
 * are tolerated. A redrive runs only the children that did not succeed.
 */
export class BatchClassification extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: BatchClassificationProps) {
    super(scope, id);
    const { environment, data } = props;
    const { batch } = environment;
    const prepare = new InvokeOnce(this, 'PrepareBatch', props.prepareBatch, TASK_TIMEOUT_SECONDS, {
      'Payload.$': '$',
    });
    const summarize = new InvokeOnce(this, 'SummarizeBatch', props.summarizeBatch, SUMMARIZE_TIMEOUT_SECONDS, {
      Payload: {
        'results.$': '$.results',
        'execution_id.$': '$$.Execution.Id',
        'started_at.$': '$$.Execution.StartTime',
      },
    });
    const bySource = new Choice(this, 'BySource');
    for (const source of BATCH_SOURCES) {
      const map = new BatchMap(this, STATE_NAMES[source], {
        source,
        classifyBatch: props.classifyBatch,
        batch,
        resultsBucketName: data.reports.bucketName,
      });
      bySource.when(Condition.stringEquals('$.source', source), map.next(summarize));
    }
    summarize.next(this.judged());
    this.machine = new ServiceMachine(this, 'BatchClassification', {
      definition: prepare.next(bySource),
      timeout: Duration.hours(BATCH_TIMEOUT_HOURS),
      logRetentionDays: environment.logRetentionDays,
    });
    allow(this.machine.role, {
      sid: 'InvokeClassifyBatch',
      actions: ['lambda:InvokeFunction'],
      resources: [props.classifyBatch.functionArn],
    });
    this.allowReaderAndWriter(props);
    this.explainChildren();
  }

  private judged(): Choice {
    const output = new Pass(this, 'Output', {
      parameters: {
        'confidentPredictions.$': '$.confidentPredictions',
        'counts.$': '$.counts',
        'resultsKey.$': '$.resultsKey',
        'summaryKey.$': '$.summaryKey',
      },
    });
    return new Choice(this, 'FailuresTolerated')
      .when(Condition.booleanEquals('$.tolerated', true), output.next(new Succeed(this, 'BatchClassified')))
      .otherwise(
        new Fail(this, TOLERATED_FAILURES_EXCEEDED, { error: TOLERATED_FAILURES_EXCEEDED, causePath: '$.cause' }),
      );
  }

  /** @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
  private allowReaderAndWriter(props: BatchClassificationProps): void {
    const { role } = this.machine;
    const buckets = readBucketArns(props);
    allow(role, { sid: 'ListImages', actions: ['s3:ListBucket'], resources: buckets });
    allow(role, {
      sid: 'ReadManifests',
      actions: ['s3:GetObject'],
      resources: buckets.map((bucket) => `${bucket}/*`),
      wildcard: 'A manifest may lie anywhere in these buckets.',
    });
    allow(role, {
      sid: 'WriteChildResults',
      actions: ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      resources: [props.data.reports.arnForObjects(`${BATCH_PREFIX}*`)],
      wildcard: 'Results of every batch, by execution.',
    });
    allow(role, { sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [props.data.key.keyArn] });
  }

  /** The CDK grants what children need by itself; its policy names executions by pattern, since they have no names yet. */
  private explainChildren(): void {
    const policy = this.machine.node.findChild('DistributedMapPolicy') as Policy;
    explainPolicy(policy, 'The machine starts, follows and takes up executions of its own, and no others.');
  }
}

/** A function's call at the edge of the map, with the retries of every task. */
class InvokeOnce extends ServiceStep {
  constructor(
    scope: Construct,
    id: string,
    invoked: IFunction,
    timeoutSeconds: number,
    payload: Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, {
      integration: 'arn:aws:states:::lambda:invoke',
      parameters: { FunctionName: invoked.functionArn, ...payload },
      permissions: [{ sid: `Invoke${id}`, actions: ['lambda:InvokeFunction'], resources: [invoked.functionArn] }],
      taskTimeout: Timeout.duration(Duration.seconds(timeoutSeconds + 5)),
      outputPath: JsonPath.stringAt('$.Payload'),
    });
    for (const retry of TASK_RETRIES) this.addRetry(retry);
  }
}
