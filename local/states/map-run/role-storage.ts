import type { S3Client } from '@aws-sdk/client-s3';

/** S3 as a role calls it, for as long as a map run lasts. */
export interface RoleSession {
  readonly s3: S3Client;
  end(): void;
}

export type RoleStorage = (roleArn: string) => RoleSession;
