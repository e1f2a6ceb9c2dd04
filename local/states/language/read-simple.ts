import type { FailState, PassState, SucceedState, TaskState, WaitState, WaitTime } from './definition';
import type { FieldReader } from './field-reader';
import { type FlowContext, readTransition } from './flow-context';
import {
  readDataPath,
  readNumberSource,
  readPath,
  readPathOrCall,
  readResultPath,
  readTemplate,
} from './read-expression';
import { readCatch, readRetry } from './read-recovery';

/** The longest Wait and the longest time-out. Seconds. */
export const MAX_SECONDS = 99_999_999;

export function readTask(name: string, reader: FieldReader, flow: FlowContext): TaskState {
  const resource = reader.requiredString('Resource');
  const refusal = resource === '' ? undefined : flow.refusal(resource);
  if (refusal !== undefined) reader.note('Resource', refusal);
  const timeout = readNumberSource(reader, 'TimeoutSeconds', [1, MAX_SECONDS]);
  const heartbeat = readNumberSource(reader, 'HeartbeatSeconds', [1, MAX_SECONDS]);
  if (timeout !== undefined && heartbeat !== undefined && 'value' in timeout && 'value' in heartbeat) {
    if (heartbeat.value >= timeout.value)
      reader.note('HeartbeatSeconds', "'HeartbeatSeconds' must be below 'TimeoutSeconds'");
  }
  return { type: 'Task', name, resource, timeout, heartbeat, ...readWork(reader, flow) };
}

/** What Task, Parallel and Map share. */
export function readWork(reader: FieldReader, flow: FlowContext, parametersField = 'Parameters') {
  return {
    inputPath: readDataPath(reader, 'InputPath'),
    outputPath: readDataPath(reader, 'OutputPath'),
    parameters: readTemplate(reader, parametersField),
    resultSelector: readTemplate(reader, 'ResultSelector'),
    resultPath: readResultPath(reader),
    retry: readRetry(reader),
    catch: readCatch(reader, flow.target),
    next: readTransition(reader, flow),
  };
}

export function readPass(name: string, reader: FieldReader, flow: FlowContext): PassState {
  return {
    type: 'Pass',
    name,
    inputPath: readDataPath(reader, 'InputPath'),
    outputPath: readDataPath(reader, 'OutputPath'),
    parameters: readTemplate(reader, 'Parameters'),
    result: reader.has('Result') ? { value: reader.raw('Result') } : undefined,
    resultPath: readResultPath(reader),
    next: readTransition(reader, flow),
  };
}

export function readWait(name: string, reader: FieldReader, flow: FlowContext): WaitState {
  return {
    type: 'Wait',
    name,
    inputPath: readDataPath(reader, 'InputPath'),
    outputPath: readDataPath(reader, 'OutputPath'),
    time: readTime(reader),
    next: readTransition(reader, flow),
  };
}

function readTime(reader: FieldReader): WaitTime {
  reader.exclusive('Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath');
  const seconds = readNumberSource(reader, 'Seconds', [0, MAX_SECONDS]);
  const timestamp = reader.string('Timestamp');
  if (timestamp !== undefined && Number.isNaN(Date.parse(timestamp)))
    reader.note('Timestamp', "'Timestamp' must be RFC 3339");
  const timestampPath = readPath(reader, 'TimestampPath');
  if (seconds !== undefined) return { kind: 'seconds', seconds };
  const at = timestamp ?? timestampPath;
  if (at !== undefined) return { kind: 'timestamp', timestamp: at };
  if (!['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].some((field) => reader.has(field))) {
    reader.note('', "A Wait state needs 'Seconds', 'SecondsPath', 'Timestamp' or 'TimestampPath'");
  }
  return { kind: 'seconds', seconds: { value: 0 } };
}

export function readSucceed(name: string, reader: FieldReader): SucceedState {
  return {
    type: 'Succeed',
    name,
    inputPath: readDataPath(reader, 'InputPath'),
    outputPath: readDataPath(reader, 'OutputPath'),
  };
}

export function readFail(name: string, reader: FieldReader): FailState {
  reader.exclusive('Error', 'ErrorPath');
  reader.exclusive('Cause', 'CausePath');
  return {
    type: 'Fail',
    name,
    error: reader.string('Error') ?? readPathOrCall(reader, 'ErrorPath'),
    cause: reader.string('Cause') ?? readPathOrCall(reader, 'CausePath'),
  };
}
