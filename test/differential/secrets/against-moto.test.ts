import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { SeededRandom } from '../../../core/seeded-random';
import { systemClock } from '../../../local/clock';
import { Rotator } from '../../../local/secrets/rotation/rotator';
import { SecretAccess } from '../../../local/secrets/secret-access';
import { SecretStore } from '../../../local/secrets/secret-store';
import { SecretValues } from '../../../local/secrets/secret-values';
import { SecretsService } from '../../../local/secrets/secrets-service';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { openTestDoor, TestAuthorizer, type TestDoor } from '../../fixtures/test-door';
import { hasMoto, MotoServer } from '../s3/moto-server';

const SEQUENCES = 20;
const LENGTH = 12;
const moto = hasMoto();
if (!moto) console.warn('Skipped: python3 with moto[server] is needed to compare Secrets Manager.');

/** 36 characters, as a client token must have. */
const token = (number: number): string => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;

type Step =
  | { readonly kind: 'put'; readonly value: number }
  | { readonly kind: 'move-back' }
  | { readonly kind: 'read'; readonly stage: string };

function steps(seed: number): Step[] {
  const random = new SeededRandom('secrets', seed);
  let value = 1;
  let hasMoved = false;
  return Array.from({ length: LENGTH }, (): Step => {
    const drawn = random.below(4);
    // Known gap of moto: a put after a label was moved leaves AWSCURRENT on two versions.
    if (drawn < 2 && !hasMoved) return { kind: 'put', value: ++value };
    if (drawn === 2) {
      hasMoved = true;
      return { kind: 'move-back' };
    }
    return { kind: 'read', stage: random.below(2) === 0 ? 'AWSCURRENT' : 'AWSPREVIOUS' };
  });
}

/** Labels by version, in order; the error's name where there is one. */
async function observe(client: SecretsManagerClient, SecretId: string, step: Step): Promise<unknown> {
  const labels = async () => {
    const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
    return Object.entries(VersionIdsToStages)
      .flatMap(([id, stages]) => stages.map((stage) => `${stage} ${id}`))
      .sort();
  };
  try {
    if (step.kind === 'read') {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage: step.stage }));
      return SecretString;
    }
    if (step.kind === 'put') {
      const put = { SecretId, SecretString: `value ${step.value}`, ClientRequestToken: token(step.value) };
      await client.send(new PutSecretValueCommand(put));
    } else {
      const known = await labels();
      const of = (stage: string) => known.find((label) => label.startsWith(`${stage} `))?.split(' ')[1];
      const [current, previous] = [of('AWSCURRENT'), of('AWSPREVIOUS')];
      if (previous === undefined) return 'nothing before';
      const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: previous, RemoveFromVersionId: current };
      await client.send(new UpdateSecretVersionStageCommand(move));
    }
    return await labels();
  } catch (error) {
    return (error as Error).name;
  }
}

(moto ? describe : describe.skip)('the laptop’s Secrets Manager and moto’s', () => {
  const folder = temporaryFolder();
  let server: MotoServer;
  let door: TestDoor;
  let clients: { readonly ours: SecretsManagerClient; readonly theirs: SecretsManagerClient };

  beforeAll(async () => {
    const authorizer = new TestAuthorizer();
    const values = new SecretValues(new SecretStore(folder.path), new SecretAccess(authorizer), systemClock);
    const rotator = new Rotator({
      values,
      invoker: { invoke: () => Promise.reject(new Error('There is no function.')) },
      authorizer,
      schedules: { put: () => undefined, delete: () => undefined },
      warn: () => undefined,
    });
    const policies = { putResourcePolicy: () => undefined, deleteResourcePolicy: () => undefined };
    const service = new SecretsService({ values, rotator, policies, nextRotation: () => undefined });
    [server, door] = await Promise.all([MotoServer.start(), openTestDoor([service])]);
    const ours = new SecretsManagerClient(door.clientOptions);
    const theirs = new SecretsManagerClient({ ...door.clientOptions, endpoint: `http://127.0.0.1:${server.port}` });
    clients = { ours, theirs };
  }, 60_000);

  afterAll(async () => {
    clients?.ours.destroy();
    clients?.theirs.destroy();
    await Promise.all([server?.stop(), door?.stop()]);
    folder.remove();
  });

  it(`move labels alike through ${SEQUENCES} random sequences of ${LENGTH} calls`, async () => {
    for (let seed = 1; seed <= SEQUENCES; seed++) {
      const Name = `secret-${seed}`;
      const create = { Name, SecretString: 'value 1', ClientRequestToken: token(1) };
      await clients.ours.send(new CreateSecretCommand(create));
      await clients.theirs.send(new CreateSecretCommand(create));
      for (const [at, step] of steps(seed).entries()) {
        const observed = await observe(clients.ours, Name, step);
        const expected = await observe(clients.theirs, Name, step);
        expect({ seed, at, step, observed }).toEqual({ seed, at, step, observed: expected });
      }
    }
  }, 60_000);
});
