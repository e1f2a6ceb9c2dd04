import fc from 'fast-check';
import { RequestSigner, type UnsignedRequest } from '../../../lambdas/adapters/direct/request-signer';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const now = new Date('2026-11-27T12:00:00Z');
const headers = fc.dictionary(
  fc.constantFrom('host', 'accept', 'content-type', 'user-agent', 'x-amzn-trace-id', 'x-amz-checksum-mode'),
  fc.string(),
);
const sessionToken = fc.constantFrom(undefined, 'token');
const request = (given: Record<string, string>): UnsignedRequest => ({
  method: 'GET',
  path: '/a',
  query: {},
  headers: { ...given },
});

it('signs each request as a signer does that has seen no other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(headers, sessionToken), { minLength: 1, maxLength: 6 }), (all) => {
      const signer = new RequestSigner('us-east-1', 's3');
      for (const [each, token] of all) {
        const [one, other] = [request(each), request(each)];
        signer.sign(one, { ...credentials, sessionToken: token }, now);
        new RequestSigner('us-east-1', 's3').sign(other, { ...credentials, sessionToken: token }, now);

        expect(one.headers).toEqual(other.headers);
        expect(one.headers.authorization).toContain('Signature=');
      }
    }),
  );
});
