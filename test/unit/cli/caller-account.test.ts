import type { STSClient } from '@aws-sdk/client-sts';
import { RoleNotAssumed } from '../../../cli/aws/assumed-role';
import { callerAccount } from '../../../cli/target/caller-account';
import { UsageError } from '../../../cli/usage-error';
import { parseEnvironment } from '../../../core/contracts/parse-environment';

const environment = (settings: object = {}) =>
  parseEnvironment('dev', JSON.stringify({ region: 'eu-west-1', ...settings }), ['dev']);

const stsOf = (answer: () => { Account: string }): STSClient =>
  ({ send: async () => answer() }) as unknown as STSClient;
const of = (account: string): STSClient => stsOf(() => ({ Account: account }));
const failing = (error: Error): STSClient =>
  stsOf(() => {
    throw error;
  });

it('tells the account of the credentials', async () => {
  expect(await callerAccount(of('111111111111'), environment(), undefined)).toBe('111111111111');
  expect(await callerAccount(of('111111111111'), environment({ account: '111111111111' }), undefined)).toBe(
    '111111111111',
  );
});

it.each([
  [
    'the credentials are of another account',
    of('222222222222'),
    undefined,
    "Environment 'dev' belongs to account 111111111111, your credentials to 222222222222: choose another --profile or --role-arn.",
  ],
  [
    'nobody has signed in',
    failing(Object.assign(new Error('no providers'), { name: 'CredentialsProviderError' })),
    undefined,
    "AWS does not know who you are (CredentialsProviderError: no providers). Sign in, e.g. 'aws sso login', or choose another --profile.",
  ],
  [
    'nobody answers at the laptop’s address',
    failing(new Error('connect ECONNREFUSED')),
    'http://127.0.0.1:9',
    "No laptop answers at http://127.0.0.1:9 (Error: connect ECONNREFUSED): 'npm run local' starts one.",
  ],
  ['a role is not to be had', failing(new RoleNotAssumed('not trusted')), undefined, 'not trusted'],
])('says what to do when %s', async (_, sts, url, message) => {
  const asked = callerAccount(sts, environment({ account: '111111111111' }), url);

  const error = await asked.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ message });
});
