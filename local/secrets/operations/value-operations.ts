import { AwsError } from '../../protocol/aws-error';
import { optionalString, requiredString, stringList } from '../../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import { describeVersion } from '../describe-secret';
import type { Secret } from '../secret';
import type { SecretValue, SecretValues } from '../secret-values';
import { moveStage } from '../stage-labels';

/** The operations on the values of a secret and their labels. */
export function valueOperations(values: SecretValues): OperationTable {
  return {
    GetSecretValue: async (input, call) => getValue(values, input, call),
    PutSecretValue: async (input, call) => putValue(values, input, call),
    UpdateSecretVersionStage: async (input, call) => updateStage(values, input, call),
    ListSecretVersionIds: async (input, { principal }) => {
      const secret = values.store.get(requiredString(input, 'SecretId'));
      values.access.authorize(principal, 'ListSecretVersionIds', secret);
      const shown = secret.versions.filter(({ stages }) => stages.length > 0 || input.IncludeDeprecated === true);
      return { ARN: secret.arn, Name: secret.name, Versions: shown.map(describeVersion) };
    },
  };
}

/** The value that a request carries. */
export const valueIn = (input: JsonObject): SecretValue => ({
  string: optionalString(input, 'SecretString'),
  binary: optionalString(input, 'SecretBinary'),
});

function getValue(values: SecretValues, input: JsonObject, { principal }: ServiceCall): JsonObject {
  const secret = values.store.get(requiredString(input, 'SecretId'));
  const wanted = { id: optionalString(input, 'VersionId'), stage: optionalString(input, 'VersionStage') };
  values.access.authorize(principal, 'GetSecretValue', secret, {
    'secretsmanager:VersionStage': wanted.stage ?? 'AWSCURRENT',
    ...(wanted.id === undefined ? {} : { 'secretsmanager:VersionId': wanted.id }),
  });
  const version = values.find(secret, wanted);
  values.access.toDecrypt(principal, secret, version);
  values.noteAccess(secret);
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.string,
    SecretBinary: version.binary,
    VersionStages: version.stages,
    CreatedDate: version.createdAt / 1000,
  };
}

function putValue(values: SecretValues, input: JsonObject, { principal }: ServiceCall): JsonObject {
  const secret = values.store.get(requiredString(input, 'SecretId'));
  values.access.authorize(principal, 'PutSecretValue', secret);
  const given = stringList(input, 'VersionStages');
  const stages = given.length === 0 ? undefined : given;
  const token = optionalString(input, 'ClientRequestToken');
  const version = values.put(secret, valueIn(input), { principal, token, stages });
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
}

function updateStage(values: SecretValues, input: JsonObject, { principal }: ServiceCall): JsonObject {
  const secret = values.store.get(requiredString(input, 'SecretId'));
  const stage = requiredString(input, 'VersionStage');
  values.access.authorize(principal, 'UpdateSecretVersionStage', secret, { 'secretsmanager:VersionStage': stage });
  const from = optionalString(input, 'RemoveFromVersionId');
  const to = optionalString(input, 'MoveToVersionId');
  const holder = assertMovable(secret, stage, from, to);
  if (to !== undefined || holder === from) {
    const versions = moveStage(secret.versions, stage, to);
    values.store.put({ ...secret, versions, changedAt: values.clock.now().getTime() });
  }
  return { ARN: secret.arn, Name: secret.name };
}

/** @returns the version that has the label. */
function assertMovable(
  secret: Secret,
  stage: string,
  from: string | undefined,
  to: string | undefined,
): string | undefined {
  for (const id of [from, to]) {
    if (id === undefined || secret.versions.some((version) => version.id === id)) continue;
    throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret version: ${id}.`);
  }
  const holder = secret.versions.find(({ stages }) => stages.includes(stage))?.id;
  if (from === undefined && to === undefined) {
    throw new AwsError('InvalidParameterException', 'Either RemoveFromVersionId or MoveToVersionId is required.');
  }
  if (holder !== undefined && holder !== to && holder !== from) {
    const message = `The parameter RemoveFromVersionId can't be empty or another version: staging label ${stage} is attached to version ${holder}.`;
    throw new AwsError('InvalidParameterException', message);
  }
  if (from !== undefined && holder !== from) {
    throw new AwsError('InvalidParameterException', `The staging label ${stage} isn't attached to version ${from}.`);
  }
  if (stage === 'AWSCURRENT' && to === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'You can only move staging label AWSCURRENT to a different version.',
    );
  }
  return holder;
}
