import type { JsonObject } from '../protocol/operations';
import type { Secret, SecretVersion } from './secret';

const seconds = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : milliseconds / 1000;

/** What DescribeSecret and ListSecrets say about a secret; never its value. */
export function describeSecret(secret: Secret, nextRotation: number | undefined, stagesMember: string): JsonObject {
  const { rotation, versions } = secret;
  const labelled = versions.filter(({ stages }) => stages.length > 0);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.keyId,
    RotationEnabled: rotation !== undefined,
    RotationLambdaARN: rotation?.functionArn,
    RotationRules: rotation?.rules,
    LastRotatedDate: seconds(secret.rotatedAt),
    LastChangedDate: seconds(secret.changedAt),
    LastAccessedDate: seconds(secret.accessedAt),
    DeletedDate: seconds(secret.deletedAt),
    NextRotationDate: seconds(nextRotation),
    Tags: secret.tags,
    [stagesMember]: Object.fromEntries(labelled.map(({ id, stages }) => [id, stages])),
    CreatedDate: seconds(secret.createdAt),
  };
}

export const describeVersion = ({ id, stages, createdAt, keyId }: SecretVersion): JsonObject => ({
  VersionId: id,
  VersionStages: stages,
  CreatedDate: seconds(createdAt),
  KmsKeyIds: [keyId ?? 'DefaultEncryptionKey'],
});
