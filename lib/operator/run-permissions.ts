import type { Permission } from '../checks/allow';
import type { OperatedArns } from './operated-resources';

/** Executions, evaluations, alarms: `classify`, `train`, `evaluate`, `status`. */
export const runPermissions = (arns: OperatedArns): readonly Permission[] => [
  {
    sid: 'StartExecutions',
    actions: ['states:ListExecutions', 'states:StartExecution'],
    resources: arns.machines,
  },
  {
    sid: 'FollowExecutions',
    actions: ['states:DescribeExecution', 'states:GetExecutionHistory'],
    resources: arns.executions,
    wildcard: 'Executions of these machines, whatever their names.',
  },
  {
    sid: 'QueueEvaluations',
    actions: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
    resources: [arns.queues],
    wildcard: 'The evaluation queue and its dead letters; CloudFormation names queues after their stack.',
  },
  {
    sid: 'SeeAlarms',
    actions: ['cloudwatch:DescribeAlarms'],
    resources: ['*'],
    wildcard: 'Alarms are found by the beginning of their names, which IAM judges as all alarms.',
  },
];
