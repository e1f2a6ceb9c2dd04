import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { JsonObject } from '../../../local/protocol/operations';
import { eventually } from '../../fixtures/eventually';
import {
  allow,
  arnOf,
  inlineFunction,
  LOGS,
  policy,
  type Resources,
  role,
  TemplateLaptop,
} from '../../fixtures/laptop/template-laptop';

/** A rotation function by the book, without an SDK: it signs nothing, as the laptop takes any signature. */
const ROTATE = `
const call = async (operation, input) => {
  const date = '20260101';
  const answer = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'x-amz-target': 'secretsmanager.' + operation,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/' + date + '/us-east-1/secretsmanager/aws4_request',
    },
    body: JSON.stringify(input),
  });
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.message), { name: body.__type });
  return body;
};
exports.handler = async ({ Step, SecretId, ClientRequestToken: token }) => {
  console.log('STEP ' + Step);
  if (Step === 'createSecret') {
    const { SecretString } = await call('GetSecretValue', { SecretId });
    await call('PutSecretValue', { SecretId, ClientRequestToken: token, SecretString: SecretString + '+', VersionStages: ['AWSPENDING'] });
  }
  if (Step === 'testSecret') await call('GetSecretValue', { SecretId, VersionId: token, VersionStage: 'AWSPENDING' });
  if (Step === 'finishSecret') {
    const { VersionIdsToStages } = await call('DescribeSecret', { SecretId });
    const [current] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'));
    await call('UpdateSecretVersionStage', { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: token, RemoveFromVersionId: current });
  }
};`;

const reader = (statements: readonly JsonObject[]) => role('lambda.amazonaws.com', statements);
const ROTATION = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];

const RESOURCES: Resources = {
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: policy([
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*', Resource: '*' },
      ]),
    },
  },
  Generated: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      GenerateSecretString: { SecretStringTemplate: '{"user":"ann"}', GenerateStringKey: 'word', PasswordLength: 20 },
    },
  },
  Locked: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'locked', KmsKeyId: arnOf('Key') } },
  Rotated: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'v' } },
  Rotation: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    DependsOn: 'RotatePermission',
    Properties: {
      SecretId: { Ref: 'Rotated' },
      RotationLambdaARN: arnOf('Rotate'),
      RotationRules: { AutomaticallyAfterDays: 30 },
    },
  },
  Shared: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'shared' } },
  SharedPolicy: {
    Type: 'AWS::SecretsManager::ResourcePolicy',
    Properties: {
      SecretId: { Ref: 'Shared' },
      ResourcePolicy: policy([
        { ...allow('secretsmanager:GetSecretValue'), Principal: { AWS: arnOf('Invited') } },
        {
          Effect: 'Deny',
          Principal: { AWS: arnOf('Reader') },
          Action: 'secretsmanager:GetSecretValue',
          Resource: '*',
        },
      ]),
    },
  },
  Invited: reader([]),
  Reader: reader([allow('secretsmanager:GetSecretValue')]),
  KeyReader: reader([allow('secretsmanager:GetSecretValue'), allow('kms:Decrypt', arnOf('Key'))]),
  RotateRole: reader([
    LOGS,
    allow(
      ROTATION.map((action) => `secretsmanager:${action}`),
      { Ref: 'Rotated' },
    ),
  ]),
  Rotate: inlineFunction(ROTATE, 'RotateRole'),
  RotatePermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: arnOf('Rotate'),
      Action: 'lambda:InvokeFunction',
      Principal: 'secretsmanager.amazonaws.com',
    },
  },
  Uses: {
    Type: 'AWS::SSM::Parameter',
    Properties: {
      Name: '/uses',
      Type: 'String',
      Value: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Generated' }, ':SecretString:user}}']] },
    },
  },
};

let tried: TemplateLaptop;
let client: SecretsManagerClient;
const clients: SecretsManagerClient[] = [];

beforeAll(async () => {
  tried = await TemplateLaptop.start(RESOURCES);
  client = as();
}, 60_000);

afterAll(async () => {
  for (const each of clients) each.destroy();
  await tried.stop();
});

function as(roleId?: string): SecretsManagerClient {
  const made = new SecretsManagerClient(roleId === undefined ? tried.clientOptions : tried.roleOptions(roleId));
  clients.push(made);
  return made;
}

