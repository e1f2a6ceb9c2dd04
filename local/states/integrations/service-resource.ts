import type { ErrorNaming } from './service-failure';

/** A parsed `arn:aws:states:::[aws-sdk:]service:action[.pattern]`. */
export interface ServiceResource {
  readonly sdk: boolean;
  /** As the ARN writes it: `sqs`, `eventbridge`. */
  readonly service: string;
  /** `sendMessage` */
  readonly action: string;
  /** How the task waits; absent for request and response. */
  readonly pattern?: 'sync' | 'sync:2' | 'waitForTaskToken';
}

const RESOURCE = /^arn:aws:states:::(aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)(?:\.(sync|sync:2|waitForTaskToken))?$/;

export function parseServiceResource(resource: string): ServiceResource | undefined {
  const [, sdk, service, action, pattern] = RESOURCE.exec(resource) ?? [];
  if (service === undefined || action === undefined) return undefined;
  return { sdk: sdk !== undefined, service, action, pattern: pattern as ServiceResource['pattern'] };
}

/** `SendMessage` for `sendMessage`. */
export const operationName = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

/** The optimised integrations of AWS that the laptop has services for. @see https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
export const OPTIMISED_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  events: ['putEvents'],
  sagemaker: [
    'createEndpoint',
    'createEndpointConfig',
    'createHyperParameterTuningJob',
    'createModel',
    'createProcessingJob',
    'createTrainingJob',
    'createTransformJob',
    'updateEndpoint',
  ],
  sns: ['publish'],
  sqs: ['sendMessage'],
  states: ['startExecution'],
};

const OPTIMISED_ERRORS: Readonly<Record<string, ErrorNaming>> = {
  events: { prefix: 'EventBridge', base: 'AmazonEventBridgeException', service: 'AmazonEventBridge', sdk: 1 },
  sagemaker: { prefix: 'SageMaker', base: 'AmazonSageMakerException', service: 'AmazonSageMaker', sdk: 1 },
  sns: { prefix: 'SNS', base: 'AmazonSNSException', service: 'AmazonSNS', sdk: 1 },
  sqs: { prefix: 'SQS', base: 'AmazonSQSException', service: 'AmazonSQS', sdk: 1 },
  states: { prefix: 'StepFunctions', base: 'AWSStepFunctionsException', service: 'AWSStepFunctions', sdk: 1 },
};

/** What an `aws-sdk` integration calls its services, and how their requests are signed. */
const SDK_SERVICES: Readonly<Record<string, { readonly signingName: string; readonly name: string }>> = {
  cloudformation: { signingName: 'cloudformation', name: 'CloudFormation' },
  cloudwatch: { signingName: 'monitoring', name: 'CloudWatch' },
  dynamodb: { signingName: 'dynamodb', name: 'DynamoDb' },
  eventbridge: { signingName: 'events', name: 'EventBridge' },
  lambda: { signingName: 'lambda', name: 'Lambda' },
  sagemaker: { signingName: 'sagemaker', name: 'SageMaker' },
  secretsmanager: { signingName: 'secretsmanager', name: 'SecretsManager' },
  sfn: { signingName: 'states', name: 'Sfn' },
  sns: { signingName: 'sns', name: 'Sns' },
  sqs: { signingName: 'sqs', name: 'Sqs' },
  ssm: { signingName: 'ssm', name: 'Ssm' },
  sts: { signingName: 'sts', name: 'Sts' },
};

/** The name in the request's signature, by which the laptop finds the service; undefined for one it does not know. */
export function signingName({ sdk, service }: ServiceResource): string | undefined {
  if (sdk) return SDK_SERVICES[service]?.signingName;
  return Object.hasOwn(OPTIMISED_ACTIONS, service) ? service : undefined;
}

export function errorNaming({ sdk, service }: ServiceResource): ErrorNaming {
  const name = SDK_SERVICES[service]?.name ?? service;
  if (sdk) return { prefix: name, base: `${name}Exception`, service: name, sdk: 2 };
  return OPTIMISED_ERRORS[service] ?? { prefix: name, base: `${name}Exception`, service: name, sdk: 1 };
}
