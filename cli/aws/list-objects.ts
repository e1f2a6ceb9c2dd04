import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly lastModified: Date;
}

/**
 * Every object below a prefix, page by page, in the order of the keys.
 * @param StartAfter key to begin behind, which need not be there.
 */
export async function* listObjects(
  s3: S3Client,
  Bucket: string,
  Prefix: string,
  StartAfter?: string,
): AsyncGenerator<ListedObject> {
  for (let token: string | undefined; ; ) {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, StartAfter, ContinuationToken: token }));
    for (const { Key, Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
      if (Key !== undefined) yield { key: Key, bytes: Size, lastModified: LastModified };
    }
    token = page.NextContinuationToken;
    if (token === undefined) return;
  }
}
