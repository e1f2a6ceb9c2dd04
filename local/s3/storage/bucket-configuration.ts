import type { XmlObject } from '../protocol/xml-writer';
import type { Encryption } from './object-version';

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** Everything about a bucket but its objects. */
export interface BucketConfiguration {
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Absent for a bucket that never had versioning. */
  readonly versioning?: 'Enabled' | 'Suspended';
  /** What new objects get; absent for SSE-S3. */
  readonly encryption?: Encryption;
  readonly publicAccessBlock?: PublicAccessBlock;
  /** As GetBucketLifecycleConfiguration answers it. Kept and shown; the laptop expires nothing by it. */
  readonly lifecycle?: XmlObject;
  /** As GetBucketLogging answers it. Kept and shown; the laptop writes no access log. */
  readonly logging?: XmlObject;
  /** True where object events go to EventBridge. */
  readonly eventBridge?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** The policy's JSON text. */
  readonly policy?: string;
}
