import { join } from 'node:path';
import type { Clock } from './clock';
import { CloudFormationService } from './cloudformation/cloudformation-service';
import { StackEngine } from './cloudformation/stack-engine';
import type { AlarmState } from './cloudwatch/alarms/alarm';
import { createCloudWatch } from './cloudwatch/create-cloudwatch';
import type { Disturbance } from './disturbance';
import { createEvents } from './events/create-events';
import type { EventBus } from './events/event-bus';
import { publishServiceEvents } from './events/service-events';
import { FrontDoor } from './front-door/front-door';
import type { LaptopService } from './front-door/laptop-service';
import { HttpApis } from './http-api/http-api';
import { HttpApiPage } from './http-api/http-api-page';
import { IssuerKeys } from './http-api/jwt/issuer-keys';
import { httpApiProviders } from './http-api/providers/http-api-providers';
import { CredentialRegistry } from './iam/credentials';
import { iamProviders } from './iam/iam-providers';
import { PolicyEngine } from './iam/policy-engine';
import { KeyRegistry } from './kms/key-registry';
import { kmsProviders } from './kms/kms-providers';
import { lambdaProviders } from './lambda/lambda-providers';
import { LambdaService } from './lambda/lambda-service';
import { LogsService } from './logs/logs-service';
import { Inbox } from './mail/inbox';
import { InboxPage } from './mail/inbox-page';
import { MailTransport } from './mail/mail-transport';
import { MovableClock } from './movable-clock';
import { HomePage } from './page/home-page';
import type { OperationTable } from './protocol/operations';
import { roleS3Client } from './s3/role-s3-client';
import { s3Providers } from './s3/s3-providers';
import { S3Service } from './s3/s3-service';
import { EndpointAlarms } from './sagemaker/alarms/endpoint-alarms';
import type { ContainerImage } from './sagemaker/container/container-image';
import { sagemakerProviders } from './sagemaker/resources/sagemaker-providers';
import { DEFAULT_TIMING, type SageMakerTiming } from './sagemaker/sagemaker-options';
import { SageMakerService } from './sagemaker/sagemaker-service';
import { ClockPage } from './schedules/clock-page';
import { ScheduleRunner } from './schedules/schedule-runner';
import { ScheduleGroupProvider, ScheduleProvider } from './schedules/scheduler-providers';
import { createSecrets } from './secrets/create-secrets';
import { createSns } from './sns/create-sns';
import { sqsProviders } from './sqs/sqs-providers';
import { SqsService } from './sqs/sqs-service';
import { ParameterProvider } from './ssm/parameter-provider';
import { ParameterStore } from './ssm/parameter-store';
import { SsmService } from './ssm/ssm-service';
import { StateFile } from './state-file';
import { StatesService } from './states/states-service';
import { StsService } from './sts/sts-service';
import type { AssetStore } from './templates/asset-store';

export interface ServiceOptions {
  readonly folder: string;
  readonly assets: AssetStore;
  readonly images: readonly ContainerImage[];
  readonly clock: Clock;
  readonly waitScale?: number;
  readonly alarmActions?: boolean;
  /** Waits before the second and third attempt of an asynchronous invocation. @default AWS's: 60,000 and 120,000 */
  readonly asyncRetryDelaysMs?: readonly number[];
  readonly sageMakerTiming?: Partial<SageMakerTiming>;
  readonly disturbance?: Disturbance;
  readonly warn: (message: string) => void;
}

/** The services of one laptop, wired to one another behind one front door. */
export interface LaptopServices {
  readonly credentials: CredentialRegistry;
  readonly policies: PolicyEngine;
  readonly s3: S3Service;
  readonly sqs: SqsService;
  readonly lambda: LambdaService;
  readonly states: StatesService;
  readonly sageMaker: SageMakerService;
  readonly events: EventBus;
  readonly clock: MovableClock;
  readonly schedules: ScheduleRunner;
  /** Resolves once every event has reached its targets or waits for another attempt. */
  eventsDelivered(): Promise<void>;
  readonly parameters: ParameterStore;
  readonly stacks: StackEngine;
  readonly inbox: Inbox;
  /** Everything behind the front door. */
  readonly all: readonly LaptopService[];
  /** @returns the port. @throws PortTaken */
  listen(port: number): Promise<number>;
  /** Goes on with what an earlier process left; to be called once the stacks are deployed. */
  resume(): void;
  stop(): Promise<void>;
}

