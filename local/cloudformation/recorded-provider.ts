import { localArn } from '../account';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';

/** Types whose `Ref` is an ARN, so that policies that name one by `Ref` stay policies. */
const REFERRED_BY_ARN =
  /^AWS::(SNS::Topic|StepFunctions::(StateMachine|Activity)|SecretsManager::Secret|SageMaker::\w+|CertificateManager::Certificate|Scheduler::ScheduleGroup)$/;

/** Writes a resource down and does nothing about it: for inert types, and for those that the laptop does not simulate. */
export class RecordedProvider implements ResourceProvider {
  constructor(readonly type: string) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const kind = kindOf(this.type);
    const given = properties[`${kind}Name`] ?? properties.Name;
    const name = typeof given === 'string' ? given : generatedName;
    return { physicalId: REFERRED_BY_ARN.test(this.type) ? recordedArn(this.type, name) : name, attributes: {} };
  }

  async remove(): Promise<void> {}
}

/**
 * The attributes of a resource that is only written down: each has a value that looks like it, so that what refers to it can be
 * resolved. An `Arn` is an ARN in the usual form.
 */
export function recordedAttributes(type: string, physicalId: string): Readonly<Record<string, unknown>> {
  const known: Readonly<Record<string, unknown>> = { Arn: recordedArn(type, physicalId) };
  return new Proxy(known, {
    get: (target, name) => (typeof name === 'string' ? (target[name] ?? `${physicalId}.${name}`) : undefined),
  });
}

function recordedArn(type: string, physicalId: string): string {
  if (physicalId.startsWith('arn:')) return physicalId;
  const [, service = 'unknown'] = type.toLowerCase().split('::');
  switch (type) {
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm':
      return localArn('cloudwatch', `alarm:${physicalId}`);
    case 'AWS::Logs::LogGroup':
      return localArn('logs', `log-group:${physicalId}:*`);
    default:
      return localArn(service, `${kindOf(type).toLowerCase()}/${physicalId}`);
  }
}

/** `Alarm` of `AWS::CloudWatch::Alarm`. */
const kindOf = (type: string): string => type.slice(type.lastIndexOf('::') + 2);
