import type { ServerResponse } from 'node:http';
import { localArn } from '../account';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import { AwsError } from '../protocol/aws-error';
import { failJson, handleJson } from '../protocol/json-protocol';
import type { JsonObject, OperationTable, ServiceCall } from '../protocol/operations';
import type { EventBus } from './event-bus';
import { ruleOperations } from './rule-operations';
import type { RuleStore } from './rule-store';

/** Entries of one request, and bytes of one entry. */
const MAX_ENTRIES = 10;
const MAX_ENTRY_BYTES = 262_144;

const DEFAULT_BUS_ARN = localArn('events', 'event-bus/default');

/** EventBridge: the default bus, whose rules come with the templates. */
export class EventsService implements LaptopService {
  readonly signingNames = ['events'];

  readonly operations: OperationTable;

  constructor(
    private readonly bus: EventBus,
    rules: RuleStore,
    private readonly authorizer: Authorizer,
  ) {
    this.operations = {
      PutEvents: async (input, call) => this.putEvents(input, call),
      ...ruleOperations(rules, authorizer),
    };
  }

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    await handleJson(this.operations, '1.1', request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failJson(error, '1.1', request, response);
  }

  private putEvents({ Entries }: JsonObject, call: ServiceCall): JsonObject {
    if (!Array.isArray(Entries) || Entries.length === 0 || Entries.length > MAX_ENTRIES) {
      throw new AwsError('ValidationException', `Entries: a list of 1 to ${MAX_ENTRIES} events.`);
    }
    const results = Entries.map((entry: JsonObject) => this.putEvent(entry, call));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  }

  private putEvent(entry: JsonObject, { principal }: ServiceCall): JsonObject {
    const { Source: source, DetailType: detailType, Detail: text, EventBusName: bus = 'default' } = entry;
    if (bus !== 'default' && bus !== DEFAULT_BUS_ARN) {
      throw new AwsError('ResourceNotFoundException', `The laptop has the default bus only, no '${bus}'.`);
    }
    const context: Record<string, string> = {};
    if (typeof source === 'string') context['events:source'] = source;
    if (typeof detailType === 'string') context['events:detail-type'] = detailType;
    this.authorizer.authorize({ principal, action: 'events:PutEvents', resource: DEFAULT_BUS_ARN, context });
    if (typeof source !== 'string' || typeof detailType !== 'string' || typeof text !== 'string') {
      return failed('InvalidArgument', 'Parameter Source, DetailType or Detail is not valid. Reason: it is required.');
    }
    if (source.startsWith('aws.'))
      return failed('NotAuthorizedForSource', 'Sources that begin with aws. are reserved.');
    if (Buffer.byteLength(text) > MAX_ENTRY_BYTES) return failed('InvalidArgument', 'The entry is too large.');
    const detail = parseDetail(text);
    if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed: it must be a JSON object.');
    const resources = ((entry.Resources ?? []) as readonly unknown[]).map(String);
    const time = typeof entry.Time === 'number' ? new Date(entry.Time * 1000) : undefined;
    return { EventId: this.bus.publish({ source, detailType, detail, resources, time }).id };
  }
}

function parseDetail(text: string): JsonObject | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? (detail as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

const failed = (code: string, message: string): JsonObject => ({ ErrorCode: code, ErrorMessage: message });