/** Makes every service and leads each to those that it calls. Nothing listens yet but the inbox. */
export async function composeServices(options: ServiceOptions): Promise<LaptopServices> {
  const { assets, images, disturbance, warn } = options;
  const folder = (name: string): string => join(options.folder, name);
  const clock = new MovableClock(options.clock, new StateFile(join(folder('clock'), 'clock.json')));
  const credentials = new CredentialRegistry();
  const keys = new KeyRegistry();
  const policies = new PolicyEngine(clock, keys);
  const access = { credentials, policies, authorizer: policies, clock };
  const door = new FrontDoor(credentials, disturbance);
  let url = '';
  const endpoint = (): string => url;
  const operationsOf = (name: string): OperationTable | undefined => door.service(name)?.operations;

  const s3 = new S3Service({ folder: folder('s3'), signingClock: options.clock, ...access });
  const sqs = new SqsService({ folder: folder('sqs'), endpoint, ...access });
  const lambda = new LambdaService({
    folder: folder('lambda'),
    endpoint,
    assets,
    services: operationsOf,
    asyncRetryDelaysMs: options.asyncRetryDelaysMs,
    report: warn,
    aheadMs: () => clock.ahead,
    ...access,
  });
  const periodScale = options.sageMakerTiming?.bakeScale ?? DEFAULT_TIMING.bakeScale;
  /** Of a deployment's alarms those that watch the endpoint live by its bake times; an alarm that was set by hand rings all the same. */
  const rollbackState = (name: string): AlarmState | undefined => {
    const { state, byHand } = cloudWatch.alarms.record(name);
    return byHand ? state : (endpointAlarms.state(name) ?? cloudWatch.alarms.state(name));
  };
  const endpointAlarms = new EndpointAlarms({ clock, periodScale });
  const sageMaker = new SageMakerService({
    folder: folder('sagemaker'),
    frontDoorUrl: endpoint,
    images,
    timing: options.sageMakerTiming,
    alarms: { state: (name) => rollbackState(name) },
    warn,
    ...access,
  });
  sageMaker.onInvocation((invocation) => endpointAlarms.observe(invocation));
  const states = await StatesService.open({
    folder: folder('states'),
    invoker: disturbance?.invoker(lambda) ?? lambda,
    services: operationsOf,
    storage: (roleArn) => {
      const session = credentials.issue(roleArn, 'AWSStepFunctions');
      const client = roleS3Client(url, session);
      return {
        s3: client,
        end: () => {
          client.destroy();
          credentials.revoke(session.accessKeyId);
        },
      };
    },
    waitScale: options.waitScale,
    ...access,
  });
  const targets = { functions: lambda, services: operationsOf };
  const events = createEvents({ folder: folder('events'), routes: targets, warn, ...access });
  const schedules = new ScheduleRunner({
    clock,
    file: new StateFile(join(folder('clock'), 'schedules.json')),
    settled: () =>
      events.deliveries
        .settled()
        .then(() => lambda.asynchronous.settled())
        .then(() => cloudWatch.cloudWatch.collect()),
    warn,
  });
  const cloudWatch = createCloudWatch({
    folder: folder('cloudwatch'),
    sources: { lambda, states, sageMaker, sqs },
    bus: events.bus,
    schedules,
    endpointAlarms,
    services: operationsOf,
    alarmActions: options.alarmActions ?? true,
    warn,
    ...access,
  });
  const inbox = new Inbox(folder('mail'));
  const mail = new MailTransport(await inbox.start());
  const queueUrl = (arn: string): string => sqs.queueUrl(arn.slice(arn.lastIndexOf(':') + 1));
  const routes = { mail, sqs: sqs.operations, functions: lambda, queueUrl };
  const sns = createSns({ folder: folder('sns'), routes, warn, ...access });
  const parameters = new ParameterStore(folder('ssm'), clock);
  const secrets = createSecrets({ folder: folder('secrets'), invoker: lambda, schedules, warn, ...access });
  const apis = new HttpApis();
  const stacks = new StackEngine({
    folder: folder('cloudformation'),
    clock,
    customResources: { invoker: lambda, baseUrl: endpoint },
    readSsmParameter: async (name, version) => readParameter(parameters, name, version),
    readSecret: (id, version) => secrets.service.readSecret(id, version),
    providers: [
      ...iamProviders(policies),
      ...kmsProviders(policies, keys),
      ...s3Providers(s3, policies),
      ...sqsProviders(sqs),
      ...sns.providers,
      ...events.providers(schedules),
      new ScheduleGroupProvider(),
      new ScheduleProvider(schedules, events.deliveries, policies, clock),
      ...secrets.providers,
      ...httpApiProviders(apis, new IssuerKeys(warn), endpoint),
      ...lambdaProviders(lambda),
      ...sagemakerProviders(sageMaker),
      ...cloudWatch.providers,
      states.provider,
      new ParameterProvider(parameters),
    ],
  });

  const services: readonly LaptopService[] = [
    sageMaker,
    states,
    lambda,
    sns.service,
    events.service,
    secrets.service,
    cloudWatch.service,
    new LogsService({ folder: folder('logs'), lambda, sageMaker, ...access }),
    new CloudFormationService({ engine: stacks, authorizer: policies }),
    new SsmService(parameters, policies),
    new StsService(credentials, policies),
    sqs,
    s3,
  ];
  for (const service of services) door.register(service);
  const httpApis = new HttpApiPage({ apis, invoker: lambda, clock, warn });
  for (const page of [
    new InboxPage(inbox),
    states.page,
    stacks.responsePage,
    httpApis,
    new ClockPage(clock, schedules),
    new HomePage(() => services.flatMap(({ signingNames }) => signingNames)),
  ]) {
    if (page !== undefined) door.registerPage(page);
  }
  publishServiceEvents(events.bus, { s3, states, sageMaker });

  return {
    credentials,
    policies,
    s3,
    sqs,
    lambda,
    states,
    sageMaker,
    events: events.bus,
    clock,
    schedules,
    eventsDelivered: () => events.deliveries.settled(),
    parameters,
    stacks,
    inbox,
    all: services,
    listen: async (port) => {
      const taken = await door.listen(port);
      url = `http://127.0.0.1:${taken}`;
      return taken;
    },
    resume: () => {
      sageMaker.resume();
      sns.resume();
      events.deliveries.resume();
      secrets.resume();
      schedules.start();
      cloudWatch.cloudWatch.start(cloudWatch.alarms);
    },
    stop: async () => {
      // From the outside in: what still writes goes first, what it writes to last.
      await schedules.stop();
      await states.stop();
      await sageMaker.stop();
      await stacks.stop();
      await events.deliveries.pause();
      await secrets.service.stop();
      await lambda.stop();
      await sns.service.stop();
      await door.stop();
      events.deliveries.close();
      mail.stop();
      await inbox.stop();
    },
  };
}

/** @throws Error that names the parameter: absent, or asked for in a version that is not kept. */
function readParameter(parameters: ParameterStore, name: string, version?: number): string {
  const parameter = parameters.get(name);
  if (parameter === undefined) throw new Error(`There is no SSM parameter '${name}'.`);
  if (version !== undefined && version !== parameter.version) {
    throw new Error(`SSM parameter '${name}' is at version ${parameter.version}; version ${version} is not kept.`);
  }
  return parameter.value;
}
