import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { FrontDoor } from '../../../local/front-door/front-door';
import type { AccessRequest } from '../../../local/iam/authorizer';
import { CredentialRegistry } from '../../../local/iam/credentials';
import type { InvocationResult } from '../../../local/lambda/function-invoker';
import { lambdaProviders } from '../../../local/lambda/lambda-providers';
import { LambdaService, type LambdaServiceOptions } from '../../../local/lambda/lambda-service';
import type { FunctionLogEvent } from '../../../local/lambda/logs/function-log';
import { accessDenied } from '../../../local/protocol/aws-error';
import type { JsonObject } from '../../../local/protocol/operations';
import { SqsService } from '../../../local/sqs/sqs-service';
import type { ProvidedResource, ResourceProvider } from '../../../local/templates/resource-provider';

export const ROLE = 'arn:aws:iam::000000000000:role/worker';
export const ADMINISTRATOR = { kind: 'administrator', arn: 'arn:aws:iam::000000000000:user/administrator' } as const;

/** Lambda and SQS behind a front door on a free port. */
export class RunningLambda {
  readonly folder: string;
  readonly credentials = new CredentialRegistry();
  readonly judged: AccessRequest[] = [];
  /** Actions that are refused to everybody. */
  readonly refused = new Set<string>();
  readonly policies = new Map<string, JsonObject>();
  readonly logged: FunctionLogEvent[] = [];
  readonly lambda: LambdaService;
  readonly sqs: SqsService;
  port = 0;
  private readonly frontDoor: FrontDoor;
  private readonly clients: LambdaClient[] = [];

  constructor(options: Partial<LambdaServiceOptions> = {}) {
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'second-look-lambda-'));
    this.frontDoor = new FrontDoor(this.credentials);
    const authorizer = {
      authorize: (request: AccessRequest) => {
        this.judged.push(request);
        if (this.refused.has(request.action)) throw accessDenied(`not authorized to perform: ${request.action}`);
      },
    };
    const policies = {
      putResourcePolicy: (arn: string, document: JsonObject) => void this.policies.set(arn, document),
      deleteResourcePolicy: (arn: string) => void this.policies.delete(arn),
      putIdentityPolicy: () => undefined,
      deleteIdentityPolicy: () => undefined,
      assertAssumable: (roleArn: string, service: string) => {
        if (this.refused.has(`sts:AssumeRole ${service}`)) throw accessDenied(`${service} may not assume ${roleArn}`);
      },
    };
    const endpoint = () => `http://127.0.0.1:${this.port}`;
    this.sqs = new SqsService({ folder: join(this.folder, 'sqs'), endpoint, authorizer, policies });
    this.lambda = new LambdaService({
      endpoint,
      credentials: this.credentials,
      authorizer,
      policies,
      assets: { path: (key) => join(this.folder, 'assets', key) },
      services: (name) => (name === 'sqs' ? this.sqs.operations : undefined),
      asyncRetryDelaysMs: [1, 1],
      ...options,
      folder: join(this.folder, 'lambda'),
    });
    this.lambda.onLog((event) => this.logged.push(event));
    this.frontDoor.register(this.sqs);
    this.frontDoor.register(this.lambda);
  }

  async listen(): Promise<this> {
    this.port = await this.frontDoor.listen(0);
    return this;
  }

  client(accessKeyId = 'local'): LambdaClient {
    const client = new LambdaClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${this.port}`,
      credentials: { accessKeyId, secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    this.clients.push(client);
    return client;
  }

  provider(type: string): ResourceProvider {
    const provider = lambdaProviders(this.lambda).find((candidate) => candidate.type === type);
    if (provider === undefined) throw new Error(`no provider of ${type}`);
    return provider;
  }

  /** Writes a bundle and makes a function of it. */
  async make(name: string, source: string, properties: JsonObject = {}, file = 'index.js'): Promise<ProvidedResource> {
    const key = `${name}-${Buffer.from(source).length}-${file}.zip`;
    const folder = join(this.folder, 'assets', key);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), source);
    return this.apply('AWS::Lambda::Function', {
      FunctionName: name,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: ROLE,
      Code: { S3Bucket: 'assets', S3Key: key },
      ...properties,
    });
  }

  apply(type: string, properties: JsonObject, logicalId = 'Resource'): Promise<ProvidedResource> {
    return this.provider(type).apply({ stackName: 'stack', logicalId, generatedName: 'generated', properties });
  }

  /** Invokes as the administrator, with JSON in and out. */
  async invoke(name: string, event: unknown = {}): Promise<{ value: unknown; result: InvocationResult }> {
    const result = await this.lambda.invoke(name, Buffer.from(JSON.stringify(event)), { principal: ADMINISTRATOR });
    return { value: JSON.parse(result.payload.toString()), result };
  }

  messages(): string[] {
    return this.logged.map(({ message }) => message);
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.destroy();
    await this.frontDoor.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
