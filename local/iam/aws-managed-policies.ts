import type { JsonObject } from '../protocol/operations';

/**
 * The one policy of AWS that templates cannot avoid: the CDK's own custom-resource handlers carry it. Every other is refused, for
 * the laptop would have to guess what is in it, and least privilege has no use for it.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
 */
const KNOWN: Readonly<Record<string, JsonObject>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
    ],
  },
};

/** @throws Error that names the policy and says what to do instead. */
export function awsManagedPolicy(policyArn: string): JsonObject {
  const known = Object.hasOwn(KNOWN, policyArn) ? KNOWN[policyArn] : undefined;
  if (known !== undefined) return known;
  throw new Error(
    policyArn.startsWith('arn:aws:iam::aws:policy/')
      ? `The laptop does not have AWS's managed policy '${policyArn.slice('arn:aws:iam::aws:policy/'.length)}': ` +
          'grant the actions that the role needs in a policy of its own.'
      : `The managed policy '${policyArn}' does not exist.`,
  );
}
