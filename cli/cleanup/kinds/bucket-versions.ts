import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { unlessGone } from '../is-gone';

/** Bytes of every version of every object. */
export async function storedBytes(s3: S3Client, bucket: string): Promise<number> {
  let bytes = 0;
  for await (const { Versions = [] } of pages(s3, bucket)) for (const { Size = 0 } of Versions) bytes += Size;
  return bytes;
}

/** Deletes every version and every marker, a thousand at a time, then the bucket. Called again it goes on where it was. */
export async function emptyBucket(s3: S3Client, Bucket: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    // From the beginning each time: what the page before had is gone.
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (all.length === 0) break;
    const Objects = all.map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first !== undefined) throw new Error(`${first.Key} of ${Bucket}: ${first.Code} ${first.Message}`);
  }
  await unlessGone(s3.send(new DeleteBucketCommand({ Bucket })));
}

async function* pages(s3: S3Client, Bucket: string): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let place: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, ...place }));
    yield page;
    if (page.IsTruncated !== true) return;
    place = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}
