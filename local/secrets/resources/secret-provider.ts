import { ADMINISTRATOR } from '../../iam/principal';
import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { generatePassword } from '../generate-password';
import type { Secret } from '../secret';
import { newSecretArn } from '../secret-store';
import type { SecretValues } from '../secret-values';

const HONOURED: ReadonlySet<string> = new Set([
  'Description',
  'GenerateSecretString',
  'KmsKeyId',
  'Name',
  'SecretString',
  'Tags',
]);

/** `AWS::SecretsManager::Secret`. A value that was generated or put stays until the template's own changes. */
export class SecretProvider implements ResourceProvider {
  readonly type = 'AWS::SecretsManager::Secret';

  constructor(private readonly values: SecretValues) {}

  async apply({ logicalId, properties, generatedName, previous }: DesiredResource): Promise<ProvidedResource> {
    const unknown = Object.keys(properties).find((name) => !HONOURED.has(name));
    if (unknown !== undefined) throw new Error(`${logicalId}: the laptop's secrets have no ${unknown}.`);
    const { store, clock } = this.values;
    const name = String(properties.Name ?? generatedName);
    const now = clock.now().getTime();
    const known = store.find(name);
    const made: Secret = known ?? {
      arn: newSecretArn(name),
      name,
      tags: [],
      createdAt: now,
      changedAt: now,
      versions: [],
    };
    const secret = store.put({
      ...made,
      description: text(properties.Description),
      keyId: text(properties.KmsKeyId),
      tags: (properties.Tags ?? []) as Secret['tags'],
      // A template that has the secret again takes it back.
      deletedAt: undefined,
    });
    const value = (from: JsonObject) => JSON.stringify([from.SecretString, from.GenerateSecretString]);
    const isChanged = previous !== undefined && value(previous.properties) !== value(properties);
    if (secret.versions.length === 0 || isChanged) {
      const string = secretString(logicalId, properties);
      if (string !== undefined) this.values.put(secret, { string }, { principal: ADMINISTRATOR });
    }
    return { physicalId: secret.arn, attributes: { Id: secret.arn } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.Name !== after.Name;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.values.store.delete(physicalId);
  }
}

function secretString(logicalId: string, properties: JsonObject): string | undefined {
  const { SecretString, GenerateSecretString } = properties;
  if (SecretString !== undefined && GenerateSecretString !== undefined) {
    throw new Error(`${logicalId}: only one of SecretString and GenerateSecretString may be given.`);
  }
  if (GenerateSecretString === undefined) return text(SecretString);
  const { SecretStringTemplate, GenerateStringKey, ...options } = GenerateSecretString as JsonObject;
  const password = generatePassword(options);
  if (SecretStringTemplate === undefined) return password;
  if (typeof GenerateStringKey !== 'string')
    throw new Error(`${logicalId}: SecretStringTemplate needs GenerateStringKey.`);
  return JSON.stringify({ ...JSON.parse(String(SecretStringTemplate)), [GenerateStringKey]: password });
}

const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
