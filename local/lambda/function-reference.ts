import { LOCAL_ACCOUNT, LOCAL_REGION, localArn } from '../account';
import { AwsError } from '../protocol/aws-error';

export interface FunctionReference {
  readonly name: string;
  /** A version, an alias or `$LATEST`; undefined where the caller named none. */
  readonly qualifier?: string;
}

const FORM =
  /^(?:arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):(?<account>\d{12}):function:|(?<partial>\d{12}):function:)?(?<name>[a-zA-Z0-9_-]{1,64})(?::(?<qualifier>\$LATEST|[a-zA-Z0-9_-]{1,128}))?$/;

/**
 * Reads a name, a partial ARN (`123456789012:function:name`) or an ARN, each with or without `:qualifier`.
 * @throws AwsError `ValidationException`; `ResourceNotFoundException` for another account or region.
 */
export function parseFunctionReference(text: string, qualifier?: string): FunctionReference {
  const groups = FORM.exec(text)?.groups;
  if (groups?.name === undefined) {
    const message = `'${text}' is neither a function's name nor its ARN.`;
    throw new AwsError('ValidationException', message);
  }
  const account = groups.account ?? groups.partial ?? LOCAL_ACCOUNT;
  if (account !== LOCAL_ACCOUNT || (groups.region ?? LOCAL_REGION) !== LOCAL_REGION) throw functionNotFound(text);
  if (qualifier !== undefined && groups.qualifier !== undefined && qualifier !== groups.qualifier) {
    const message = 'The derived qualifier from the function name does not match the specified qualifier.';
    throw new AwsError('InvalidParameterValueException', message);
  }
  return { name: groups.name, qualifier: qualifier ?? groups.qualifier };
}

/** The ARN as the caller named the function: with a qualifier where there was one. */
export function functionArn({ name, qualifier }: FunctionReference): string {
  const arn = localArn('lambda', `function:${name}`);
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}

export const functionNotFound = (arn: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, { Type: 'User' });
