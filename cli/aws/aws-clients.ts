import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import type { ClientSettings } from './client-settings';
import { laptopSettings } from './client-settings';

/** The services that commands speak to. */
export interface AwsClients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sageMaker: SageMakerClient;
  /** Without retries: whoever asks an endpoint wants to know how it answers. */
  readonly runtime: SageMakerRuntimeClient;
  readonly secretsManager: SecretsManagerClient;
  readonly sqs: SQSClient;
  readonly stepFunctions: SFNClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  /** Closes the connections of those that were used. */
  destroy(): void;
}

type Service = Exclude<keyof AwsClients, 'destroy'>;

/** Each package is loaded when its client is first used: all of them take longer to load than most commands to run. */
const CONSTRUCT: { readonly [Name in Service]: (settings: ClientSettings) => AwsClients[Name] } = {
  cloudFormation: (settings) => {
    const sdk: typeof import('@aws-sdk/client-cloudformation') = require('@aws-sdk/client-cloudformation');
    return new sdk.CloudFormationClient(settings);
  },
  cloudWatch: (settings) => {
    const sdk: typeof import('@aws-sdk/client-cloudwatch') = require('@aws-sdk/client-cloudwatch');
    return new sdk.CloudWatchClient(settings);
  },
  logs: (settings) => {
    const sdk: typeof import('@aws-sdk/client-cloudwatch-logs') = require('@aws-sdk/client-cloudwatch-logs');
    return new sdk.CloudWatchLogsClient(settings);
  },
  s3: (settings) => {
    const sdk: typeof import('@aws-sdk/client-s3') = require('@aws-sdk/client-s3');
    return new sdk.S3Client(settings);
  },
  sageMaker: (settings) => {
    const sdk: typeof import('@aws-sdk/client-sagemaker') = require('@aws-sdk/client-sagemaker');
    return new sdk.SageMakerClient(settings);
  },
  runtime: (settings) => {
    const sdk: typeof import('@aws-sdk/client-sagemaker-runtime') = require('@aws-sdk/client-sagemaker-runtime');
    return new sdk.SageMakerRuntimeClient({ ...settings, maxAttempts: 1 });
  },
  secretsManager: (settings) => {
    const sdk: typeof import('@aws-sdk/client-secrets-manager') = require('@aws-sdk/client-secrets-manager');
    return new sdk.SecretsManagerClient(settings);
  },
  sqs: (settings) => {
    const sdk: typeof import('@aws-sdk/client-sqs') = require('@aws-sdk/client-sqs');
    return new sdk.SQSClient(settings);
  },
  stepFunctions: (settings) => {
    const sdk: typeof import('@aws-sdk/client-sfn') = require('@aws-sdk/client-sfn');
    return new sdk.SFNClient(settings);
  },
  ssm: (settings) => {
    const sdk: typeof import('@aws-sdk/client-ssm') = require('@aws-sdk/client-ssm');
    return new sdk.SSMClient(settings);
  },
  sts: (settings) => {
    const sdk: typeof import('@aws-sdk/client-sts') = require('@aws-sdk/client-sts');
    return new sdk.STSClient(settings);
  },
};

/** Clients of every service, each made when it is first used. */
export function awsClients(settings: ClientSettings): AwsClients {
  const made = new Map<Service, { destroy(): void }>();
  const destroy = (): void => {
    for (const client of made.values()) client.destroy();
  };
  const clients = { destroy };
  for (const service of Object.keys(CONSTRUCT) as Service[]) {
    const get = (): { destroy(): void } => {
      const client = made.get(service) ?? CONSTRUCT[service](settings);
      made.set(service, client);
      return client;
    };
    Object.defineProperty(clients, service, { get, enumerable: true });
  }
  return clients as AwsClients;
}

/** Clients of the laptop's AWS at `url`, as its administrator. */
export const laptopClients = (url: string, region: string): AwsClients => awsClients(laptopSettings(url, region));
