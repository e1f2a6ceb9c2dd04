import type { Definition, Flow, State } from './definition';
import { FieldReader } from './field-reader';
import { type FlowContext, readQueryLanguage } from './flow-context';
import { type Finding, InvalidDefinition } from './invalid-definition';
import { MAX_SECONDS } from './read-simple';
import { readState } from './read-state';

/** The service's bounds. */
const MAX_STATE_NAME = 80;
const MAX_DEFINITION_BYTES = 1_048_576;

export interface LoadOptions {
  /** @returns why a task's resource is refused in a machine, or a distributed child, of this type; undefined where an integration runs it. */
  readonly refusal: (resource: string, type: 'STANDARD' | 'EXPRESS') => string | undefined;
  /** @default STANDARD */
  readonly type?: 'STANDARD' | 'EXPRESS';
}

/**
 * Loads a definition in Amazon States Language (JSONPath): checks it, refuses by name whatever is unsupported, and compiles the
 * rest, so that nothing can be misunderstood later.
 * @throws InvalidDefinition with every fault and its JSON pointer.
 * @see https://states-language.net/spec.html
 */
export function loadDefinition(text: string, options: LoadOptions): Definition {
  if (Buffer.byteLength(text) > MAX_DEFINITION_BYTES) {
    throw new InvalidDefinition([{ pointer: '', message: `The definition exceeds ${MAX_DEFINITION_BYTES} bytes` }]);
  }
  const findings: Finding[] = [];
  const reader = new FieldReader(parse(text), '', findings);
  const comment = reader.string('Comment');
  const timeoutSeconds = reader.number('TimeoutSeconds', 1, MAX_SECONDS);
  const version = reader.string('Version');
  if (version !== undefined && version !== '1.0') reader.note('Version', "'Version' must be 1.0");
  readQueryLanguage(reader);
  const { type = 'STANDARD' } = options;
  const undistributable = type === 'EXPRESS' ? 'An Express machine cannot have a Distributed Map' : undefined;
  const flow = new FlowLoader(findings, options).load(reader, { type, undistributable });
  if (findings.length > 0) throw new InvalidDefinition(findings);
  return { ...flow, comment, timeoutSeconds };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidDefinition([{ pointer: '', message: `The definition is not JSON: ${(error as Error).message}` }]);
  }
}

/** What the flows of a machine differ in. */
interface FlowKind {
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly undistributable?: string;
}

const WITHIN_MAP = 'A Distributed Map within another Map is unsupported on the laptop';

class FlowLoader {
  /** Names are unique in the whole machine, not only within their flow. */
  private readonly names = new Set<string>();

  constructor(
    private readonly findings: Finding[],
    private readonly options: LoadOptions,
  ) {}

  load(reader: FieldReader, kind: FlowKind): Flow {
    const targets: { name: string; pointer: string }[] = [];
    const startAt = reader.requiredString('StartAt');
    targets.push({ name: startAt, pointer: reader.pointerOf('StartAt') });
    const context: FlowContext = {
      target: (name, pointer) => targets.push({ name, pointer }),
      nested: (inner, within) => {
        inner.string('Comment');
        return this.load(inner, within === undefined ? kind : { ...kind, undistributable: WITHIN_MAP });
      },
      child: (inner, type) => {
        const comment = inner.string('Comment');
        return { ...this.load(inner, { type, undistributable: WITHIN_MAP }), comment };
      },
      refusal: (resource) => this.options.refusal(resource, kind.type),
      undistributable: kind.undistributable,
    };
    const states = this.readStates(reader, context);
    for (const { name, pointer } of targets) {
      if (!states.has(name)) this.findings.push({ pointer, message: `There is no state '${name}' here` });
    }
    reader.end();
    // Types are already checked; unknown ones were noted, and then the definition is refused as a whole.
    return { startAt, states: states as Map<string, State> };
  }

  private readStates(reader: FieldReader, context: FlowContext): Map<string, State | undefined> {
    const states = new Map<string, State | undefined>();
    const value = reader.raw('States');
    const list = reader.object('States');
    for (const [name, state] of Object.entries((value ?? {}) as object)) {
      if (name.length > MAX_STATE_NAME) list.note(name, `A state's name has at most ${MAX_STATE_NAME} characters`);
      if (this.names.has(name)) list.note(name, `The state name '${name}' is used twice in this machine`);
      this.names.add(name);
      states.set(name, readState(name, new FieldReader(state, list.pointerOf(name), this.findings), context));
    }
    if (states.size === 0) list.note('', "'States' must hold at least one state");
    return states;
  }
}
