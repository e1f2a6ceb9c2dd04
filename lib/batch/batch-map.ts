import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  CsvDelimiter,
  CsvHeaders,
  DistributedMap,
  type DistributedMapProps,
  ItemBatcher,
  JitterType,
  JsonPath,
  OutputType,
  ResultWriterV2,
  S3CsvItemReader,
  S3JsonLItemReader,
  S3ObjectsItemReader,
  StateMachineType,
  Timeout,
  Transformation,
  WriterConfig,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { BatchSource } from '../../core/contracts/batch';
import type { BatchConfiguration } from '../../core/contracts/batch-configuration';
import { BATCH_TASK_TIMEOUT_SECONDS } from '../../core/contracts/limits';
import { BATCH_PREFIX } from '../../core/contracts/storage-layout';
import { ServiceStep } from '../machine/service-step';
import { TIME_OUT_ERRORS } from '../workflow/retry-policy';

export interface BatchMapProps {
  readonly source: BatchSource;
  readonly classifyBatch: IFunction;
  readonly batch: BatchConfiguration;
  /** Name of the bucket for the children's results. */
  readonly resultsBucketName: string;
}

/**
 * A reader or writer without its own grants: where the bucket is named by a path, the CDK (2.276.0) would grant `s3:*Object` and `s3:ListBucket` on every
 * bucket there is.
 */
function ungranted<Access extends { providePolicyStatements(): PolicyStatement[] }>(access: Access): Access {
  access.providePolicyStatements = () => [];
  return access;
}

const bucketNamePath = JsonPath.stringAt('$.s3_bucket');

/** Where each source's items come from, and what of each a child is told: no more than its name. */
const SOURCES: Readonly<Record<BatchSource, DistributedMapProps>> = {
  cases: {
    itemsPath: '$.cases',
    itemSelector: {
      s3_bucket: JsonPath.stringAt('$$.Map.Item.Value.s3_bucket'),
      s3_key: JsonPath.stringAt('$$.Map.Item.Value.s3_key'),
    },
  },
  prefix: {
    itemReader: ungranted(new S3ObjectsItemReader({ bucketNamePath, prefix: JsonPath.stringAt('$.s3_prefix') })),
    itemSelector: { s3_key: JsonPath.stringAt('$$.Map.Item.Value.Key') },
  },
  'json-lines': {
    itemReader: ungranted(new S3JsonLItemReader({ bucketNamePath, key: JsonPath.stringAt('$.manifest_key') })),
  },
  'image-list': {
    itemReader: ungranted(
      new S3CsvItemReader({
        bucketNamePath,
        key: JsonPath.stringAt('$.manifest_key'),
        csvDelimiter: CsvDelimiter.TAB,
        csvHeaders: CsvHeaders.use(['row', 'label', 'file']),
      }),
    ),
  },
};

/**
 * The Distributed Map over the images of one source, its children Express. What reader and writer need is granted by hand.
 */
export class BatchMap extends DistributedMap {
  constructor(scope: Construct, id: string, { source, classifyBatch, batch, resultsBucketName }: BatchMapProps) {
    super(scope, id, {
      ...SOURCES[source],
      label: id,
      // Not the processor's own setting, which renders STANDARD whatever it says (CDK 2.276.0).
      mapExecutionType: StateMachineType.EXPRESS,
      maxConcurrency: batch.maxConcurrency,
      // Children that died; images that failed in a child that did not are judged with the results.
      toleratedFailurePercentage: batch.toleratedFailurePercentage,
      itemBatcher: new ItemBatcher({
        maxItemsPerBatch: batch.imagesPerChild,
        // Names of a kilobyte make an answer large: fewer images then.
        maxInputBytesPerBatch: 64 * 1024,
        // The CDK (2.276.0) writes paths here as plain text unless their names say what they are.
        batchInput: {
          's3_bucket.$': '$.s3_bucket',
          's3_prefix.$': '$.s3_prefix',
          'execution_id.$': '$$.Execution.Id',
          'started_at.$': '$$.Execution.StartTime',
        },
      }),
      resultWriterV2: ungranted(
        new ResultWriterV2({
          bucketNamePath: resultsBucketName,
          prefix: JsonPath.format(`${BATCH_PREFIX}{}/children`, JsonPath.stringAt('$$.Execution.Name')),
          writerConfig: new WriterConfig({ transformation: Transformation.NONE, outputType: OutputType.JSONL }),
        }),
      ),
      resultPath: '$.results',
    });
    this.itemProcessor(new ClassifyBatchStep(this, `Classify${id}`, classifyBatch));
  }
}

/** One child: one task. Its attempts are few and short, for an Express execution lasts five minutes at most. */
class ClassifyBatchStep extends ServiceStep {
  constructor(scope: Construct, id: string, invoked: IFunction) {
    super(scope, id, {
      integration: 'arn:aws:states:::lambda:invoke',
      parameters: { FunctionName: invoked.functionArn, 'Payload.$': '$' },
      // Once for all maps, by the machine.
      permissions: [],
      taskTimeout: Timeout.duration(Duration.seconds(BATCH_TASK_TIMEOUT_SECONDS)),
      outputPath: '$.Payload',
    });
    this.addRetry({
      errors: [
        'Lambda.ServiceException',
        'Lambda.AWSLambdaException',
        'Lambda.SdkClientException',
        'Lambda.ClientExecutionTimeoutException',
        'Lambda.TooManyRequestsException',
        ...TIME_OUT_ERRORS,
      ],
      interval: Duration.seconds(2),
      backoffRate: 2,
      maxAttempts: 2,
      jitterStrategy: JitterType.FULL,
    });
  }
}
