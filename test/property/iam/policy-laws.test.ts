import fc from 'fast-check';
import type { AccessRequest } from '../../../local/iam/authorizer';
import { PolicyEngine } from '../../../local/iam/policy-engine';
import {
  BUCKET,
  identityStatement,
  type PlainStatement,
  ROLE_ARN,
  request,
  resourceStatement,
} from './arbitrary-policies';

interface Policies {
  readonly identity: readonly PlainStatement[];
  readonly resource: readonly PlainStatement[];
}

const policies = fc.record({
  identity: fc.array(identityStatement(), { maxLength: 4 }),
  resource: fc.array(resourceStatement(), { maxLength: 4 }),
});
const addition = (effect: 'Allow' | 'Deny') =>
  fc.oneof(
    identityStatement(fc.constant(effect)).map((statement) => ({ identity: [statement], resource: [] })),
    resourceStatement(fc.constant(effect)).map((statement) => ({ identity: [], resource: [statement] })),
  );

function allowed({ identity, resource }: Policies, asked: AccessRequest): boolean {
  const engine = new PolicyEngine();
  if (identity.length > 0) engine.putIdentityPolicy(ROLE_ARN, 'p', { Version: '2012-10-17', Statement: identity });
  if (resource.length > 0) engine.putResourcePolicy(BUCKET, { Version: '2012-10-17', Statement: resource });
  return engine.decide(asked).allowed;
}

const joined = (a: Policies, b: Policies): Policies => ({
  identity: [...a.identity, ...b.identity],
  resource: [...a.resource, ...b.resource],
});

describe('policies', () => {
  it('never lose access by an Allow more', () => {
    fc.assert(
      fc.property(policies, addition('Allow'), request, (before, more, asked) => {
        expect(Number(allowed(joined(before, more), asked))).toBeGreaterThanOrEqual(Number(allowed(before, asked)));
      }),
      { numRuns: 500 },
    );
  });

  it('never gain access by a Deny more', () => {
    fc.assert(
      fc.property(policies, addition('Deny'), request, (before, more, asked) => {
        expect(Number(allowed(joined(before, more), asked))).toBeLessThanOrEqual(Number(allowed(before, asked)));
      }),
      { numRuns: 500 },
    );
  });

  it('say the same in any order of their statements', () => {
    const shuffled = policies.chain((before) =>
      fc.record({
        before: fc.constant(before),
        after: fc.record({
          identity: fc.shuffledSubarray([...before.identity], { minLength: before.identity.length }),
          resource: fc.shuffledSubarray([...before.resource], { minLength: before.resource.length }),
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, request, ({ before, after }, asked) => {
        expect(allowed(after, asked)).toBe(allowed(before, asked));
      }),
      { numRuns: 500 },
    );
  });

  it('give the same answer when they are asked again', () => {
    fc.assert(
      fc.property(policies, fc.array(request, { minLength: 2, maxLength: 8 }), ({ identity, resource }, asked) => {
        const engine = new PolicyEngine();
        engine.putIdentityPolicy(ROLE_ARN, 'p', { Version: '2012-10-17', Statement: identity });
        engine.putResourcePolicy(BUCKET, { Version: '2012-10-17', Statement: resource });
        const answers = asked.map((one) => engine.decide(one).allowed);
        expect([...asked].reverse().map((one) => engine.decide(one).allowed)).toEqual([...answers].reverse());
        expect(answers).toEqual(asked.map((one) => allowed({ identity, resource }, one)));
      }),
    );
  });
});
