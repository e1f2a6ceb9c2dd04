import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CredentialRegistry } from '../../../local/iam/credentials';
import { StsService } from '../../../local/sts/sts-service';
import { openTestDoor, TestAuthorizer, type TestDoor } from '../../fixtures/test-door';

let door: TestDoor;
let sts: STSClient;
let authorizer: TestAuthorizer;
beforeEach(async () => {
  authorizer = new TestAuthorizer();
  door = await openTestDoor([new StsService(new CredentialRegistry(), authorizer)]);
  sts = new STSClient(door.clientOptions);
});
afterEach(async () => {
  sts.destroy();
  await door.stop();
});

const assumption = (DurationSeconds?: number): AssumeRoleCommand =>
  new AssumeRoleCommand({
    RoleArn: 'arn:aws:iam::000000000000:role/path/worker',
    RoleSessionName: 'me',
    DurationSeconds,
  });

it('says who calls', async () => {
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:user/administrator',
  });
});

it('issues keys of a role to who may assume it', async () => {
  const { Credentials, AssumedRoleUser } = await sts.send(assumption(900));

  expect(Credentials).toMatchObject({ AccessKeyId: expect.stringMatching(/^ASIA[A-Z0-9]{16}$/) });
  expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 800_000);
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/worker/me');
});

it('refuses who may not', async () => {
  authorizer.denied.add('sts:AssumeRole');

  await expect(sts.send(assumption())).rejects.toMatchObject({ name: 'AccessDenied' });
});

it.each([0, 899, 43_201])('refuses a session of %d seconds', async (seconds) => {
  await expect(sts.send(assumption(seconds))).rejects.toMatchObject({ name: 'ValidationError' });
});
