import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Clock, systemClock } from '../clock';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService, LocalPage } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import type { PolicyStore } from '../iam/policy-store';
import type { FunctionInvoker } from '../lambda/function-invoker';
import { failJson, handleJson } from '../protocol/json-protocol';
import type { OperationTable } from '../protocol/operations';
import { StateFile } from '../state-file';
import type { ResourceProvider } from '../templates/resource-provider';
import type { ServiceDirectory } from './integrations/service-directory';
import { TaskIntegrations } from './integrations/task-integrations';
import type { InterpreterEnvironment } from './interpreter/execution-scope';
import { type Sleeper, timerSleeper } from './interpreter/sleeper';
import { MapRuns } from './map-run/map-runs';
import type { RoleStorage } from './map-run/role-storage';
import { ExecutionPages } from './pages/execution-pages';
import { ExecutionOperations } from './service/execution-operations';
import { Executions } from './service/executions';
import { ExpressExecutions } from './service/express-executions';
import { MachineOperations } from './service/machine-operations';
import { MapRunOperations } from './service/map-run-operations';
import { StateMachineRegistry } from './service/state-machine-registry';
import type { ExecutionStatusChange } from './service/status-change';
import { StateMachineProvider } from './state-machine-provider';
import { DefinitionArchive } from './storage/definition-archive';
import { ExecutionStore } from './storage/execution-store';

export interface StatesServiceOptions {
  /** Keeps executions and definitions; made where it does not exist. */
  readonly folder: string;
  readonly authorizer: Authorizer;
  readonly policies: PolicyStore;
  readonly invoker: FunctionInvoker;
  /** Operations of the laptop's other services by signing name, e.g. `(name) => frontDoor.service(name)?.operations`. */
  readonly services: ServiceDirectory;
  /** S3 as a state machine's role calls it, for what Distributed Maps read and write. */
  readonly storage: RoleStorage;
  /** @default the system's */
  readonly clock?: Clock;
  /** @default timers */
  readonly sleeper?: Sleeper;
  /** Uniform in [0, 1). @default Math.random */
  readonly random?: () => number;
  /** Multiplies the waits between retries, for trying failures without waiting. @default 1 */
  readonly waitScale?: number;
  /** Finished executions beyond this many are forgotten. @default 5000 */
  readonly keepExecutions?: number;
}

/** Step Functions on the laptop. */
export class StatesService implements LaptopService {
  readonly signingNames = ['states'];
  readonly operations: OperationTable;
  /** For the template loader. */
  readonly provider: ResourceProvider;
  /** `/_local/executions` */
  readonly page: LocalPage;
  readonly executions: Executions;
  readonly machines: StateMachineRegistry;
  private readonly express: ExpressExecutions;
  private readonly mapRuns: MapRuns;

  /** Opens the folder and marks what was running there as interrupted. */
  static async open(options: StatesServiceOptions): Promise<StatesService> {
    const service = new StatesService(options);
    await service.executions.recover();
    return service;
  }

  private constructor(options: StatesServiceOptions) {
    const { folder, authorizer, policies, invoker, services } = options;
    const { clock = systemClock, sleeper = timerSleeper, random = Math.random, waitScale = 1 } = options;
    const integrations = new TaskIntegrations({ invoker, services, authorizer, sleeper });
    const now = (): number => clock.now().getTime();
    this.mapRuns = new MapRuns(join(folder, 'map-runs'), authorizer, options.storage, now);
    const { mapRuns } = this;
    const environment: InterpreterEnvironment = {
      mapRuns,
      clock,
      sleeper,
      random,
      waitScale,
      integration: (resource) => integrations.find(resource),
    };
    const archive = new DefinitionArchive(join(folder, 'definitions'));
    const machinesFile = new StateFile<Record<string, never>>(join(folder, 'machines.json'));
    this.machines = new StateMachineRegistry(integrations, archive, clock, machinesFile);
    const store = new ExecutionStore(folder, {
      keep: options.keepExecutions,
      onForget: (arn) => mapRuns.forget(arn),
    });
    this.executions = new Executions(environment, this.machines, store, archive);
    this.express = new ExpressExecutions(environment);
    this.operations = {
      ...new MachineOperations(this.machines, authorizer).table,
      ...new ExecutionOperations(this.executions, this.express, this.machines, mapRuns, authorizer, clock).table,
      ...new MapRunOperations(mapRuns, this.executions, authorizer).table,
    };
    this.provider = new StateMachineProvider(this.machines, policies);
    this.page = new ExecutionPages(this.executions);
  }

  /**
   * Calls the listener when an execution of a Standard machine begins, ends or is redriven.
   * @returns a function that ends the subscription.
   */
  onExecutionStatusChange(listener: (change: ExecutionStatusChange) => void): () => void {
    return this.executions.onStatusChange(listener);
  }

  handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    return handleJson(this.operations, '1.0', request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failJson(error, '1.0', request, response);
  }

  /** Interrupts what runs, so that it can be redriven after a restart. */
  async stop(): Promise<void> {
    this.express.close();
    await this.executions.close();
    await this.mapRuns.close();
  }
}
