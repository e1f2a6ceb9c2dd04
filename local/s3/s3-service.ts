import type { ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../clock';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import type { PolicyStore } from '../iam/policy-store';
import { asAwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import { assertNotExpired } from './access/presigned-expiry';
import { bucketArn, S3Access } from './access/s3-access';
import { type ObjectCreatedListener, ObjectCreatedListeners } from './object-created';
import { assertBucketName } from './operations/bucket-name';
import { baseHeaders } from './protocol/respond';
import { S3Error } from './protocol/s3-error';
import { type S3Context, s3Request } from './protocol/s3-request';
import { toErrorXml } from './protocol/xml-writer';
import { runOperation } from './routes';
import type { Bucket } from './storage/bucket';
import { BucketFolder } from './storage/bucket-folder';

export interface S3ServiceOptions {
  /** Where the buckets are kept; made where missing. One process at a time. */
  readonly folder: string;
  readonly authorizer: Authorizer;
  /** @default systemClock */
  readonly clock?: Clock;
  /** By which presigned URLs expire: that of whoever signs them, which is never moved forward. @default `clock` */
  readonly signingClock?: Clock;
  /** Gets the policies that PutBucketPolicy brings. @default they are kept and shown, but judge nothing */
  readonly policies?: PolicyStore;
}

/** `bucket.localhost:4566` and the like: SDKs put the bucket there unless told to use the path. */
const VIRTUAL_HOST = /^(?!www\.)[a-z0-9.-]+\.(?:localhost|127\.0\.0\.1|s3[.-][a-z0-9.-]*amazonaws\.com)(?::\d+)?$/;

/**
 * The laptop's S3, on a folder. See README.md beside this file for its operations and for what differs from AWS.
 *
 * @example
 * const s3 = new S3Service({ folder: 'state/s3', authorizer });
 * frontDoor.register(s3);
 */
export class S3Service implements LaptopService {
  readonly signingNames = ['s3'];
  private readonly context: S3Context;
  private readonly signingClock: Clock;

  /** @throws FolderInUse, JournalDamaged */
  constructor(options: S3ServiceOptions) {
    const { folder, authorizer, policies, clock = systemClock } = options;
    this.signingClock = options.signingClock ?? clock;
    const buckets = new BucketFolder(folder);
    this.context = {
      buckets,
      access: new S3Access(authorizer, buckets),
      clock,
      created: new ObjectCreatedListeners(),
      policies,
    };
    for (const { name, configuration } of buckets.all()) {
      if (configuration.policy === undefined) continue;
      policies?.putResourcePolicy(bucketArn(name), JSON.parse(configuration.policy) as JsonObject);
    }
  }

  /**
   * Calls the listener for every object made in a bucket that has EventBridge notifications on.
   * @returns a function that ends the subscription.
   */
  onObjectCreated(listener: ObjectCreatedListener): () => void {
    return this.context.created.add(listener);
  }

  /** The bucket of that name, made where missing: for the laptop's own resource providers. */
  ensureBucket(name: string): Bucket {
    assertBucketName(name);
    return this.bucket(name) ?? this.context.buckets.create(name, this.context.clock.now().getTime());
  }

  bucket(name: string): Bucket | undefined {
    return this.context.buckets.find(name);
  }

  /** @throws S3Error `NoSuchBucket`, `BucketNotEmpty` */
  deleteBucket(name: string): void {
    this.context.buckets.delete(name);
  }

  handle(http: LaptopRequest, response: ServerResponse): Promise<void> | void {
    assertPathStyle(http.headers.host);
    const request = s3Request(http);
    if (http.query.size > 0) assertNotExpired(http.query, this.signingClock);
    return runOperation(request, response, this.context);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    const known = asAwsError(error, 'InternalError');
    const headers = baseHeaders(request.requestId);
    if (known instanceof S3Error) for (const name in known.headers) headers.push(name, known.headers[name] as string);
    if (request.method === 'HEAD') {
      response.writeHead(known.status, headers).end();
      return;
    }
    const body = Buffer.from(
      toErrorXml({
        Code: known.code,
        Message: known.message,
        ...known.members,
        Resource: request.rawPath,
        RequestId: request.requestId,
      }),
    );
    headers.push('content-type', 'application/xml', 'content-length', String(body.length));
    response.writeHead(known.status, headers).end(body);
  }

  async stop(): Promise<void> {
    await this.context.buckets.close();
  }
}

function assertPathStyle(host: string | undefined): void {
  if (host === undefined || !VIRTUAL_HOST.test(host)) return;
  throw new S3Error(
    'InvalidRequest',
    `The request has the bucket in its host name, ${host}. The laptop's S3 takes it in the path: set forcePathStyle (SDK for JavaScript), addressing_style = path (AWS CLI, boto3), or use http://127.0.0.1 as the endpoint.`,
  );
}
