import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import { failJson, handleJson } from '../protocol/json-protocol';
import type { OperationTable } from '../protocol/operations';
import type { CloudWatch } from './cloudwatch';

/** CloudWatch: metrics, and alarms on them. */
export class CloudWatchService implements LaptopService {
  readonly signingNames = ['monitoring'];

  constructor(
    readonly operations: OperationTable,
    private readonly cloudWatch: CloudWatch,
  ) {}

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    await handleJson(this.operations, '1.0', request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failJson(error, '1.0', request, response);
  }

  async stop(): Promise<void> {
    this.cloudWatch.stop();
  }
}
