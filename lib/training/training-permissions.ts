import type { Stack } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Permission } from '../checks/allow';

/** The rule by which Step Functions learns that a job has ended. */
const RULE = 'StepFunctionsGetEventsForSageMakerTrainingJobsRule';

/**
 * What the state machine needs to run training jobs and wait for them: Step Functions marks the jobs of its own with a tag.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
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
      resources: [stack.formatArn({ service: 'sagemaker', resource: 'training-job', resourceName: `${namePrefix}-*` })],
      wildcard: 'Jobs get their names at run time, all under this prefix.',
    },
    {
      sid: 'HandOverTrainingRole',
      actions: ['iam:PassRole'],
      resources: [trainingRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    },
    {
      sid: 'HearOfJobsThatEnd',
      actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
      resources: [stack.formatArn({ service: 'events', resource: 'rule', resourceName: RULE })],
    },
  ];
}
