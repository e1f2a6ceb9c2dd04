import fc from 'fast-check';
import { PolicyEngine } from '../../../local/iam/policy-engine';
import { BUCKET, identityStatement, ROLE_ARN, request, resourceStatement } from '../../property/iam/arbitrary-policies';
import { plainlyAllowed } from './plain-evaluator';

it('judges as an evaluator that follows the documentation word by word', () => {
  const seen = { allowed: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(identityStatement(), { minLength: 1, maxLength: 4 }),
      fc.array(resourceStatement(), { minLength: 1, maxLength: 4 }),
      fc.array(request, { minLength: 1, maxLength: 10 }),
      (identity, resource, requests) => {
        const engine = new PolicyEngine();
        engine.putIdentityPolicy(ROLE_ARN, 'p', { Version: '2012-10-17', Statement: identity });
        engine.putResourcePolicy(BUCKET, { Version: '2012-10-17', Statement: resource });
        for (const asked of requests) {
          const expected = plainlyAllowed({ identity, resource }, asked);
          expect({ asked, allowed: engine.decide(asked).allowed }).toEqual({ asked, allowed: expected });
          seen[expected ? 'allowed' : 'refused']++;
        }
      },
    ),
    { numRuns: 1000 },
  );
  // Both answers must have been put to the test.
  expect(Math.min(seen.allowed, seen.refused)).toBeGreaterThan(500);
});
