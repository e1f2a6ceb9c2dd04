import type { NumberSource } from '../language/definition';
import type { DistributedMapState } from '../language/distributed-map';
import type { MapRunPlan } from '../map-run/map-run-plan';
import { NOT_FOUND } from '../path/select-path';
import { Aborted } from './abortion';
import type { Frame } from './frame';
import { recover, type Step } from './recover';
import { readNumber } from './run-simple';
import { runtimeError, StateError } from './state-error';

/** Runs a Map whose iterations are executions of their own; their histories are not this one's. */
export function runDistributedMap(state: DistributedMapState, frame: Frame): Promise<Step> {
  return recover(state, frame, async () => {
    const plan = frame.evaluate(() => planOf(state, frame));
    frame.record('MapStateStarted', { length: plan.items?.length ?? 0 });
    const result = await run(frame, plan);
    frame.record('MapStateSucceeded');
    const { resultSelector } = state;
    const selected = resultSelector === undefined ? result : frame.evaluate(() => resultSelector(frame.scope(result)));
    return frame.placed(selected, state.resultPath);
  });
}

async function run(frame: Frame, plan: MapRunPlan): Promise<unknown> {
  const { mapRuns } = frame.execution.environment;
  const begun = mapRuns.begin(plan);
  const { arn: mapRunArn, redriveCount } = begun.run.record;
  if (begun.isRedriven) frame.record('MapRunRedriven', { mapRunArn, redriveCount });
  else frame.record('MapRunStarted', { mapRunArn });
  try {
    const result = await mapRuns.run(begun, plan);
    frame.record('MapRunSucceeded');
    return result;
  } catch (error) {
    if (frame.signal.aborted) throw new Aborted();
    if (error instanceof StateError) {
      frame.record('MapRunFailed', { error: error.error, cause: error.explanation });
      frame.record('MapStateFailed');
    }
    throw error;
  }
}

function planOf(state: DistributedMapState, frame: Frame): MapRunPlan {
  const { environment, identity, principal, definitionHash } = frame.execution;
  const input = frame.effectiveInput();
  const scope = frame.scope(input);
  const number = (source: NumberSource | undefined, least: number): number | undefined =>
    source === undefined ? undefined : readNumber(source, frame, input, least);
  const { reader, batcher, itemSelector, writer } = state;
  return {
    state,
    identity,
    definitionHash,
    principal,
    environment,
    signal: frame.signal,
    limits: {
      maxConcurrency: readNumber(state.maxConcurrency, frame, input, 0),
      toleratedFailureCount: number(state.toleratedFailureCount, 0),
      toleratedFailurePercentage: percentage(state.toleratedFailurePercentage, frame, input),
    },
    batch: {
      maxItems: number(batcher?.maxItems, 1),
      maxInputBytes: number(batcher?.maxInputBytes, 1),
      batchInput: batcher?.batchInput?.(scope),
    },
    maxItems: number(reader?.maxItems, 1),
    items: reader === undefined ? itemsOf(state, frame, input) : undefined,
    readerParameters: reader?.parameters(scope),
    writerParameters: writer.parameters?.(scope),
    select: (Value, Index) =>
      itemSelector === undefined ? Value : frame.evaluate(() => itemSelector(frame.scope(input, { Index, Value }))),
  };
}

function itemsOf(state: DistributedMapState, frame: Frame, input: unknown): readonly unknown[] {
  const items = state.items === undefined ? input : state.items.read(frame.scope(input));
  if (items !== NOT_FOUND && Array.isArray(items)) return items;
  throw runtimeError(`Reference path "${state.items?.path ?? '$'}" must point to array.`);
}

/** A percentage may have a fraction. */
function percentage(source: NumberSource | undefined, frame: Frame, input: unknown): number | undefined {
  if (source === undefined) return undefined;
  if ('value' in source) return source.value;
  const value = source.path(frame.scope(input));
  if (typeof value === 'number' && value >= 0 && value <= 100) return value;
  throw runtimeError(`The value of '${source.field}' must be a number from 0 to 100, not ${JSON.stringify(value)}.`);
}
