import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { published } from '../published/publish';

type BucketName = 'ImagesBucket' | 'ModelsBucket' | 'CaptureBucket' | 'ReportsBucket';

/** The storage stack's buckets and key, as the stacks after it see them; a stack reads only what it uses. */
export class StoredData extends Construct {
  private readonly buckets = new Map<BucketName, IBucket>();
  private keyOnce?: IKey;

  constructor(
    scope: Construct,
    id: string,
    private readonly environment: NamedEnvironment,
  ) {
    super(scope, id);
  }

  get key(): IKey {
    this.keyOnce ??= Key.fromKeyArn(this, 'Key', published(this, this.environment, 'KeyArn'));
    return this.keyOnce;
  }

  get images(): IBucket {
    return this.bucket('ImagesBucket');
  }

  get models(): IBucket {
    return this.bucket('ModelsBucket');
  }

  get capture(): IBucket {
    return this.bucket('CaptureBucket');
  }

  get reports(): IBucket {
    return this.bucket('ReportsBucket');
  }

  private bucket(name: BucketName): IBucket {
    const known = this.buckets.get(name);
    if (known !== undefined) return known;
    const bucket = Bucket.fromBucketName(this, name, published(this, this.environment, name));
    this.buckets.set(name, bucket);
    return bucket;
  }
}
