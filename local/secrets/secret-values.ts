import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Principal } from '../iam/principal';
import { AwsError } from '../protocol/aws-error';
import { CURRENT, type Secret, type SecretVersion, versionWithStage } from './secret';
import type { SecretAccess } from './secret-access';
import type { SecretStore } from './secret-store';
import { moveStage, withoutOldest } from './stage-labels';

export interface SecretValue {
  readonly string?: string;
  /** Base64. */
  readonly binary?: string;
}

/** Bytes of a value. */
const MAX_VALUE_BYTES = 65_536;

/** Reads and writes the values of secrets, with their labels. */
export class SecretValues {
  constructor(
    readonly store: SecretStore,
    readonly access: SecretAccess,
    readonly clock: Clock,
  ) {}

  /**
   * @param wanted a version, a label, or both, which must then agree; the current one by default.
   * @throws AwsError `ResourceNotFoundException`, `InvalidRequestException`
   */
  find(secret: Secret, wanted: { readonly id?: string; readonly stage?: string }): SecretVersion {
    assertNotDeleted(secret);
    const stage = wanted.stage ?? (wanted.id === undefined ? CURRENT : undefined);
    const version =
      wanted.id === undefined
        ? versionWithStage(secret, stage ?? CURRENT)
        : secret.versions.find(({ id }) => id === wanted.id);
    const agrees = stage === undefined || version?.stages.includes(stage) === true;
    if (version === undefined || !agrees || (version.string === undefined && version.binary === undefined)) {
      const what = wanted.id === undefined ? `staging label: ${stage}` : `VersionId: ${wanted.id}`;
      const message = `Secrets Manager can't find the specified secret value for ${what}`;
      throw new AwsError('ResourceNotFoundException', message);
    }
    return version;
  }

  /**
   * Adds a version with its labels; the same request again, by its token, changes nothing.
   * @throws AwsError `ResourceExistsException` where the token stands for another value.
   */
  put(
    secret: Secret,
    value: SecretValue,
    options: { readonly principal: Principal; readonly token?: string; readonly stages?: readonly string[] },
  ): SecretVersion {
    assertNotDeleted(secret);
    assertValue(value);
    const id = options.token ?? randomUUID();
    const before = secret.versions.find((version) => version.id === id);
    const isAnnounced = before !== undefined && before.string === undefined && before.binary === undefined;
    if (before !== undefined && !isAnnounced) {
      if (before.string === value.string && before.binary === value.binary) return before;
      const message = `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`;
      throw new AwsError('ResourceExistsException', message);
    }
    this.access.toEncrypt(options.principal, secret, id);
    const now = this.clock.now().getTime();
    const made = { id, stages: before?.stages ?? [], ...value, keyId: secret.keyId, createdAt: now };
    const others = secret.versions.filter((version) => version.id !== id);
    const stages = options.stages ?? [CURRENT];
    const labelled = stages.reduce<readonly SecretVersion[]>(
      (versions, stage) => moveStage(versions, stage, id),
      [...others, made],
    );
    const versions = withoutOldest(labelled);
    this.store.put({ ...secret, versions, changedAt: now });
    return versions.find((version) => version.id === id) ?? made;
  }

  /** Notes the day of the last reading, as AWS does. */
  noteAccess(secret: Secret): void {
    const day = Math.floor(this.clock.now().getTime() / 86_400_000) * 86_400_000;
    if (secret.accessedAt !== day) this.store.put({ ...secret, accessedAt: day });
  }
}

/** @throws AwsError `InvalidRequestException` */
export function assertNotDeleted({ deletedAt }: Secret): void {
  if (deletedAt === undefined) return;
  throw new AwsError(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

function assertValue({ string, binary }: SecretValue): void {
  const bytes = Buffer.byteLength(string ?? '') + Buffer.byteLength(binary ?? '', 'base64');
  if ((string === undefined) === (binary === undefined)) {
    throw new AwsError('InvalidParameterException', 'You must provide either SecretString or SecretBinary.');
  }
  if (bytes > MAX_VALUE_BYTES)
    throw new AwsError('InvalidParameterException', `A value has at most ${MAX_VALUE_BYTES} bytes.`);
}
