import type { BucketConfiguration } from './bucket-configuration';
import type { ObjectIndex } from './object-index';
import type { MultipartUpload, ObjectVersion, UploadedPart } from './object-version';
import type { UploadIndex } from './upload-index';

/** One line of a bucket's journal. */
export type BucketChange =
  | { readonly change: 'configure'; readonly configuration: BucketConfiguration }
  | { readonly change: 'put'; readonly version: ObjectVersion; readonly uploadId?: string }
  | { readonly change: 'amend'; readonly version: ObjectVersion }
  | { readonly change: 'remove'; readonly key: string; readonly versionId: string }
  | { readonly change: 'begin-upload'; readonly upload: Omit<MultipartUpload, 'parts'> }
  | { readonly change: 'put-part'; readonly uploadId: string; readonly part: UploadedPart }
  | { readonly change: 'abort-upload'; readonly uploadId: string };

/** The shortest journal that leads to this state. */
export function* bucketChanges(
  configuration: BucketConfiguration,
  objects: ObjectIndex,
  uploads: UploadIndex,
): Generator<BucketChange> {
  yield { change: 'configure', configuration };
  for (const version of objects.all()) yield { change: 'put', version };
  for (const { parts, ...upload } of uploads.all()) {
    yield { change: 'begin-upload', upload };
    for (const part of parts.values()) yield { change: 'put-part', uploadId: upload.uploadId, part };
  }
}
