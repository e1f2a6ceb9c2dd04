import type { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { assumedRole, RoleNotAssumed, sessionName } from '../../../cli/aws/assumed-role';

const ROLE = 'arn:aws:iam::123456789012:role/operator';
const TAGS = { app: 'second-look', environment: 'dev' };
const HOUR_MILLISECONDS = 3_600_000;

/** Answers with keys that are numbered, and that last as long as it is told. */
function stsOf(lastsMilliseconds: number) {
  const inputs: AssumeRoleCommand['input'][] = [];
  const send = async ({ input }: AssumeRoleCommand) => {
    inputs.push(input);
    const Expiration = new Date(Date.now() + lastsMilliseconds);
    return {
      Credentials: { AccessKeyId: `key-${inputs.length}`, SecretAccessKey: 's', SessionToken: 't', Expiration },
    };
  };
  return { inputs, sts: { send } as unknown as STSClient };
}

it('assumes the role once for all who ask, with its tags and a telling name', async () => {
  const { inputs, sts } = stsOf(HOUR_MILLISECONDS);
  const credentials = assumedRole(sts, ROLE, TAGS);

  const keys = await Promise.all([credentials(), credentials(), credentials()]);

  expect(keys.map(({ accessKeyId }) => accessKeyId)).toEqual(['key-1', 'key-1', 'key-1']);
  expect(inputs).toEqual([
    {
      RoleArn: ROLE,
      RoleSessionName: sessionName(),
      Tags: [
        { Key: 'app', Value: 'second-look' },
        { Key: 'environment', Value: 'dev' },
      ],
    },
  ]);
});

it('assumes the role again when the keys are about to expire', async () => {
  const { sts } = stsOf(60_000);
  const credentials = assumedRole(sts, ROLE, TAGS);

  await credentials();

  expect(await credentials()).toMatchObject({ accessKeyId: 'key-2' });
});

it('says which permissions are missing when it is refused, and asks again the next time', async () => {
  const refusal = Object.assign(new Error('not authorized to perform: sts:TagSession'), { name: 'AccessDenied' });
  let refused = true;
  const { sts } = stsOf(HOUR_MILLISECONDS);
  const send = async (command: AssumeRoleCommand) => {
    if (refused) throw refusal;
    return sts.send(command);
  };
  const credentials = assumedRole({ send } as unknown as STSClient, ROLE, TAGS);

  const error = await credentials().catch((caught: unknown) => caught);
  refused = false;

  expect(error).toBeInstanceOf(RoleNotAssumed);
  expect(error).toMatchObject({
    cause: refusal,
    message: expect.stringMatching(/operator.*sts:TagSession.*allow you/),
  });
  expect(await credentials()).toMatchObject({ accessKeyId: 'key-1' });
});

it('keeps to the characters and the length of a session name', () => {
  const name = sessionName(`DOMAIN\\maría ${'x'.repeat(80)}`);

  expect(name).toMatch(/^second-look-DOMAIN-mar-a-x+$/);
  expect(name).toHaveLength(64);
});
