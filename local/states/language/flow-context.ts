import type { Definition, Flow } from './definition';
import type { FieldReader } from './field-reader';

/** What the reader of a state knows of the flow around it. */
export interface FlowContext {
  /** Notes that a state of this flow is led to; it must exist. */
  target(name: string, pointer: string): void;
  /** Reads a flow within a state: a branch, or a Map's processor. */
  nested(reader: FieldReader, within?: 'Map'): Flow;
  /** Reads the processor of a Distributed Map, each run of which is an execution of its own type. */
  child(reader: FieldReader, type: 'STANDARD' | 'EXPRESS'): Definition;
  /** Why a Distributed Map may not stand in this flow; undefined where it may. */
  readonly undistributable?: string;
  /** @returns why a task's resource is refused, or undefined for one that some integration runs. */
  refusal(resource: string): string | undefined;
}

/** Reads `Next` or `End`, of which a state must have exactly one. */
export function readTransition(reader: FieldReader, flow: FlowContext): string | undefined {
  const next = reader.string('Next');
  const end = reader.boolean('End');
  if (next !== undefined) flow.target(next, reader.pointerOf('Next'));
  if ((next === undefined) === (end !== true)) reader.note('', "A state needs either 'Next' or 'End': true");
  return next;
}

/** `QueryLanguage` may say what is so anyway; anything else is refused. */
export function readQueryLanguage(reader: FieldReader): void {
  if (reader.has('QueryLanguage') && reader.raw('QueryLanguage') !== 'JSONPath') {
    reader.note('QueryLanguage', "Field 'QueryLanguage' is refused: only JSONPath is supported");
  }
}
