import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { environmentSchema } from './env';
import { startTable } from './start-table';

export const handler = functionFrame(environmentSchema, ({ STATE_MACHINE_ARN }) => {
  const clients = { s3: new S3Client(CLIENT_OPTIONS), stepFunctions: new SFNClient(CLIENT_OPTIONS) };
  return (event) => startTable(event, clients, STATE_MACHINE_ARN);
});
