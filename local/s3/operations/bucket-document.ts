import { readBody } from '../../front-door/laptop-request';
import { respondEmpty, respondXml } from '../protocol/respond';
import { S3Error } from '../protocol/s3-error';
import type { S3Operation } from '../protocol/s3-request';
import { parseXml } from '../protocol/xml-reader';
import type { XmlObject } from '../protocol/xml-writer';
import type { BucketConfiguration } from '../storage/bucket-configuration';

/** A part of a bucket's configuration that the API reads and writes as one XML document. */
export interface BucketDocument {
  readonly root: string;
  /** `s3:GetLifecycleConfiguration` … */
  readonly readAction: string;
  readonly writeAction: string;
  /** @returns undefined where the bucket has none. */
  read(configuration: BucketConfiguration): XmlObject | undefined;
  /** The change that a document makes. @throws S3Error for a document that cannot be. */
  write(document: XmlObject): Partial<BucketConfiguration>;
  /** What reading answers where the bucket has none: an error, or an empty document. */
  readonly absent?: { readonly code: string; readonly message: string };
}

/** The three operations on a document: `GetBucket…`, `PutBucket…`, `DeleteBucket…`. */
export function documentOperations(document: BucketDocument): Readonly<Record<'get' | 'put' | 'delete', S3Operation>> {
  return {
    get: (request, response, s3) => {
      const { configuration } = s3.buckets.get(request.bucket);
      s3.access.bucket(request, document.readAction);
      const content = document.read(configuration);
      if (content === undefined && document.absent !== undefined) {
        throw new S3Error(document.absent.code, document.absent.message, 404, { BucketName: request.bucket });
      }
      respondXml(request, response, document.root, content ?? {});
    },
    put: async (request, response, s3) => {
      const bucket = s3.buckets.get(request.bucket);
      s3.access.bucket(request, document.writeAction);
      bucket.configure(document.write(parseXml(await readBody(request.http), document.root)));
      respondEmpty(request, response);
    },
    delete: (request, response, s3) => {
      const bucket = s3.buckets.get(request.bucket);
      s3.access.bucket(request, document.writeAction);
      const gone = Object.keys(document.write({})).map((member) => [member, undefined]);
      bucket.configure(Object.fromEntries(gone) as Partial<BucketConfiguration>);
      respondEmpty(request, response, 204);
    },
  };
}
