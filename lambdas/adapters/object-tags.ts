import { GetObjectTaggingCommand, PutObjectTaggingCommand, type S3Client, type Tag } from '@aws-sdk/client-s3';
import type { ObjectAddress } from './json-object';
import { storageError } from './storage-errors';

/** The tags of a version of an object. @throws ImageNotFound where there is none, AccessDenied, StorageUnavailable */
export async function readTags(s3: S3Client, { bucket, key, versionId }: ObjectAddress): Promise<readonly Tag[]> {
  try {
    const request = { Bucket: bucket, Key: key, VersionId: versionId };
    const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(request));
    return TagSet;
  } catch (error) {
    throw storageError(error, { bucket, key }, 's3:GetObjectVersionTagging');
  }
}

/** Puts a tag on a version of an object, beside those that it has. S3 allows ten. @throws as `readTags`, InvalidInput */
export async function addTag(s3: S3Client, address: ObjectAddress, tag: Required<Tag>): Promise<void> {
  const others = (await readTags(s3, address)).filter(({ Key }) => Key !== tag.Key);
  const { bucket, key, versionId } = address;
  try {
    await s3.send(
      new PutObjectTaggingCommand({
        Bucket: bucket,
        Key: key,
        VersionId: versionId,
        Tagging: { TagSet: [...others, tag] },
      }),
    );
  } catch (error) {
    throw storageError(error, { bucket, key }, 's3:PutObjectVersionTagging');
  }
}
