import type { State } from './definition';
import type { FieldReader } from './field-reader';
import { type FlowContext, readQueryLanguage } from './flow-context';
import { readChoice } from './read-choice';
import { readMap, readParallel } from './read-composite';
import { readFail, readPass, readSucceed, readTask, readWait } from './read-simple';

type StateReader = (name: string, reader: FieldReader, flow: FlowContext) => State;

const READERS: Readonly<Record<string, StateReader>> = {
  Task: readTask,
  Pass: readPass,
  Choice: readChoice,
  Wait: readWait,
  Succeed: readSucceed,
  Fail: readFail,
  Parallel: readParallel,
  Map: readMap,
};

/** Reads one state; undefined where its type is unknown. */
export function readState(name: string, reader: FieldReader, flow: FlowContext): State | undefined {
  const type = reader.requiredString('Type');
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read === undefined) {
    reader.note('Type', `'${type}' is no state type; there are ${Object.keys(READERS).join(', ')}`);
    return undefined;
  }
  reader.string('Comment');
  readQueryLanguage(reader);
  const state = read(name, reader, flow);
  reader.end();
  return state;
}