const value = async (SecretId: string, more: object = {}, by = client): Promise<string | undefined> =>
  (await by.send(new GetSecretValueCommand({ SecretId, ...more }))).SecretString;
const current = (logicalId: string, by?: SecretsManagerClient) => value(tried.physicalId(logicalId), {}, by);

it('generates a value once and keeps it', async () => {
  const before = JSON.parse((await current('Generated')) ?? '') as Record<string, string>;

  expect(before.user).toBe('ann');
  expect(before.word).toHaveLength(20);
  expect(tried.laptop.services.parameters.get('/uses')?.value).toBe('ann');
});

it('lets a policy of the secret admit and refuse', async () => {
  await expect(current('Shared', as('Invited'))).resolves.toBe('shared');
  await expect(current('Shared', as('Reader'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(current('Generated', as('Invited'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

it('asks for the key where a secret has one', async () => {
  await expect(current('Locked', as('KeyReader'))).resolves.toBe('locked');
  await expect(current('Locked', as('Reader'))).rejects.toThrow(/kms:Decrypt/);
});

it('moves the labels as values are put, and takes the same request once', async () => {
  const { ARN: SecretId = '' } = await client.send(new CreateSecretCommand({ Name: 'put', SecretString: 'one' }));
  const token = '11111111-1111-1111-1111-111111111111';
  const put = (SecretString: string) =>
    client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken: token }));

  await put('two');
  await put('two');

  expect(await value(SecretId)).toBe('two');
  expect(await value('put', { VersionStage: 'AWSPREVIOUS' })).toBe('one');
  await expect(put('three')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  expect(Object.values(VersionIdsToStages).sort()).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']]);

  const [previous = ''] = Object.entries(VersionIdsToStages).find(([, [stage]]) => stage === 'AWSPREVIOUS') ?? [];
  const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: previous };
  await expect(client.send(new UpdateSecretVersionStageCommand(move))).rejects.toThrow(/RemoveFromVersionId/);
  await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: token }));

  expect(await value(SecretId)).toBe('one');
  expect(await value(SecretId, { VersionStage: 'AWSPREVIOUS' })).toBe('two');
  const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId }));
  expect(Versions).toHaveLength(2);
});

it('keeps bytes, refuses two kinds of value and gives nothing of a deleted secret', async () => {
  const SecretBinary = Buffer.from([0, 1, 255]);
  await client.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary }));

  const read = await client.send(new GetSecretValueCommand({ SecretId: 'bytes' }));
  const both = client.send(new PutSecretValueCommand({ SecretId: 'bytes', SecretBinary, SecretString: 'x' }));
  await expect(both).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await client.send(new DeleteSecretCommand({ SecretId: 'bytes' }));

  expect(Buffer.from(read.SecretBinary ?? [])).toEqual(SecretBinary);
  await expect(value('bytes')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  await expect(value('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('rotates a secret at once when its schedule is made, and again when asked, through the four steps', async () => {
  const steps: string[] = [];
  tried.laptop.services.lambda.onLog(({ message }) => {
    const [, step] = /STEP (\w+)/.exec(message) ?? [];
    if (step !== undefined) steps.push(step);
  });
  await eventually(async () => (await current('Rotated')) === 'v+');
  steps.length = 0;

  const SecretId = tried.physicalId('Rotated');
  const { VersionId } = await client.send(new RotateSecretCommand({ SecretId }));
  await eventually(async () => (await current('Rotated')) === 'v++');
  const described = await eventually(async () => {
    const answer = await client.send(new DescribeSecretCommand({ SecretId }));
    return answer.LastRotatedDate !== undefined && answer;
  });

  expect(steps).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
  expect(await value(SecretId, { VersionStage: 'AWSPREVIOUS' })).toBe('v+');
  expect(described).toMatchObject({ RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 } });
  expect(described.VersionIdsToStages?.[VersionId ?? '']).toContain('AWSCURRENT');
});

it('does not rotate a secret without a function, or for a caller without the grant', async () => {
  const SecretId = tried.physicalId('Shared');

  await expect(client.send(new RotateSecretCommand({ SecretId }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
  await expect(as('Reader').send(new RotateSecretCommand({ SecretId }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

it('finds all values again after a restart, and rotates nothing by it', async () => {
  const before = [await current('Generated'), await current('Rotated')];

  await tried.restart();
  client = as();

  expect([await current('Generated'), await current('Rotated')]).toEqual(before);
});
