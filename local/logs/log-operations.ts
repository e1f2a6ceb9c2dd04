import { localArn } from '../account';
import type { Authorizer } from '../iam/authorizer';
import { AwsError } from '../protocol/aws-error';
import { optionalString, requiredString, stringList } from '../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../protocol/operations';
import { compileFilter } from './filter-pattern';
import type { LogEvent } from './log-event';
import type { LogStore } from './log-store';

const DEFAULT_EVENTS = 10_000;
/** The operations on logs: reading them. What is written comes from functions and containers. */
export function logOperations(
  store: LogStore,
  groupNames: () => readonly string[],
  authorizer: Authorizer,
): OperationTable {
  const authorize = (action: string, group: string, { principal }: ServiceCall): void =>
    authorizer.authorize({ principal, action: `logs:${action}`, resource: logGroupArn(group) });
  const group = (input: JsonObject, action: string, call: ServiceCall): string => {
    const given = optionalString(input, 'logGroupIdentifier') ?? requiredString(input, 'logGroupName');
    const name = given.replace(/^arn:aws:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
    authorize(action, name, call);
    if (!groupNames().includes(name)) throw notFound('log group');
    return name;
  };
  return {
    DescribeLogGroups: async (input, call) => {
      authorize('DescribeLogGroups', '', call);
      const prefix = optionalString(input, 'logGroupNamePrefix') ?? '';
      const part = optionalString(input, 'logGroupNamePattern') ?? '';
      const found = groupNames().filter((name) => name.startsWith(prefix) && name.includes(part));
      const { items, nextToken } = pageOf(found, input, 50);
      return { logGroups: items.map((name) => describedGroup(name, store.size(name))), nextToken };
    },
    DescribeLogStreams: async (input, call) => {
      const name = group(input, 'DescribeLogStreams', call);
      const prefix = optionalString(input, 'logStreamNamePrefix') ?? '';
      const streams = describedStreams(name, store.read(name)).filter(({ logStreamName }) =>
        logStreamName.startsWith(prefix),
      );
      if (input.orderBy === 'LastEventTime') streams.sort((a, b) => a.lastEventTimestamp - b.lastEventTimestamp);
      const { items, nextToken } = pageOf(input.descending === true ? streams.reverse() : streams, input, 50);
      return { logStreams: items, nextToken };
    },
    GetLogEvents: async (input, call) => {
      const name = group(input, 'GetLogEvents', call);
      const stream = requiredString(input, 'logStreamName');
      const all = store.read(name).filter((event) => event.stream === stream);
      if (all.length === 0) throw notFound('log stream');
      return getEvents(all.filter(inTime(input)), input);
    },
    FilterLogEvents: async (input, call) => {
      const name = group(input, 'FilterLogEvents', call);
      const matches = compileFilter(optionalString(input, 'filterPattern') ?? '');
      const streams = stringList(input, 'logStreamNames');
      const prefix = optionalString(input, 'logStreamNamePrefix') ?? '';
      const found = store
        .read(name)
        .filter(inTime(input))
        .filter(({ stream }) => (streams.length === 0 || streams.includes(stream)) && stream.startsWith(prefix))
        .filter(({ message }) => matches(message));
      const { items, nextToken } = pageOf(found, input, DEFAULT_EVENTS);
      return { events: items.map((event) => ({ ...described(event), logStreamName: event.stream })), nextToken };
    },
  };
}

const logGroupArn = (name: string): string => localArn('logs', `log-group:${name}:*`);

/** One page by `limit` and `nextToken`, which is the number of items before it. */
function pageOf<Item>(items: readonly Item[], input: JsonObject, defaultLimit: number) {
  const start = Number(input.nextToken ?? 0);
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  const limit = Number(input.limit ?? defaultLimit);
  const page = items.slice(start, start + limit);
  return { items: page, nextToken: start + page.length < items.length ? String(start + page.length) : undefined };
}

/** Newest first unless `startFromHead`; the tokens are places between events, so that a later call finds what has come. */
function getEvents(events: readonly LogEvent[], input: JsonObject): JsonObject {
  const limit = Math.min(Number(input.limit ?? DEFAULT_EVENTS), DEFAULT_EVENTS);
  const [, direction, digits] = /^([fb])\/(\d+)$/.exec(String(input.nextToken ?? '')) ?? [];
  const place = digits === undefined ? undefined : Number(digits);
  const isForward = direction === 'f' || (direction === undefined && input.startFromHead === true);
  const start = isForward ? (place ?? 0) : Math.max(0, (place ?? events.length) - limit);
  const end = isForward ? Math.min(events.length, start + limit) : (place ?? events.length);
  const shown = events.slice(start, end);
  return {
    events: shown.map(described),
    nextForwardToken: `f/${start + shown.length}`,
    nextBackwardToken: `b/${start}`,
  };
}

const inTime = ({ startTime, endTime }: JsonObject) => {
  const [from, to] = [Number(startTime ?? 0), Number(endTime ?? Number.POSITIVE_INFINITY)];
  return ({ timestamp }: LogEvent): boolean => timestamp >= from && timestamp < to;
};

const described = ({ timestamp, message }: LogEvent): JsonObject => ({ timestamp, message, ingestionTime: timestamp });

const describedGroup = (name: string, storedBytes: number): JsonObject => ({
  logGroupName: name,
  arn: logGroupArn(name),
  logGroupArn: logGroupArn(name).slice(0, -2),
  storedBytes,
});

function describedStreams(group: string, events: readonly LogEvent[]) {
  const streams = new Map<string, { first: number; last: number }>();
  for (const { stream, timestamp } of events) {
    const known = streams.get(stream);
    if (known === undefined) streams.set(stream, { first: timestamp, last: timestamp });
    else known.last = timestamp;
  }
  return [...streams]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([logStreamName, { first, last }]) => ({
      logStreamName,
      arn: localArn('logs', `log-group:${group}:log-stream:${logStreamName}`),
      creationTime: first,
      firstEventTimestamp: first,
      lastEventTimestamp: last,
    }));
}

const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);
