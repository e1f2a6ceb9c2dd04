import { DeleteObjectsCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** One version of an object; a delete marker is one without a body. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isMarker: boolean;
}

/** Most versions that one request may delete. */
const VERSIONS_PER_REQUEST = 1000;

/** Every version of every object below a prefix, of deleted ones too, in the order of the keys. */
export async function* versionsBelow(s3: S3Client, Bucket: string, Prefix: string): AsyncGenerator<ObjectVersion> {
  for (let KeyMarker: string | undefined, VersionIdMarker: string | undefined; ; ) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker }));
    const found = [
      ...(page.Versions ?? []).map((version) => ({ ...version, isMarker: false })),
      ...(page.DeleteMarkers ?? []).map((marker) => ({ ...marker, isMarker: true })),
    ].sort((one, other) => compare(one.Key ?? '', other.Key ?? ''));
    for (const { Key = '', VersionId = 'null', isMarker } of found) yield { key: Key, versionId: VersionId, isMarker };
    if (page.IsTruncated !== true) return;
    KeyMarker = page.NextKeyMarker;
    VersionIdMarker = page.NextVersionIdMarker;
  }
}

/** Every version of exactly one key. */
export async function versionsOf(s3: S3Client, bucket: string, key: string): Promise<ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  for await (const version of versionsBelow(s3, bucket, key)) {
    // Keys come in order: the first of another key ends ours.
    if (version.key !== key) break;
    found.push(version);
  }
  return found;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** @throws Error that names the first version that could not be deleted. */
export async function deleteVersions(s3: S3Client, bucket: string, versions: readonly ObjectVersion[]): Promise<void> {
  for (let from = 0; from < versions.length; from += VERSIONS_PER_REQUEST) {
    const Objects = versions
      .slice(from, from + VERSIONS_PER_REQUEST)
      .map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (first === undefined) continue;
    throw new Error(`s3://${bucket}/${first.Key} version ${first.VersionId}: ${first.Code} ${first.Message}`);
  }
}
