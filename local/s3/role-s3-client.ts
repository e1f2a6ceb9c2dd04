import { Agent } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { LOCAL_REGION } from '../account';
import type { Credentials } from '../iam/credentials';

/** Parallel connections of one session: enough to keep a laptop's S3 busy. */
export const S3_CONNECTIONS = 24;

/** An S3 client that a service of the laptop calls with as a role: through the front door, so that every request is judged. */
export function roleS3Client(endpoint: string, credentials: Credentials): S3Client {
  return new S3Client({
    endpoint,
    region: LOCAL_REGION,
    forcePathStyle: true,
    credentials,
    // The checksums of the protocol's own making cost more than the copy itself on a loopback interface.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({
      httpAgent: new Agent({ keepAlive: true, maxSockets: S3_CONNECTIONS }),
      connectionTimeout: 5_000,
    }),
  });
}
