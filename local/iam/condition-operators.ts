import { BlockList, isIP } from 'node:net';
import type { ContextLookup, PolicyText } from './policy-text';
import { matchesArnPattern } from './resource-arn';

/** Compares one value of the request with one of the policy. */
export type Comparison = (requestValue: string, policyValue: PolicyText, lookup: ContextLookup) => boolean;

export interface ConditionOperator {
  readonly compare: Comparison;
  /** A negated operator holds when *no* value of the policy matches, and when the request lacks the key. */
  readonly negated: boolean;
}

const expanded =
  (compare: (request: string, policy: string) => boolean): Comparison =>
  (request, policy, lookup) => {
    const value = policy.expand(lookup);
    return value !== undefined && compare(request, value);
  };

const numeric = (compare: (request: number, policy: number) => boolean): Comparison =>
  expanded((request, policy) => {
    const [left, right] = [request.trim() === '' ? Number.NaN : Number(request), Number(policy)];
    return !Number.isNaN(left) && !Number.isNaN(right) && compare(left, right);
  });

/** ISO 8601, or seconds since 1970. */
function milliseconds(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

const date = (compare: (request: number, policy: number) => boolean): Comparison =>
  expanded((request, policy) => {
    const [left, right] = [milliseconds(request), milliseconds(policy)];
    return !Number.isNaN(left) && !Number.isNaN(right) && compare(left, right);
  });

const ipAddress: Comparison = expanded((request, policy) => {
  const family = isIP(request);
  if (family === 0) return false;
  const [address = '', prefix] = policy.split('/');
  if (isIP(address) !== family) return false;
  const range = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  range.addSubnet(address, prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix), type);
  return range.check(request, type);
});

const stringEquals = expanded((request, policy) => request === policy);
const stringEqualsIgnoreCase = expanded((request, policy) => request.toLowerCase() === policy.toLowerCase());
const stringLike: Comparison = (request, policy, lookup) => policy.like(request, lookup);
const arnLike: Comparison = expanded((request, policy) => matchesArnPattern(policy, request));
const numericEquals = numeric((request, policy) => request === policy);
const dateEquals = date((request, policy) => request === policy);

const plain = (compare: Comparison): ConditionOperator => ({ compare, negated: false });
const negated = (compare: Comparison): ConditionOperator => ({ compare, negated: true });

/**
 * The condition operators by name. ArnEquals and ArnLike are the same operator, as in IAM.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: plain(stringEquals),
  StringNotEquals: negated(stringEquals),
  StringEqualsIgnoreCase: plain(stringEqualsIgnoreCase),
  StringNotEqualsIgnoreCase: negated(stringEqualsIgnoreCase),
  StringLike: plain(stringLike),
  StringNotLike: negated(stringLike),
  ArnEquals: plain(arnLike),
  ArnLike: plain(arnLike),
  ArnNotEquals: negated(arnLike),
  ArnNotLike: negated(arnLike),
  Bool: plain(stringEqualsIgnoreCase),
  BinaryEquals: plain(stringEquals),
  NumericEquals: plain(numericEquals),
  NumericNotEquals: negated(numericEquals),
  NumericLessThan: plain(numeric((request, policy) => request < policy)),
  NumericLessThanEquals: plain(numeric((request, policy) => request <= policy)),
  NumericGreaterThan: plain(numeric((request, policy) => request > policy)),
  NumericGreaterThanEquals: plain(numeric((request, policy) => request >= policy)),
  DateEquals: plain(dateEquals),
  DateNotEquals: negated(dateEquals),
  DateLessThan: plain(date((request, policy) => request < policy)),
  DateLessThanEquals: plain(date((request, policy) => request <= policy)),
  DateGreaterThan: plain(date((request, policy) => request > policy)),
  DateGreaterThanEquals: plain(date((request, policy) => request >= policy)),
  IpAddress: plain(ipAddress),
  NotIpAddress: negated(ipAddress),
};
