import { type Clock, systemClock } from '../clock';
import { CallerAccess } from './access/caller-access';
import { ExecutionRole } from './access/execution-role';
import { type AlarmReader, DEFAULT_TIMING, type SageMakerOptions, type SageMakerTiming } from './sagemaker-options';
import { EndpointLogs } from './state/endpoint-logs';
import { LogGroups } from './state/log-groups';
import { ResourceTags } from './state/resource-tags';
import { StateChanges } from './state/state-change';

/** What every part of the service shares: the options with their defaults, and the doors to IAM and S3. */
export class SageMakerContext {
  readonly folder: string;
  readonly frontDoorUrl: () => string;
  readonly images: SageMakerOptions['images'];
  readonly clock: Clock;
  readonly random: () => number;
  readonly alarms: AlarmReader | undefined;
  readonly logGroups: LogGroups;
  readonly timing: SageMakerTiming;
  readonly warn: (message: string) => void;
  readonly access: CallerAccess;
  readonly tags: ResourceTags;
  readonly changes = new StateChanges();
  readonly endpointLogs = new EndpointLogs();

  constructor(private readonly options: SageMakerOptions) {
    this.folder = options.folder;
    this.frontDoorUrl = options.frontDoorUrl;
    this.images = options.images;
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? Math.random;
    this.alarms = options.alarms;
    this.logGroups = new LogGroups(options.folder);
    this.timing = { ...DEFAULT_TIMING, ...options.timing };
    this.warn = options.warn ?? ((message) => process.emitWarning(message, 'SageMakerWarning'));
    this.access = new CallerAccess(options.authorizer, options.policies);
    this.tags = new ResourceTags(options.folder, this.access);
  }

  /** A session of an execution role, as SageMaker assumes it for a job or an endpoint. */
  assume(roleArn: string): ExecutionRole {
    const { credentials, authorizer, frontDoorUrl } = this.options;
    return new ExecutionRole(roleArn, { credentials, authorizer, frontDoorUrl });
  }

  /** Seconds since 1970, as the API writes times. */
  now(): number {
    return this.clock.now().getTime() / 1000;
  }
}
