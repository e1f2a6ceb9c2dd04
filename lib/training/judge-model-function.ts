import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { releasedModelParameterName } from '../../core/contracts/released-model';
import { TRAINING_RUN_PREFIX } from '../../core/contracts/storage-layout';
import type { JudgeModelEnvironment } from '../../lambdas/judge-model/env';
import { type OwnVariables, ServiceFunction } from '../functions/service-function';
import type { StoredData } from '../storage/stored-data';

/** Reading 100,000 answers takes about a minute. Seconds. */
export const JUDGE_MODEL_SECONDS = 600;

export interface JudgeModelFunctionProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly modelPackageGroup: string;
  readonly crashesAs: string;
  readonly description: string;
  readonly gate: Omit<OwnVariables<JudgeModelEnvironment>, 'MODELS_BUCKET' | 'RELEASED_MODEL_PARAMETER'>;
}

/** `judge-model` with the rules of one gate: images and tables have their own. */
export function judgeModelFunction(
  scope: Construct,
  id: string,
  props: JudgeModelFunctionProps,
): ServiceFunction<JudgeModelEnvironment> {
  const { environment, data, modelPackageGroup } = props;
  const { app, name } = environment;
  const releasedModel = releasedModelParameterName(app, name);
  const made = new ServiceFunction<JudgeModelEnvironment>(scope, id, {
    service: 'judge-model',
    crashesAs: props.crashesAs,
    description: props.description,
    environment,
    variables: {
      MODELS_BUCKET: data.models.bucketName,
      RELEASED_MODEL_PARAMETER: releasedModel,
      ...props.gate,
    },
    timeoutSeconds: JUDGE_MODEL_SECONDS,
    memoryMb: 2048,
  });
  made.allow({
    sid: 'ReadAnswersAndPredictions',
    actions: ['s3:GetObject'],
    resources: [data.models.arnForObjects(`${TRAINING_RUN_PREFIX}*`), data.models.arnForObjects('*/predictions.jsonl')],
    wildcard: 'Answers lie under the execution’s name, what the released model has answered under its job’s.',
  });
  made.allow({ sid: 'ListAnswers', actions: ['s3:ListBucket'], resources: [data.models.bucketArn] });
  made.allow({
    sid: 'WriteEvidence',
    actions: ['s3:PutObject'],
    resources: ['evidence.json', 'metrics.json', 'predictions.jsonl'].map((file) =>
      data.models.arnForObjects(`*/${file}`),
    ),
    wildcard: 'Evidence lies beside the model, under the job’s name.',
  });
  made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] });
  const arn = (service: string, resource: string, resourceName: string): string =>
    Stack.of(scope).formatArn({ service, resource, resourceName });
  made.allow({
    sid: 'ReadReleasedModel',
    actions: ['ssm:GetParameter'],
    resources: [arn('ssm', 'parameter', releasedModel.slice(1))],
  });
  made.allow({
    sid: 'ReadReleasedPackage',
    actions: ['sagemaker:DescribeModelPackage'],
    resources: [arn('sagemaker', 'model-package', `${modelPackageGroup}/*`)],
    wildcard: 'Whichever version of the group is released.',
  });
  return made;
}
