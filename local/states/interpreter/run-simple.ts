import { holds } from '../choice/condition';
import { parseTimestamp } from '../choice/timestamp';
import type { Expression } from '../expression/evaluation-scope';
import type { ChoiceState, FailState, NumberSource, PassState, WaitState } from '../language/definition';
import { Aborted } from './abortion';
import type { Frame } from './frame';
import type { Step } from './recover';
import { runtimeError, StateError, StatesErrorName } from './state-error';

export function runPass(state: PassState, frame: Frame): Step {
  const input = frame.effectiveInput();
  const { parameters } = state;
  const shaped = parameters === undefined ? input : frame.evaluate(() => parameters(frame.scope(input)));
  const result = state.result === undefined ? shaped : state.result.value;
  return { output: frame.output(frame.placed(result, state.resultPath)), next: state.next };
}

export function runSucceed(frame: Frame): Step {
  return { output: frame.output(frame.effectiveInput()), next: undefined };
}

export function runChoice(state: ChoiceState, frame: Frame): Step {
  const input = frame.effectiveInput();
  const next = frame.evaluate(() => {
    const scope = frame.scope(input);
    const target = state.choices.find(({ condition }) => holds(condition, scope))?.next ?? state.default;
    if (target !== undefined) return target;
    throw new StateError(StatesErrorName.NoChoiceMatched, 'No choice rule matched, and the state has no Default.');
  });
  return { output: frame.output(input), next };
}

/** @throws StateError always: with the error and cause that the state names. */
export function runFail(state: FailState, frame: Frame): never {
  const text = (source: string | Expression | undefined, field: string): string | undefined => {
    if (source === undefined || typeof source === 'string') return source;
    const value = source(frame.scope(frame.input));
    if (typeof value === 'string') return value;
    throw runtimeError(`The value of '${field}' must be a string.`);
  };
  throw new StateError(
    frame.evaluate(() => text(state.error, 'ErrorPath')),
    frame.evaluate(() => text(state.cause, 'CausePath')),
  );
}

export async function runWait(state: WaitState, frame: Frame): Promise<Step> {
  const input = frame.effectiveInput();
  const milliseconds = frame.evaluate(() => waitMilliseconds(state, frame, input));
  await frame.execution.environment.sleeper.sleep(milliseconds, frame.signal);
  if (frame.signal.aborted) throw new Aborted();
  return { output: frame.output(input), next: state.next };
}

function waitMilliseconds(state: WaitState, frame: Frame, input: unknown): number {
  if (state.time.kind === 'seconds') return readNumber(state.time.seconds, frame, input, 0) * 1000;
  const { timestamp } = state.time;
  const text = typeof timestamp === 'string' ? timestamp : timestamp(frame.scope(input));
  const at = parseTimestamp(text);
  if (at === undefined) throw runtimeError(`The value '${String(text)}' of the timestamp is not RFC 3339.`);
  return Math.max(0, at - frame.execution.environment.clock.now().getTime());
}

/**
 * The value of `X` or of what `XPath` selects.
 * @throws StateError States.Runtime for anything but an integer of at least `least`.
 */
export function readNumber(source: NumberSource, frame: Frame, input: unknown, least: number): number {
  if ('value' in source) return source.value;
  const value = source.path(frame.scope(input));
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw runtimeError(
    `The value of '${source.field}' must be an integer of at least ${least}, not ${JSON.stringify(value)}.`,
  );
}
