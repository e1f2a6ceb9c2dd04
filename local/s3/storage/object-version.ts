import type { ChecksumAlgorithm, ObjectChecksum } from '../body/checksum';

/** A run of an object's bytes in one body file; a multipart object has one per part. */
export interface BodySegment {
  readonly id: number;
  /** Bytes; never 0 (an empty body has no file). */
  readonly size: number;
}

/** How an object says it is encrypted. The laptop keeps plain bytes; key policies are enforced all the same. */
export interface Encryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /** ARN; only with KMS. */
  readonly kmsKeyArn?: string;
  readonly bucketKey?: boolean;
}

/** What an uploader says of an object besides its bytes. */
export interface ObjectDescription {
  /** `content-type`, `cache-control` …: the system headers, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** User metadata by lower-case name, without `x-amz-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Absent for STANDARD. */
  readonly storageClass?: string;
  readonly encryption: Encryption;
}

/** A part of a completed multipart upload. */
export interface ObjectPart {
  readonly number: number;
  readonly size: number;
  /** Base64, by the algorithm of the object's checksum. */
  readonly checksum?: string;
}

/** One version of one key. Its `versionId` is `null` where it was put without versioning. */
export interface ObjectVersion extends ObjectDescription {
  readonly key: string;
  readonly versionId: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  /** Without quotation marks. */
  readonly etag: string;
  readonly size: number;
  readonly segments: readonly BodySegment[];
  readonly checksum?: ObjectChecksum;
  readonly parts?: readonly ObjectPart[];
  readonly deleteMarker?: boolean;
}

export interface UploadedPart {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
  readonly segments: readonly BodySegment[];
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

/** A multipart upload in progress. */
export interface MultipartUpload extends ObjectDescription {
  readonly key: string;
  readonly uploadId: string;
  readonly initiated: number;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: ObjectChecksum['type'] };
  /** False where the uploader named no algorithm and the default one is kept. */
  readonly checksumChosen: boolean;
  /** By part number. */
  readonly parts: ReadonlyMap<number, UploadedPart>;
}
