// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so.
import { compileCondition } from '../../../local/iam/condition';

type Value = string | readonly string[] | undefined;

/** Whether one operator holds for a key with a value in the request. */
function holds(operator: string, policyValue: unknown, requestValue: Value, key = 's3:prefix'): boolean {
  const condition = compileCondition({ [operator]: { [key]: policyValue } }, 'test', { variables: true });
  return condition((name) => (name === key ? requestValue : name === 'aws:username' ? 'ada' : undefined));
}

it.each<[operator: string, policy: unknown, request: Value, holds: boolean]>([
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', ['b', 'a'], 'a', true],
  ['StringEquals', 'a*', 'abc', false],
  ['StringEquals', 'a', undefined, false],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringEqualsIgnoreCase', 'A', 'a', true],
  ['StringNotEqualsIgnoreCase', 'A', 'a', false],
  ['StringLike', 'a?c*', 'abcdef', true],
  ['StringLike', 'home/${aws:username}/*', 'home/ada/x', true],
  ['StringLike', 'home/${aws:username}/*', 'home/bob/x', false],
  ['StringLike', 'a${*}', 'a*', true],
  ['StringLike', 'a${*}', 'abc', false],
  ['StringEquals', "${aws:Referer, 'none'}", 'none', true],
  ['StringEquals', '${aws:Referer}', '', false],
  ['StringNotLike', 'a*', 'abc', false],
  ['ArnLike', 'arn:aws:sns:*:000000000000:t*', 'arn:aws:sns:us-east-1:000000000000:topic', true],
  ['ArnLike', 'arn:aws:sns:*:topic', 'arn:aws:sns:us-east-1:000000000000:topic', false],
  ['ArnNotEquals', 'arn:aws:s3:::a', 'arn:aws:s3:::b', true],
  ['Bool', true, 'true', true],
  ['Bool', 'false', 'true', false],
  ['NumericLessThan', '1.2', '1.1', true],
  ['NumericLessThan', 1.2, '1.2', false],
  ['NumericEquals', '1', 'one', false],
  ['NumericEquals', '0', '', false],
  ['NumericNotEquals', '1', '2', true],
  ['NumericGreaterThanEquals', '2', '2', true],
  ['DateGreaterThan', '2020-01-01T00:00:00Z', '2020-01-01T00:00:01Z', true],
  ['DateLessThanEquals', '2020-01-01T00:00:00Z', '1577836800', true],
  ['IpAddress', '127.0.0.0/8', '127.0.0.1', true],
  ['IpAddress', '10.0.0.1', '127.0.0.1', false],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
  ['NotIpAddress', ['10.0.0.0/8', '127.0.0.0/8'], '127.0.0.1', false],
  ['Null', 'true', undefined, true],
  ['Null', true, 'x', false],
  ['Null', 'false', 'x', true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', 'a', undefined, true],
  ['ForAnyValue:StringEquals', 'a', ['c', 'a'], true],
  ['ForAnyValue:StringEquals', 'a', ['c', 'd'], false],
  ['ForAnyValue:StringEquals', 'a', undefined, false],
  ['ForAnyValue:StringEqualsIfExists', 'a', undefined, false],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], true],
  ['ForAllValues:StringNotLike', 'a*', ['b', 'c'], true],
])('%s of %j holds for %j: %s', (operator, policyValue, requestValue, expected) => {
  expect(holds(operator, policyValue, requestValue)).toBe(expected);
});

it('does not tell the case of condition keys, but keeps that of an encryption context', () => {
  const condition = compileCondition(
    { StringEquals: { 'AWS:principalARN': 'p', 'KMS:encryptionContext:Case': 'c' } },
    'test',
    { variables: true },
  );
  const request: Readonly<Record<string, string>> = { 'aws:PrincipalArn': 'p', 'kms:EncryptionContext:Case': 'c' };
  expect(condition((key) => request[key])).toBe(true);
});

it('takes variables literally in the old version of the language', () => {
  const condition = compileCondition({ StringEquals: { 's3:prefix': '${aws:username}' } }, 'test', {
    variables: false,
  });
  expect(condition((key) => (key === 's3:prefix' ? '${aws:username}' : 'ada'))).toBe(true);
});
