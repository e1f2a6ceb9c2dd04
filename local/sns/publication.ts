import { AwsError } from '../protocol/aws-error';
import { optionalString, requiredString } from '../protocol/members';
import type { JsonObject } from '../protocol/operations';

/** Bytes of a message, with all its protocol-specific forms. */
const MAX_MESSAGE_BYTES = 262_144;

export interface MessageAttribute {
  readonly Type: string;
  readonly Value: string;
}

/** A message as a publisher handed it over, checked. */
export interface Publication {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  /** ISO 8601. */
  readonly timestamp: string;
  /** The text of every protocol; `default` serves those that have none of their own. */
  readonly forms: Readonly<Record<string, string>> & { readonly default: string };
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

/**
 * Reads and checks a Publish request as SNS does.
 * @throws AwsError `InvalidParameter`
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function parsePublication(input: JsonObject, messageId: string, now: Date): Publication {
  const text = requiredText(input);
  const structure = optionalString(input, 'MessageStructure');
  if (structure !== undefined && structure !== 'json') throw invalid('MessageStructure: only json is known');
  return {
    messageId,
    topicArn: requiredString(input, 'TopicArn'),
    subject: subjectOf(input),
    timestamp: now.toISOString(),
    forms: structure === 'json' ? formsOf(text) : { default: text },
    attributes: attributesOf(input.MessageAttributes),
  };
}

/** The text that goes to subscribers of one protocol. */
export const formFor = ({ forms }: Publication, protocol: string): string =>
  Object.hasOwn(forms, protocol) ? (forms[protocol] as string) : forms.default;

function requiredText(input: JsonObject): string {
  const text = input.Message;
  if (typeof text !== 'string' || text === '') throw invalid('Empty message');
  if (Buffer.byteLength(text) > MAX_MESSAGE_BYTES) throw invalid('Message too long');
  return text;
}

function subjectOf(input: JsonObject): string | undefined {
  const subject = optionalString(input, 'Subject');
  if (subject === undefined || subject === '') return undefined;
  if (subject.length >= 100 || !/^[\x21-\x7e][\x20-\x7e]*$/.test(subject)) {
    throw invalid('Subject: ASCII text of fewer than 100 characters without line breaks, not beginning with a space');
  }
  return subject;
}

function formsOf(text: string): Publication['forms'] {
  let forms: unknown;
  try {
    forms = JSON.parse(text);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  if (typeof forms !== 'object' || forms === null || typeof (forms as JsonObject).default !== 'string') {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
  const texts = Object.entries(forms).filter(([, form]) => typeof form === 'string');
  return Object.fromEntries(texts) as Publication['forms'];
}

function attributesOf(member: unknown): Publication['attributes'] {
  const attributes: Record<string, MessageAttribute> = {};
  for (const [name, entry] of Object.entries((member as JsonObject | undefined) ?? {})) {
    const { DataType = 'String', StringValue, BinaryValue } = entry as Record<string, string | undefined>;
    attributes[name] = { Type: DataType, Value: StringValue ?? BinaryValue ?? '' };
  }
  return attributes;
}

const invalid = (reason: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
