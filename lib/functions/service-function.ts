import { join, resolve } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { metricsNamespace } from '../../core/contracts/metric-names';
import { allow, type Permission } from '../checks/allow';
import { explained } from '../checks/explained';

const PROJECT_ROOT = resolve(__dirname, '../..');

/** Variables that every function has, and that no caller sets. */
type CommonVariable = 'POWERTOOLS_SERVICE_NAME' | 'POWERTOOLS_METRICS_NAMESPACE' | 'POWERTOOLS_LOG_LEVEL';

/** A function's own variables as its `env.ts` declares them: a forgotten one is a compile error. */
export type OwnVariables<Variables> = { readonly [Name in keyof Omit<Variables, CommonVariable>]: string };

export interface ServiceFunctionProps<Variables> {
  /** Folder in `lambdas/`, which is the service's name in logs and metrics too: `serialize-image`. */
  readonly service: string;
  /** What its crashes are counted as, where two functions have the code of one folder: `judge-table`. @default the service */
  readonly crashesAs?: string;
  readonly description: string;
  readonly environment: NamedEnvironment;
  readonly variables: OwnVariables<Variables>;
  readonly timeoutSeconds: number;
  /** More memory is also more processor: a cold start of the SDK wants 512. @default 512 */
  readonly memoryMb?: number;
  /**
   * Whether it means to send messages to the queue that invokes it. Lambda takes a message that comes round for the sixteenth time or so for a bug, and
   * drops it.
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  readonly sendsToItself?: boolean;
}

/**
 * A function as all of ours are: bundled with the SDK it was tested with, on arm64, traced, with a log group and a role of its
 * own. The role may write that log and its traces, nothing more: what the function needs is granted by its construct.
 */
export class ServiceFunction<Variables> extends NodejsFunction {
  /** What its crashes are counted as; no other function has the same. */
  readonly crashesAs: string;
  /** The log group that it writes. */
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Variables>) {
    const { service, environment } = props;
    // Kept under CloudWatch's own encryption: what is logged are ids and names of errors, never an image; and a log must stay
    // readable where the key is the trouble. Removed with its stack: a log's life ends by its retention anyway.
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: environment.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      description: props.description,
      entry: join(PROJECT_ROOT, 'lambdas', service, 'handler.ts'),
      projectRoot: PROJECT_ROOT,
      depsLockFilePath: join(PROJECT_ROOT, 'package-lock.json'),
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb ?? 512,
      timeout: Duration.seconds(props.timeoutSeconds),
      ...(props.sendsToItself === true ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: lambdaLogLevel(environment.logLevel),
      // The level of reports on invocations that went well; of failed ones it is WARN. The alarms for crashes count those lines.
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      environment: {
        POWERTOOLS_SERVICE_NAME: service,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(environment.app, environment.name),
        POWERTOOLS_LOG_LEVEL: environment.logLevel,
        ...(props.variables as Readonly<Record<string, string>>),
      },
      bundling: {
        // The laptop runs the same bundle on Node 20.
        target: 'node20',
        format: OutputFormat.CJS,
        minify: true,
        // No source maps: with them every cold start would read megabytes for a stack trace that the error's name and message
        // make unnecessary.
        sourceMap: false,
        mainFields: ['module', 'main'],
        externalModules: [],
        logLevel: LogLevel.WARNING,
      },
    });
    this.crashesAs = props.crashesAs ?? service;
    this.log = logGroup;
    allow(role, {
      sid: 'WriteOwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    explained(role, 'AwsSolutions-IAM5[Resource::*]', 'Sending traces to X-Ray has no resource.');
  }

  allow(permission: Permission): void {
    if (this.role !== undefined) allow(this.role, permission);
  }
}

/**
 * What Lambda itself lets through, beneath the level of our logger. Never above INFO, which is what Lambda takes a line without a level for:
 * our metrics are such lines, and with them the alarms would go silent. By default it is INFO, and swallows DEBUG.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
const lambdaLogLevel = (logLevel: NamedEnvironment['logLevel']): ApplicationLogLevel =>
  logLevel === 'DEBUG' ? ApplicationLogLevel.DEBUG : ApplicationLogLevel.INFO;
