import { resolve } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { splitPrefix } from '../../core/contracts/storage-layout';
import type { RunningLaptop } from '../laptop/bring-up';
import { DEFAULT_STATE_FOLDER } from '../target/laptop-presence';

const STATES_CREDENTIAL = 'AWS4-HMAC-SHA256 Credential=local/20000101/us-east-1/states/aws4_request';

/** What somebody at the prompt can do next. The first line is for scripts that wait for it. */
export async function welcome({ laptop, clients, outputs }: RunningLaptop, folder: string): Promise<string> {
  const { url } = laptop;
  const bucket = outputs.get('ImagesBucket');
  const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: splitPrefix('test'), MaxKeys: 1 });
  const { Contents = [] } = await clients.s3.send(list);
  const key = Contents[0]?.Key ?? 'test/an-image-of-yours.png';
  const input = JSON.stringify({ s3_bucket: bucket, s3_key: key });
  const stateMachineArn = outputs.get('ImageClassificationArn');
  const start = JSON.stringify({ stateMachineArn, input });
  const declared = laptop.report().flatMap(({ notSimulated }) => notSimulated);
  return [
    `ready: AWS at ${url}`,
    '',
    `  Inbox        ${url}/_local/inbox`,
    `  Executions   ${url}/_local/executions`,
    `  State        ${folder}`,
    ...(declared.length === 0 ? [] : [`  Not simulated: ${declared.map(({ type }) => type).join(', ')}`]),
    '',
    'Start an execution with curl, or with the AWS CLI:',
    '',
    // One line each, so that they work when pasted into any POSIX shell. The laptop reads the credential's service, not the signature.
    `  curl -s ${url} -H 'x-amz-target: AWSStepFunctions.StartExecution' -H 'authorization: ${STATES_CREDENTIAL}' -d '${start}'`,
    '',
    `  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws --region us-east-1 --endpoint-url ${url} stepfunctions` +
      ` start-execution --state-machine-arn ${stateMachineArn} --input '${input}'`,
    '',
    'Or with the command line of this project:',
    '',
    `  ${isDefault(folder) ? '' : `SECOND_LOOK_URL=${url} `}npm run cli -- classify --s3 ${key} --wait`,
    '',
    'Ctrl-C stops it; the next start finds everything again.',
  ].join('\n');
}

/** Commands look into the default folder by themselves. */
const isDefault = (stateFolder: string): boolean => resolve(DEFAULT_STATE_FOLDER) === resolve(stateFolder);
