import { S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { environmentSchema } from './env';
import { markTable } from './mark-table';

export const handler = functionFrame(environmentSchema, () => {
  const s3 = new S3Client(CLIENT_OPTIONS);
  return (event) => markTable(event, s3);
});
