import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../../local/clock';
import { FrontDoor } from '../../../local/front-door/front-door';
import type { AccessRequest } from '../../../local/iam/authorizer';
import { CredentialRegistry } from '../../../local/iam/credentials';
import { accessDenied } from '../../../local/protocol/aws-error';
import type { JsonObject } from '../../../local/protocol/operations';
import { SqsService } from '../../../local/sqs/sqs-service';

/** SQS behind a front door on a free port, with a log of what was judged. */
export interface RunningSqs {
  readonly service: SqsService;
  readonly client: SQSClient;
  readonly port: number;
  readonly folder: string;
  readonly credentials: CredentialRegistry;
  readonly judged: AccessRequest[];
  readonly policies: Map<string, JsonObject>;
  /** Actions that are refused to everybody. */
  readonly refused: Set<string>;
  clientOf(accessKeyId: string): SQSClient;
  /** Ends the service and removes its folder, unless it is kept for another start. */
  stop(options?: { readonly keep: boolean }): Promise<void>;
}

export async function runSqs(options: { readonly folder?: string; readonly clock?: Clock } = {}): Promise<RunningSqs> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'second-look-sqs-'));
  const credentials = new CredentialRegistry();
  const frontDoor = new FrontDoor(credentials);
  const judged: AccessRequest[] = [];
  const refused = new Set<string>();
  const policies = new Map<string, JsonObject>();
  let port = 0;
  const service = new SqsService({
    folder,
    endpoint: () => `http://127.0.0.1:${port}`,
    clock: options.clock,
    authorizer: {
      authorize: (request) => {
        judged.push(request);
        if (refused.has(request.action)) throw accessDenied(`not authorized to perform: ${request.action}`);
      },
    },
    policies: {
      putResourcePolicy: (arn, document) => void policies.set(arn, document),
      deleteResourcePolicy: (arn) => void policies.delete(arn),
    },
  });
  frontDoor.register(service);
  port = await frontDoor.listen(0);
  const clients: SQSClient[] = [];
  const clientOf = (accessKeyId: string) => {
    const client = new SQSClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId, secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    clients.push(client);
    return client;
  };
  return {
    service,
    client: clientOf('local'),
    port,
    folder,
    credentials,
    judged,
    policies,
    refused,
    clientOf,
    stop: async ({ keep } = { keep: false }) => {
      for (const client of clients) client.destroy();
      await frontDoor.stop();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Time that moves only when told. */
export class HandClock implements Clock {
  private millis = Date.UTC(2026, 0, 1);

  now(): Date {
    return new Date(this.millis);
  }

  advanceSeconds(seconds: number): void {
    this.millis += seconds * 1000;
  }
}
