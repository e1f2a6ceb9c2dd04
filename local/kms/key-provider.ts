import { LOCAL_ACCOUNT, localArn } from '../account';
import type { PolicyStore } from '../iam/policy-store';
import type { JsonObject } from '../protocol/operations';
import { stableUuid } from '../protocol/stable-uuid';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { KeyRegistry } from './key-registry';

/** What KMS gives a key whose template has no policy: the account's own policies decide. */
const DEFAULT_KEY_POLICY: JsonObject = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${LOCAL_ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
  ],
};

/** AWS::KMS::Key: a symmetric key with its policy. */
export class KeyProvider implements ResourceProvider {
  readonly type = 'AWS::KMS::Key';

  constructor(
    private readonly policies: Pick<PolicyStore, 'putResourcePolicy' | 'deleteResourcePolicy'>,
    private readonly keys: KeyRegistry,
  ) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const spec = properties.KeySpec ?? 'SYMMETRIC_DEFAULT';
    if (spec !== 'SYMMETRIC_DEFAULT') throw new Error(`The laptop has no keys of spec ${String(spec)}.`);
    const keyId = stableUuid(generatedName);
    const arn = localArn('kms', `key/${keyId}`);
    this.policies.putResourcePolicy(arn, (properties.KeyPolicy as JsonObject | undefined) ?? DEFAULT_KEY_POLICY);
    this.keys.put({
      keyId,
      arn,
      description: String(properties.Description ?? ''),
      rotates: String(properties.EnableKeyRotation) === 'true',
    });
    return { physicalId: keyId, attributes: { Arn: arn, KeyId: keyId } };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.policies.deleteResourcePolicy(localArn('kms', `key/${physicalId}`));
    this.keys.delete(physicalId);
  }
}
