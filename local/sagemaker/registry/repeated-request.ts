import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../protocol/aws-error';
import { type ModelPackage, type ModelPackageInput, modelPackageArn } from './model-package';

/**
 * The package that a request with the same `ClientToken` has made before: a call that is repeated because its answer was lost makes no second one.
 * SageMaker's documentation says that the token makes the call idempotent, and names one error for conflicts; how long tokens are remembered it does
 * not say: here as long as the package is there.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
 * @throws AwsError `ConflictException` where the token was used with other parameters
 */
export function repeatedRequest(packages: Iterable<ModelPackage>, input: ModelPackageInput): ModelPackage | undefined {
  const token = input.ClientToken;
  if (token === undefined) return undefined;
  for (const item of packages) {
    if (item.request?.ClientToken !== token) continue;
    // As it was kept: members that are undefined are not there.
    if (isDeepStrictEqual(item.request, withoutUndefined(input))) return item;
    const message = `The client token ${token} was used with other parameters, for ${modelPackageArn(item)}. Use another token.`;
    throw new AwsError('ConflictException', message);
  }
  return undefined;
}

/** A request as a record keeps it. */
export const withoutUndefined = <Input extends object>(input: Input): Input =>
  JSON.parse(JSON.stringify(input)) as Input;
