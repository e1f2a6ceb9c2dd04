import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import type { LambdaService } from '../lambda/lambda-service';
import { failJson, handleJson } from '../protocol/json-protocol';
import type { OperationTable } from '../protocol/operations';
import type { SageMakerService } from '../sagemaker/sagemaker-service';
import { logOperations } from './log-operations';
import { LogStore } from './log-store';

export interface LogsServiceOptions {
  readonly folder: string;
  readonly authorizer: Authorizer;
  readonly lambda: LambdaService;
  readonly sageMaker: SageMakerService;
}

/** CloudWatch Logs: what functions, training jobs and endpoints have written, to be read. */
export class LogsService implements LaptopService {
  readonly signingNames = ['logs'];
  readonly operations: OperationTable;
  private readonly store: LogStore;

  constructor({ folder, authorizer, lambda, sageMaker }: LogsServiceOptions) {
    const store = new LogStore(folder);
    this.store = store;
    lambda.onLog(({ logGroup, logStream, timestamp, message }) =>
      store.append(logGroup, { stream: logStream, timestamp, message }),
    );
    sageMaker.onTrainingLog(({ jobName, line }) =>
      store.append('/aws/sagemaker/TrainingJobs', {
        stream: `${jobName}/algo-1`,
        timestamp: Date.now(),
        message: line,
      }),
    );
    sageMaker.onEndpointLog(({ endpointName, stream, line }) =>
      store.append(`/aws/sagemaker/Endpoints/${endpointName}`, { stream, timestamp: Date.now(), message: line }),
    );
    const groupNames = () => [...new Set([...store.groups(), ...sageMaker.logGroups.names()])].sort();
    this.operations = logOperations(store, groupNames, authorizer);
  }

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    await handleJson(this.operations, '1.1', request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failJson(error, '1.1', request, response);
  }

  async stop(): Promise<void> {
    this.store.flush();
  }
}
