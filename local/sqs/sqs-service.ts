import type { ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../clock';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import type { PolicyStore } from '../iam/policy-store';
import { AwsError, asAwsError, exceptionName } from '../protocol/aws-error';
import { handleJson } from '../protocol/json-protocol';
import type { OperationTable } from '../protocol/operations';
import { queueOperations, queueUrl } from './operations/queues';
import { receiveOperations } from './operations/receive';
import { sendOperations } from './operations/send';
import { settleOperations } from './operations/settle';
import { tagOperations } from './operations/tags';
import { QueueAccess } from './queue-access';
import { QueueDirectory } from './queue-directory';
import { queryCode } from './sqs-error';

export interface SqsServiceOptions {
  /** Where queues are kept; found again at the next start. */
  readonly folder: string;
  /** The front door's URL, without a slash at the end: known once it listens. */
  readonly endpoint: () => string;
  readonly authorizer: Authorizer;
  readonly policies: Pick<PolicyStore, 'putResourcePolicy' | 'deleteResourcePolicy'>;
  readonly clock?: Clock;
}

/** Amazon SQS: standard queues over the JSON protocol. */
export class SqsService implements LaptopService {
  readonly signingNames = ['sqs'];
  readonly operations: OperationTable;
  readonly queues: QueueDirectory;
  private readonly endpoint: () => string;

  constructor({ folder, endpoint, authorizer, policies, clock = systemClock }: SqsServiceOptions) {
    this.queues = new QueueDirectory(folder, clock, policies);
    this.endpoint = endpoint;
    const context = {
      queues: this.queues,
      access: new QueueAccess(authorizer),
      endpoint,
      now: () => clock.now().getTime(),
    };
    this.operations = {
      ...queueOperations(context),
      ...sendOperations(context),
      ...receiveOperations(context),
      ...settleOperations(context),
      ...tagOperations(context),
    };
  }

  /** `http://127.0.0.1:PORT/ACCOUNT/NAME` of a queue's name. */
  queueUrl(name: string): string {
    return queueUrl(this.endpoint(), name);
  }

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    if (request.headers['x-amz-target'] === undefined) {
      const message =
        'The laptop speaks SQS over the JSON protocol only (X-Amz-Target: AmazonSQS.…). This request is of the older ' +
        'query protocol: use an SDK or CLI from November 2023 or later.';
      throw new AwsError('UnsupportedOperation', message);
    }
    await handleJson(this.operations, '1.0', request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    const known = asAwsError(error);
    const type = exceptionName(known);
    const body = Buffer.from(JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message: known.message }));
    response
      .writeHead(known.status, {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': body.length,
        'x-amzn-query-error': `${queryCode(known.code)};${known.status < 500 ? 'Sender' : 'Receiver'}`,
        'x-amzn-requestid': request.requestId,
      })
      .end(body);
  }

  async stop(): Promise<void> {
    this.queues.close();
  }
}
