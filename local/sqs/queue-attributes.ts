import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';

/** Attributes that are whole numbers: smallest, largest, default. Seconds, except for the size in bytes. */
const NUMBERS: Readonly<Record<string, readonly [number, number, number]>> = {
  DelaySeconds: [0, 900, 0],
  MaximumMessageSize: [1024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
  KmsDataKeyReusePeriodSeconds: [60, 86_400, 300],
};
const TEXTS: ReadonlySet<string> = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'SqsManagedSseEnabled',
]);
const FIFO = new Set(['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit']);

/** Attribute values as the API takes and gives them: texts. */
export type AttributeTexts = Readonly<Record<string, string>>;

/**
 * Checks attributes of CreateQueue and SetQueueAttributes.
 * @throws AwsError `InvalidAttributeName`, `InvalidAttributeValue`
 */
export function parseQueueAttributes(input: unknown): AttributeTexts {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries((input ?? {}) as JsonObject)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (FIFO.has(name)) {
      if (name === 'FifoQueue' && text === 'false') continue;
      throw new AwsError('InvalidAttributeName', `${name}: the laptop has no FIFO queues. Use a standard queue.`);
    }
    if (Object.hasOwn(NUMBERS, name)) checkNumber(name, text);
    else if (!TEXTS.has(name)) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    if ((name.startsWith('Redrive') || name === 'Policy') && text !== '') checkJson(name, text);
    attributes[name] = text;
  }
  return attributes;
}

function checkNumber(name: string, text: string): void {
  const [min, max] = NUMBERS[name] as readonly [number, number, number];
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return;
  const message = `Invalid value for the parameter ${name}: '${text}'. It must be between ${min} and ${max}.`;
  throw new AwsError('InvalidAttributeValue', message);
}

function checkJson(name: string, text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}: it is not JSON.`);
  }
  if (name === 'RedrivePolicy') redrivePolicy({ RedrivePolicy: text });
}

/** The number that holds for a queue: its own or the default. */
export const numberOf = (attributes: AttributeTexts, name: keyof typeof NUMBERS): number =>
  Number(attributes[name] ?? NUMBERS[name]?.[2]);

/** Every attribute that has a value, defaults included. */
export function withDefaults(attributes: AttributeTexts): AttributeTexts {
  const { KmsDataKeyReusePeriodSeconds: _keys, ...numbers } = NUMBERS;
  const defaults = Object.entries(numbers).map(([name, [, , value]]) => [name, String(value)] as const);
  const encrypted = attributes.KmsMasterKeyId;
  return {
    ...Object.fromEntries(defaults),
    ...(encrypted
      ? { KmsDataKeyReusePeriodSeconds: '300', SqsManagedSseEnabled: 'false' }
      : { SqsManagedSseEnabled: 'true' }),
    ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '')),
  };
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  /** Receives after which the next one finds the message in the dead-letter queue: 1 to 1,000. */
  readonly maxReceiveCount: number;
}

/** @throws AwsError `InvalidAttributeValue` */
export function redrivePolicy(attributes: AttributeTexts): RedrivePolicy | undefined {
  if (!attributes.RedrivePolicy) return undefined;
  const policy = JSON.parse(attributes.RedrivePolicy) as Record<string, unknown>;
  const maxReceiveCount = Number(policy.maxReceiveCount);
  if (typeof policy.deadLetterTargetArn !== 'string' || !(maxReceiveCount >= 1 && maxReceiveCount <= 1000)) {
    const message =
      `Value ${attributes.RedrivePolicy} for parameter RedrivePolicy is invalid: ` +
      'it needs deadLetterTargetArn and a maxReceiveCount between 1 and 1000.';
    throw new AwsError('InvalidParameterValue', message);
  }
  return { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount };
}
