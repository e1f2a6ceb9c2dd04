import { RELEASE_LEASE_KEY } from '../../core/contracts/storage-layout';
import type { Permission } from '../checks/allow';
import type { OperatedArns } from './operated-resources';

/**
 * `register`, `release`, `rollback`, and what `status` wants to know of them. An update of the stack acts with the role that deployed it, so the operator needs no
 * right on what is in it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export const modelPermissions = (arns: OperatedArns): readonly Permission[] => [
  {
    sid: 'SeeStacks',
    actions: ['cloudformation:DescribeStacks'],
    resources: [arns.stacks],
    wildcard: 'The stacks of this environment; a stack’s ARN ends with an id that CloudFormation makes.',
  },
  {
    sid: 'UpdateServing',
    actions: ['cloudformation:CancelUpdateStack', 'cloudformation:DescribeStackEvents', 'cloudformation:UpdateStack'],
    resources: [arns.servingStack],
    wildcard: 'One stack, whose ARN ends with an id that CloudFormation makes.',
  },
  {
    sid: 'ReadParametersForTheUpdate',
    actions: ['ssm:GetParameters'],
    resources: [arns.parameters],
    wildcard:
      'CloudFormation reads the parameters that the template of the serving stack names, all of this environment.',
  },
  {
    sid: 'NameTheReleasedModel',
    actions: ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:PutParameter'],
    resources: [arns.modelPackageParameter, arns.releasedModelParameter],
  },
  {
    sid: 'HoldReleaseLease',
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: [`${arns.models}/${RELEASE_LEASE_KEY}`],
  },
  {
    sid: 'RegisterAndApproveModelPackages',
    actions: ['sagemaker:CreateModelPackage', 'sagemaker:DescribeModelPackage', 'sagemaker:UpdateModelPackage'],
    resources: [arns.modelPackages, arns.modelPackageGroup],
    wildcard: 'Packages of this environment’s group, which is named anew with each stack.',
  },
  {
    sid: 'AskEndpoint',
    actions: ['sagemaker:DescribeEndpoint', 'sagemaker:InvokeEndpoint'],
    resources: [arns.endpoint],
  },
  {
    sid: 'SeeEndpointConfiguration',
    actions: ['sagemaker:DescribeEndpointConfig'],
    resources: [arns.endpointConfigurations],
    wildcard: 'CloudFormation names a new configuration for each release.',
  },
];
