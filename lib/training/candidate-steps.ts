import { Stack } from 'aws-cdk-lib';
import { JsonPath } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { modelVerdictSchema } from '../../core/contracts/training-run';
import { FunctionStep } from './function-step';
import { SageMakerStep } from './sage-maker-step';
import type { TrainModelProps } from './train-model';
import { jobTags, namePrefix } from './training-job';
import {
  candidatePermissions,
  deletionPermissions,
  registryPermissions,
  transformPermissions,
} from './training-permissions';
import { TRANSFORM_SECONDS } from './transform-job';

const tagsOf = ({ environment }: TrainModelProps): Readonly<Record<string, string>> => ({
  app: environment.app,
  environment: environment.name,
  ...environment.tags,
});

/** A model of the candidate, under the name of its training job: batch transform takes no package. */
export function createCandidate(scope: Construct, props: TrainModelProps): SageMakerStep {
  return new SageMakerStep(scope, 'CreateCandidate', {
    integration: 'arn:aws:states:::sagemaker:createModel',
    parameters: {
      'ModelName.$': '$.job.TrainingJobName',
      ExecutionRoleArn: props.transformRole.roleArn,
      PrimaryContainer: {
        'Image.$': '$.job.AlgorithmSpecification.TrainingImage',
        'ModelDataUrl.$': '$.job.ModelArtifacts.S3ModelArtifacts',
      },
      Tags: jobTags(tagsOf(props)),
    },
    permissions: candidatePermissions(Stack.of(scope), namePrefix(props.environment), props.transformRole),
    resultPath: JsonPath.DISCARD,
  });
}

/** Asks the candidate about every image or row of the validation and test splits. */
export function transformRows(scope: Construct, { environment, plan }: TrainModelProps): SageMakerStep {
  return new SageMakerStep(scope, 'Transform', {
    integration: 'arn:aws:states:::sagemaker:createTransformJob.sync',
    parameters: plan.transformJob,
    permissions: transformPermissions(Stack.of(scope), namePrefix(environment)),
    resultPath: JsonPath.DISCARD,
    timeoutSeconds: TRANSFORM_SECONDS,
  });
}

/** The candidate's model has done its duty: a package names container and artifact themselves. */
export function deleteCandidate(scope: Construct, id: string, props: TrainModelProps): SageMakerStep {
  return new SageMakerStep(scope, id, {
    integration: 'arn:aws:states:::aws-sdk:sagemaker:deleteModel',
    parameters: { 'ModelName.$': '$.job.TrainingJobName' },
    permissions: deletionPermissions(Stack.of(scope), namePrefix(props.environment)),
    resultPath: JsonPath.DISCARD,
  });
}

/** Temperature, threshold, metrics, and whether the gate is passed. */
export function judgeModel(scope: Construct, { plan: { judge } }: TrainModelProps): FunctionStep {
  return new FunctionStep(scope, 'JudgeModel', {
    invoked: judge.invoked,
    timeoutSeconds: judge.timeoutSeconds,
    payload: {
      'executionName.$': '$$.Execution.Name',
      'trainingJobName.$': '$.job.TrainingJobName',
      'approval.$': '$.prepared.approval',
    },
    answer: Object.keys(modelVerdictSchema.shape),
    resultPath: '$.verdict',
  });
}

/** The candidate becomes a version of the model package group, whatever the verdict. */
export function registerModel(scope: Construct, { plan, modelPackageGroup }: TrainModelProps): SageMakerStep {
  return new SageMakerStep(scope, 'RegisterModel', {
    integration: 'arn:aws:states:::aws-sdk:sagemaker:createModelPackage',
    parameters: {
      ModelPackageGroupName: modelPackageGroup,
      // A second attempt must not make a second version.
      'ClientToken.$': "States.Hash($$.Execution.Name, 'MD5')",
      'ModelPackageDescription.$': '$.verdict.description',
      'ModelApprovalStatus.$': '$.verdict.approvalStatus',
      InferenceSpecification: {
        Containers: [
          {
            'Image.$': '$.job.AlgorithmSpecification.TrainingImage',
            'ModelDataUrl.$': '$.job.ModelArtifacts.S3ModelArtifacts',
          },
        ],
        SupportedContentTypes: plan.contentTypes,
        SupportedResponseMIMETypes: plan.answerTypes,
      },
      ModelMetrics: {
        ModelQuality: { Statistics: { ContentType: 'application/json', 'S3Uri.$': '$.verdict.metrics' } },
      },
      'CustomerMetadataProperties.$': '$.verdict.metadata',
    },
    permissions: registryPermissions(Stack.of(scope), modelPackageGroup),
    resultPath: '$.package',
  });
}
