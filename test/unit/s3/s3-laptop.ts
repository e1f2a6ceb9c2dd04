import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Clock } from '../../../local/clock';
import { FrontDoor } from '../../../local/front-door/front-door';
import type { AccessRequest, Authorizer } from '../../../local/iam/authorizer';
import { CredentialRegistry, type Credentials } from '../../../local/iam/credentials';
import { accessDenied } from '../../../local/protocol/aws-error';
import { S3Service } from '../../../local/s3/s3-service';

/** Admits everything but what it is told to refuse, and remembers what it was asked. */
export class RecordingAuthorizer implements Authorizer {
  readonly requests: AccessRequest[] = [];
  refused: (request: AccessRequest) => boolean = () => false;

  authorize(request: AccessRequest): void {
    this.requests.push(request);
    if (this.refused(request)) throw accessDenied(`${request.action} on ${request.resource} is refused.`);
  }

  actions(): string[] {
    return this.requests.map(({ action }) => action);
  }
}

/** A front door with nothing but S3 behind it, on a temporary folder. */
export class S3Laptop {
  readonly authorizer = new RecordingAuthorizer();
  readonly service: S3Service;
  readonly frontDoor: FrontDoor;
  /** What the clock shows; the real time where undefined. */
  now: Date | undefined;
  port = 0;
  private readonly credentials = new CredentialRegistry();
  private readonly clients: S3Client[] = [];

  private constructor(readonly folder: string) {
    const clock: Clock = { now: () => this.now ?? new Date() };
    this.service = new S3Service({ folder, authorizer: this.authorizer, clock });
    this.frontDoor = new FrontDoor(this.credentials);
    this.frontDoor.register(this.service);
  }

  static async start(folder = mkdtempSync(join(tmpdir(), 's3-laptop-'))): Promise<S3Laptop> {
    const laptop = new S3Laptop(folder);
    laptop.port = await laptop.frontDoor.listen(0);
    return laptop;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  client(config: S3ClientConfig = {}): S3Client {
    const client = new S3Client({
      endpoint: this.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
      // The SDK warns of the odd requests that tests make on purpose.
      logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
      ...config,
    });
    this.clients.push(client);
    return client;
  }

  roleCredentials(): Credentials {
    return this.credentials.issue('arn:aws:iam::000000000000:role/reader', 'test');
  }

  /** Ends the service but leaves its folder. */
  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    await this.frontDoor.stop();
  }

  async stop(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Headers of a request that is signed by the letter; the laptop does not verify signatures. */
export const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
} as const;

/** What a rejected SDK call rejects with. */
export async function failureOf(call: Promise<unknown>): Promise<{ name: string; message: string; status?: number }> {
  try {
    await call;
  } catch (error) {
    const failure = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name: failure.name, message: failure.message, status: failure.$metadata?.httpStatusCode };
  }
  throw new Error('The call succeeded.');
}
