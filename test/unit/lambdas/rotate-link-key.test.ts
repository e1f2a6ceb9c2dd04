import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { parseLinkKeys } from '../../../core/second-look/link-keys';
import { signToken, verifyToken } from '../../../core/second-look/signed-token';
import { rotateLinkKey } from '../../../lambdas/rotate-link-key/rotate-link-key';
import { FakeClient, sdkError } from '../../fixtures/fake-client';

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
const FIRST = { id: 'first', secret: 'f'.repeat(64) };

/** A secret with versions and their stages, as Secrets Manager keeps them. */
function secretOf(value: string) {
  const versions = new Map([['v0', value]]);
  const stages = new Map([['AWSCURRENT', 'v0']]);
  let made = 0;
  const client = new FakeClient({
    GetSecretValue: ({ VersionId, VersionStage }) => {
      const id = stages.get(String(VersionStage));
      if (id === undefined || (VersionId !== undefined && VersionId !== id))
        throw sdkError('ResourceNotFoundException', 400);
      return { SecretString: versions.get(id) };
    },
    PutSecretValue: ({ ClientRequestToken, SecretString }) => {
      versions.set(String(ClientRequestToken), String(SecretString));
      stages.set('AWSPENDING', String(ClientRequestToken));
    },
    DescribeSecret: () => {
      const labels: Record<string, string[]> = {};
      for (const [stage, id] of stages) labels[id] = [...(labels[id] ?? []), stage];
      return { VersionIdsToStages: labels };
    },
    UpdateSecretVersionStage: ({ MoveToVersionId, RemoveFromVersionId }) => {
      expect(RemoveFromVersionId).toBe(stages.get('AWSCURRENT'));
      stages.set('AWSPREVIOUS', String(RemoveFromVersionId));
      stages.set('AWSCURRENT', String(MoveToVersionId));
    },
  });
  const rotation = {
    secrets: client.as<SecretsManagerClient>(),
    longestLinkSeconds: 86_400,
    newSecret: () => {
      made += 1;
      return String(made).repeat(64);
    },
    now: () => new Date('2026-11-26T12:00:00Z'),
  };
  const step = (Step: string, ClientRequestToken: string) =>
    rotateLinkKey({ Step, SecretId: 'arn:secret', ClientRequestToken }, rotation);
  const current = () => parseLinkKeys(versions.get(stages.get('AWSCURRENT') ?? '') ?? '');
  return { step, current, client };
}

async function rotate(secret: ReturnType<typeof secretOf>, token: string): Promise<void> {
  for (const step of STEPS) await secret.step(step, token);
}

it('puts a new key in front, and keeps the one before for the links that are out', async () => {
  const secret = secretOf(JSON.stringify(FIRST));
  const link = signToken('list', [], new Date('2026-12-01'), secret.current());

  await rotate(secret, '11111111-aaaa');
  await rotate(secret, '22222222-bbbb');

  expect(secret.current().map(({ id }) => id)).toEqual(['22222222bbbb', '11111111aaaa', 'first']);
  expect(verifyToken('list', link, new Date('2026-11-27'), secret.current())).toEqual({ fields: [] });
});

it('makes the same of steps that are tried again', async () => {
  const secret = secretOf(JSON.stringify(FIRST));

  for (const step of STEPS) {
    await secret.step(step, '11111111-aaaa');
    await secret.step(step, '11111111-aaaa');
  }

  expect(secret.current().map(({ id }) => id)).toEqual(['11111111aaaa', 'first']);
  expect(secret.client.sent.filter(({ command }) => command === 'PutSecretValue')).toHaveLength(1);
  expect(secret.client.sent.filter(({ command }) => command === 'UpdateSecretVersionStage')).toHaveLength(1);
});

it('refuses an event that is no rotation', async () => {
  await expect(secretOf('{}').step('dropSecret', 'x')).rejects.toMatchObject({ name: 'InvalidInput' });
});

it('finishes nothing when the pending version holds no keys', async () => {
  const secret = secretOf('{}');

  await expect(secret.step('createSecret', 'x')).rejects.toMatchObject({ name: 'LinkKeysInvalid' });
  await expect(secret.step('testSecret', 'x')).rejects.toMatchObject({ name: 'LinkKeysInvalid' });
});
