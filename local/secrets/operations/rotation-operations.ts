import { AwsError } from '../../protocol/aws-error';
import { optionalString, requiredString } from '../../protocol/members';
import type { OperationTable } from '../../protocol/operations';
import type { Rotator } from '../rotation/rotator';
import type { RotationRules } from '../secret';
import type { SecretValues } from '../secret-values';

/** The operations that rotate a secret. */
export function rotationOperations(values: SecretValues, rotator: Rotator): OperationTable {
  const { store, access } = values;
  return {
    RotateSecret: async (input, { principal }) => {
      const secret = store.get(requiredString(input, 'SecretId'));
      access.authorize(principal, 'RotateSecret', secret);
      const functionArn = optionalString(input, 'RotationLambdaARN') ?? secret.rotation?.functionArn;
      if (functionArn === undefined) {
        throw new AwsError(
          'InvalidRequestException',
          'No Lambda rotation function ARN is associated with this secret.',
        );
      }
      rotator.authorizeFunction(principal, functionArn);
      const rules = (input.RotationRules as RotationRules | undefined) ?? secret.rotation?.rules ?? {};
      const configured = rotator.configure(secret.arn, { functionArn, rules });
      const token = optionalString(input, 'ClientRequestToken');
      const id = input.RotateImmediately === false ? undefined : rotator.start(configured, token);
      return { ARN: secret.arn, Name: secret.name, VersionId: id };
    },
    CancelRotateSecret: async (input, { principal }) => {
      const secret = store.get(requiredString(input, 'SecretId'));
      access.authorize(principal, 'CancelRotateSecret', secret);
      rotator.configure(secret.arn, undefined);
      return { ARN: secret.arn, Name: secret.name };
    },
  };
}
