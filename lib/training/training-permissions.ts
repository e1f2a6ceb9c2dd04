import type { Stack } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Permission } from '../checks/allow';

/** The rules by which Step Functions learns that a job has ended. */
const rule = (kind: 'Training' | 'Transform'): string => `StepFunctionsGetEventsForSageMaker${kind}JobsRule`;

const RUN_TIME_NAMES = 'Jobs and models get their names at run time, all under this prefix.';

const sageMakerArn = (stack: Stack, resource: string, resourceName: string): string =>
  stack.formatArn({ service: 'sagemaker', resource, resourceName });

const handOver = (sid: string, role: IRole): Permission => ({
  sid,
  actions: ['iam:PassRole'],
  resources: [role.roleArn],
  conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
});

const hear = (stack: Stack, kind: 'Training' | 'Transform'): Permission => ({
  sid: `HearOf${kind}JobsThatEnd`,
  actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
  resources: [stack.formatArn({ service: 'events', resource: 'rule', resourceName: rule(kind) })],
});

/**
 * What the state machine needs to run training jobs and wait for them: Step Functions marks the jobs of its own with a tag.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html
 */
export function trainingPermissions(stack: Stack, namePrefix: string, trainingRole: IRole): readonly Permission[] {
  return [
    {
      sid: 'RunTrainingJobs',
      actions: [
        'sagemaker:AddTags',
        'sagemaker:CreateTrainingJob',
        'sagemaker:DescribeTrainingJob',
        'sagemaker:ListTags',
        'sagemaker:StopTrainingJob',
      ],
      resources: [sageMakerArn(stack, 'training-job', `${namePrefix}-*`)],
      wildcard: RUN_TIME_NAMES,
    },
    handOver('HandOverTrainingRole', trainingRole),
    hear(stack, 'Training'),
  ];
}

/** For the model of a candidate, which lasts as long as its answers take. */
export function candidatePermissions(stack: Stack, namePrefix: string, transformRole: IRole): readonly Permission[] {
  return [
    {
      sid: 'MakeCandidates',
      actions: ['sagemaker:AddTags', 'sagemaker:CreateModel'],
      resources: [sageMakerArn(stack, 'model', `${namePrefix}-*`)],
      wildcard: RUN_TIME_NAMES,
    },
    handOver('HandOverTransformRole', transformRole),
  ];
}

export function deletionPermissions(stack: Stack, namePrefix: string): readonly Permission[] {
  return [
    {
      sid: 'DeleteCandidates',
      actions: ['sagemaker:DeleteModel'],
      resources: [sageMakerArn(stack, 'model', `${namePrefix}-*`)],
      wildcard: RUN_TIME_NAMES,
    },
  ];
}

export function transformPermissions(stack: Stack, namePrefix: string): readonly Permission[] {
  return [
    {
      sid: 'RunTransformJobs',
      actions: [
        'sagemaker:AddTags',
        'sagemaker:CreateTransformJob',
        'sagemaker:DescribeTransformJob',
        'sagemaker:ListTags',
        'sagemaker:StopTransformJob',
      ],
      // CreateTransformJob is judged on the model as well.
      resources: [
        sageMakerArn(stack, 'transform-job', `${namePrefix}-*`),
        sageMakerArn(stack, 'model', `${namePrefix}-*`),
      ],
      wildcard: RUN_TIME_NAMES,
    },
    hear(stack, 'Transform'),
  ];
}

/** A package is judged on its group, and on itself. */
export function registryPermissions(stack: Stack, modelPackageGroup: string): readonly Permission[] {
  return [
    {
      sid: 'RegisterModels',
      actions: ['sagemaker:CreateModelPackage'],
      resources: [
        sageMakerArn(stack, 'model-package-group', modelPackageGroup),
        sageMakerArn(stack, 'model-package', `${modelPackageGroup}/*`),
      ],
      wildcard: 'Packages of this one group, by version.',
    },
  ];
}
