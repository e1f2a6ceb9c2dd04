import { createHash, type Hash } from 'node:crypto';
import { AwsError } from '../protocol/aws-error';
import { invalidParameter } from './sqs-error';

export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with an optional custom label: `Number.float`. */
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MAX_ATTRIBUTES = 10;
const NAME = /^(?!aws\.|amazon\.)(?!\.)(?!.*\.\.)(?!.*\.$)[a-z0-9_.-]{1,256}$/i;
const TYPE = /^(String|Number|Binary)(\..{1,249})?$/;

/**
 * Checks message attributes as they come over the wire.
 * @throws AwsError `InvalidParameterValue`
 */
export function parseMessageAttributes(input: unknown): MessageAttributes {
  if (input === undefined || input === null) return {};
  const attributes = input as Record<string, MessageAttribute>;
  const names = Object.keys(attributes);
  if (names.length > MAX_ATTRIBUTES) {
    const reason = `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`;
    throw new AwsError('InvalidParameterValue', reason);
  }
  for (const name of names) check(name, attributes[name] as MessageAttribute);
  return attributes;
}

function check(name: string, attribute: MessageAttribute): void {
  const fail = (reason: string) => invalidParameter('MessageAttributes', name, reason);
  if (!NAME.test(name)) throw fail('The message attribute name is not valid.');
  if (typeof attribute?.DataType !== 'string' || !TYPE.test(attribute.DataType)) {
    throw fail(`The data type must be String, Number or Binary, not '${String(attribute?.DataType)}'.`);
  }
  const binary = attribute.DataType.startsWith('Binary');
  const value = binary ? attribute.BinaryValue : attribute.StringValue;
  if (typeof value !== 'string' || value === '') throw fail('The message attribute must contain a non-empty value.');
  if (attribute.DataType.startsWith('Number') && !Number.isFinite(Number(value))) {
    throw fail(`Can't cast the value '${value}' to a number.`);
  }
}

/** Bytes that attributes add to a message: names, types and values count. */
export function attributesSize(attributes: MessageAttributes): number {
  let size = 0;
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType);
    size += BinaryValue === undefined ? Buffer.byteLength(StringValue ?? '') : Buffer.byteLength(BinaryValue, 'base64');
  }
  return size;
}

/**
 * Hex MD5 over attributes in the order of their names; each part behind its length as four bytes, big-endian; one byte 1
 * before a text, 2 before bytes. Undefined where there are none.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function attributesMd5(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name] as MessageAttribute;
    part(hash, Buffer.from(name));
    part(hash, Buffer.from(attribute.DataType));
    const binary = attribute.DataType.startsWith('Binary');
    hash.update(Buffer.of(binary ? 2 : 1));
    part(hash, binary ? Buffer.from(attribute.BinaryValue ?? '', 'base64') : Buffer.from(attribute.StringValue ?? ''));
  }
  return hash.digest('hex');
}

function part(hash: Hash, bytes: Buffer): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
}

/** The attributes that a receive asks for: names, `prefix.*`, `.*` or `All`. */
export function selectAttributes(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  if (wanted.length === 0) return {};
  const selected = Object.entries(attributes).filter(([name]) =>
    wanted.some((pattern) =>
      pattern === 'All' || pattern === '.*'
        ? true
        : pattern.endsWith('.*')
          ? name.startsWith(pattern.slice(0, -2))
          : pattern === name,
    ),
  );
  return Object.fromEntries(selected);
}
