import { AwsError } from '../../protocol/aws-error';
import { optionalString, requiredString } from '../../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import { describeSecret } from '../describe-secret';
import { generatePassword } from '../generate-password';
import type { Secret } from '../secret';
import { newSecretArn } from '../secret-store';
import { assertNotDeleted, type SecretValues } from '../secret-values';
import { valueIn } from './value-operations';

/** Days after which a deleted secret goes for good, unless told. */
const RECOVERY_DAYS = 30;
const DAY_MS = 86_400_000;

export interface SecretOperationsOptions {
  readonly values: SecretValues;
  /** When the next rotation of a secret is due; milliseconds since 1970. */
  readonly nextRotation: (secret: Secret) => number | undefined;
}

/** The operations on secrets as a whole. */
export function secretOperations({ values, nextRotation }: SecretOperationsOptions): OperationTable {
  const { store, access, clock } = values;
  return {
    CreateSecret: async (input, call) => createSecret(values, input, call),
    DeleteSecret: async (input, { principal }) => {
      const secret = store.get(requiredString(input, 'SecretId'));
      access.authorize(principal, 'DeleteSecret', secret);
      const days = input.ForceDeleteWithoutRecovery === true ? 0 : Number(input.RecoveryWindowInDays ?? RECOVERY_DAYS);
      const deletedAt = clock.now().getTime() + days * DAY_MS;
      if (days === 0) store.delete(secret.arn);
      else store.put({ ...secret, deletedAt });
      return { ARN: secret.arn, Name: secret.name, DeletionDate: deletedAt / 1000 };
    },
    RestoreSecret: async (input, { principal }) => {
      const secret = store.get(requiredString(input, 'SecretId'));
      access.authorize(principal, 'RestoreSecret', secret);
      store.put({ ...secret, deletedAt: undefined });
      return { ARN: secret.arn, Name: secret.name };
    },
    DescribeSecret: async (input, { principal }) => {
      const secret = store.get(requiredString(input, 'SecretId'));
      access.authorize(principal, 'DescribeSecret', secret);
      return describeSecret(secret, nextRotation(secret), 'VersionIdsToStages');
    },
    ListSecrets: async (input, { principal }) => {
      access.authorizeOn(principal, 'ListSecrets', '*');
      const shown = store
        .list()
        .filter(({ deletedAt }) => deletedAt === undefined || input.IncludePlannedDeletion === true);
      return {
        SecretList: shown.map((secret) => describeSecret(secret, nextRotation(secret), 'SecretVersionsToStages')),
      };
    },
    GetRandomPassword: async (input, { principal }) => {
      access.authorizeOn(principal, 'GetRandomPassword', '*');
      return { RandomPassword: generatePassword(input) };
    },
  };
}

function createSecret(values: SecretValues, input: JsonObject, { principal }: ServiceCall): JsonObject {
  const name = requiredString(input, 'Name');
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) {
    throw new AwsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  }
  const arn = newSecretArn(name);
  values.access.authorizeOn(principal, 'CreateSecret', arn);
  const known = values.store.find(name);
  if (known !== undefined) {
    assertNotDeleted(known);
    throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
  }
  const now = values.clock.now().getTime();
  const secret: Secret = {
    arn,
    name,
    description: optionalString(input, 'Description'),
    keyId: optionalString(input, 'KmsKeyId'),
    tags: (input.Tags ?? []) as Secret['tags'],
    createdAt: now,
    changedAt: now,
    versions: [],
  };
  const value = valueIn(input);
  const token = optionalString(input, 'ClientRequestToken');
  const hasValue = value.string !== undefined || value.binary !== undefined;
  if (!hasValue) values.store.put(secret);
  const version = hasValue ? values.put(secret, value, { principal, token }) : undefined;
  return { ARN: arn, Name: name, VersionId: version?.id };
}
