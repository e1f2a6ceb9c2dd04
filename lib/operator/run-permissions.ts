import type { Permission } from '../checks/allow';
import type { OperatedArns } from './operated-resources';

/** Executions, evaluations, alarms: `classify`, `train`, `evaluate`, `monitor`, `status`. */
export const runPermissions = (arns: OperatedArns): readonly Permission[] => [
  {
    sid: 'StartExecutions',
    actions: ['states:ListExecutions', 'states:StartExecution'],
    resources: arns.machines,
  },
  {
    sid: 'FollowExecutions',
    actions: ['states:DescribeExecution', 'states:GetExecutionHistory', 'states:ListMapRuns'],
    resources: arns.executions,
    wildcard: 'Executions of these machines, whatever their names.',
  },
  {
    sid: 'FollowBatches',
    actions: ['states:DescribeExecution', 'states:DescribeMapRun', 'states:ListExecutions'],
    resources: arns.mapRuns,
    wildcard: 'Runs of the map of batches and their children: Step Functions names them.',
  },
  {
    sid: 'FindJobsPackagesAndAlarms',
    actions: ['cloudwatch:DescribeAlarms', 'sagemaker:ListModelPackages', 'sagemaker:ListTrainingJobs'],
    resources: ['*'],
    wildcard:
      'Listing jobs and packages has no resource; alarms are found by the beginning of their names, which IAM judges as all alarms.',
  },
  {
    sid: 'WatchEpochs',
    actions: ['logs:DescribeLogStreams', 'logs:GetLogEvents'],
    resources: arns.trainingLogs,
    wildcard: 'The streams of this one log group: SageMaker names them after jobs and instances.',
  },
  {
    sid: 'QueueEvaluations',
    actions: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
    resources: [arns.queues],
    wildcard: 'The evaluation queue and its dead letters; CloudFormation names queues after their stack.',
  },
];
