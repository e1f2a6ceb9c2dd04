import { localArn } from '../../account';
import type { Authorizer } from '../../iam/authorizer';
import type { Principal } from '../../iam/principal';
import { StateError, StatesErrorName } from '../interpreter/state-error';
import type { MapRunRecord } from './map-run-record';
import type { ResultsDestination } from './write-results';

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
const CHILD_ACTIONS = ['states:DescribeExecution', 'states:StopExecution'];
const WRITER_ACTIONS = ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'];

/**
 * What AWS asks of the machine's role to run children: it starts, follows and stops executions of its own machine, and takes them up again.
 * @throws StateError with what is missing.
 */
export function assertMapRunGrants(
  { stateMachineArn, stateMachineName, label }: MapRunRecord,
  principal: Principal,
  isRedriven: boolean,
  authorizer: Authorizer,
): void {
  judge(StatesErrorName.Runtime, () => {
    authorizer.authorize({ principal, action: 'states:StartExecution', resource: stateMachineArn });
    const children = localArn('states', `execution:${stateMachineName}:*`);
    for (const action of CHILD_ACTIONS) authorizer.authorize({ principal, action, resource: children });
    if (!isRedriven) return;
    const redriven = localArn('states', `execution:${stateMachineName}/${label}:*`);
    authorizer.authorize({ principal, action: 'states:RedriveExecution', resource: redriven });
  });
}

/** The writer's own calls are judged by S3; what it may need beside them on AWS is judged here. */
export function assertWriterGrants(
  { bucket, prefix }: ResultsDestination,
  principal: Principal,
  authorizer: Authorizer,
): void {
  judge(StatesErrorName.ResultWriterFailed, () => {
    const resource = `arn:aws:s3:::${bucket}/${prefix}manifest.json`;
    for (const action of WRITER_ACTIONS) authorizer.authorize({ principal, action, resource });
  });
}

function judge(error: string, ask: () => void): void {
  try {
    ask();
  } catch (denied) {
    const { name, message } = denied as Error;
    throw new StateError(error, `${name}: ${message}`);
  }
}
