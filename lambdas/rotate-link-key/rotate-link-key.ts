import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { parseInput } from '../../core/contracts/parse-input';
import { formatLinkKeys, LinkKeysInvalid, parseLinkKeys, rotateLinkKeys } from '../../core/second-look/link-keys';
import { signToken, verifyToken } from '../../core/second-look/signed-token';

/**
 * What Secrets Manager sends, four times in a rotation.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-lambda-functions.html
 */
const rotationEventSchema = z.looseObject({
  Step: z.enum(['createSecret', 'setSecret', 'testSecret', 'finishSecret']),
  SecretId: z.string().min(1),
  /** Names the new version of the secret; the same in every attempt. */
  ClientRequestToken: z.string().min(1),
});
type RotationEvent = z.infer<typeof rotationEventSchema>;

export interface Rotation {
  readonly secrets: SecretsManagerClient;
  readonly longestLinkSeconds: number;
  readonly newSecret: () => string;
  readonly now: () => Date;
}

const MINUTE_MILLISECONDS = 60_000;

/**
 * One step of the rotation of the links' key. Each may be tried again. The version that it makes holds the new key and those before it whose links may still live:
 * the overlap is in the secret itself, so that two rotations in a row break no link either.
 * @returns the step. @throws InvalidInput, LinkKeysInvalid; what Secrets Manager answers.
 */
export async function rotateLinkKey(event: unknown, rotation: Rotation): Promise<RotationEvent['Step']> {
  const request = parseInput(rotationEventSchema, event, 'rotation event');
  // No database has to learn of the new key, hence nothing in setSecret.
  if (request.Step === 'createSecret') await create(request, rotation);
  if (request.Step === 'testSecret') await test(request, rotation);
  if (request.Step === 'finishSecret') await finish(request, rotation);
  return request.Step;
}

async function create({ SecretId, ClientRequestToken }: RotationEvent, rotation: Rotation): Promise<void> {
  if ((await read(rotation.secrets, SecretId, 'AWSPENDING', ClientRequestToken)) !== undefined) return;
  const current = parseLinkKeys((await read(rotation.secrets, SecretId, 'AWSCURRENT')) ?? '');
  const fresh = { id: ClientRequestToken.replace(/[^A-Za-z0-9]/g, '').slice(0, 12), secret: rotation.newSecret() };
  const keys = rotateLinkKeys(current, fresh, rotation.now(), rotation.longestLinkSeconds);
  await rotation.secrets.send(
    new PutSecretValueCommand({
      SecretId,
      ClientRequestToken,
      SecretString: formatLinkKeys(keys),
      VersionStages: ['AWSPENDING'],
    }),
  );
}

/** A link of each key is good under the new version: of the new one, and of those in people's mailboxes. */
async function test({ SecretId, ClientRequestToken }: RotationEvent, { secrets, now }: Rotation): Promise<void> {
  const pending = parseLinkKeys((await read(secrets, SecretId, 'AWSPENDING', ClientRequestToken)) ?? '');
  const soon = new Date(now().getTime() + MINUTE_MILLISECONDS);
  for (const key of pending) {
    const verified = verifyToken('list', signToken('list', [], soon, [key]), now(), pending);
    if ('refused' in verified)
      throw new LinkKeysInvalid(`Links of key ${key.id} would be refused: ${verified.refused}.`);
  }
}

async function finish({ SecretId, ClientRequestToken }: RotationEvent, { secrets }: Rotation): Promise<void> {
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const current = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes('AWSCURRENT'));
  if (current === ClientRequestToken) return;
  await secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: ClientRequestToken,
      RemoveFromVersionId: current,
    }),
  );
}

/** A version's value; undefined where there is no such version. */
async function read(
  secrets: SecretsManagerClient,
  SecretId: string,
  VersionStage: 'AWSCURRENT' | 'AWSPENDING',
  VersionId?: string,
): Promise<string | undefined> {
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId, VersionStage, VersionId }));
    return SecretString;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
