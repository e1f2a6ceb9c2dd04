/** One value of a secret. */
export interface SecretVersion {
  readonly id: string;
  /** `AWSCURRENT`, `AWSPREVIOUS`, `AWSPENDING` or one's own; a version without any is deprecated. */
  readonly stages: readonly string[];
  /** Text, or base64 of bytes; neither where a rotation has only announced the version. */
  readonly string?: string;
  readonly binary?: string;
  readonly keyId?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface RotationRules {
  readonly AutomaticallyAfterDays?: number;
  /** `rate(10 days)`, `cron(0 3 1 * ? *)` */
  readonly ScheduleExpression?: string;
  readonly Duration?: string;
}

export interface Rotation {
  readonly functionArn: string;
  readonly rules: RotationRules;
}

/** A secret with all its versions. Times are milliseconds since 1970. */
export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  /** Absent: the key that AWS manages. */
  readonly keyId?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly createdAt: number;
  readonly changedAt: number;
  readonly accessedAt?: number;
  readonly rotatedAt?: number;
  /** Set by DeleteSecret: when the secret goes for good. */
  readonly deletedAt?: number;
  readonly rotation?: Rotation;
  readonly versions: readonly SecretVersion[];
}

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
export const PENDING = 'AWSPENDING';

export const versionWithStage = ({ versions }: Secret, stage: string): SecretVersion | undefined =>
  versions.find(({ stages }) => stages.includes(stage));
