import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { environmentSchema } from './env';
import { executionRuns } from './execution-runs';
import { holdLease } from './hold-lease';
import { LeaseObject } from './lease-object';

export const handler = functionFrame(environmentSchema, ({ MODELS_BUCKET, LEASE_SECONDS, WAIT_SECONDS }) => {
  const lease = new LeaseObject(new S3Client(CLIENT_OPTIONS), MODELS_BUCKET);
  const stepFunctions = new SFNClient(CLIENT_OPTIONS);
  const runs = (holder: string): Promise<boolean> => executionRuns(stepFunctions, holder);
  const keeping = { lease, leaseSeconds: LEASE_SECONDS, waitSeconds: WAIT_SECONDS, runs, now: () => new Date() };
  return (event) => holdLease(event, keeping);
});
