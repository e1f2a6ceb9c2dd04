import { S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { environmentSchema } from './env';
import { prepareTable } from './prepare-table';

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(CLIENT_OPTIONS);
  return (event) => prepareTable(event, s3, settings);
});
