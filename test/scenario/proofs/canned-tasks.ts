import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackWord } from '../../../core/contracts/stack-names';
import { type EditableTemplate, resourceOf } from '../../fixtures/laptop/edited-assembly';
import { flat } from '../../templates/definition';

/** How a task goes: a result as the service answers it, which is a payload template over the task's parameters; or a failure with its name and cause. */
export type Canned =
  | { readonly result: Readonly<Record<string, unknown>> }
  | { readonly error: string; readonly cause: string };

// biome-ignore lint/suspicious/noExplicitAny: states of any kind
type State = Record<string, any>;
export interface MachineDefinition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** The definition of a machine as it lies in an assembly; references are put down as text. */
export function generatedDefinition(assemblyFolder: string, stack: StackWord, machine: string): MachineDefinition {
  const template = JSON.parse(readFileSync(join(assemblyFolder, `${stack}.template.json`), 'utf8')) as EditableTemplate;
  const { Properties: properties } = resourceOf(template, 'AWS::StepFunctions::StateMachine', machine);
  return JSON.parse(flat(properties.DefinitionString)) as MachineDefinition;
}

/**
 * The same machine for an interpreter that has no services: every task becomes a Parallel state of one branch, which takes the task's
 * parameters, retries, catches and paths as they are, and ends as told.
 * Retries wait a second and happen once, since the other interpreter waits for real.
 */
export function withCannedTasks(
  definition: MachineDefinition,
  tasks: Readonly<Record<string, Canned>>,
): MachineDefinition {
  const states = Object.entries(definition.States).flatMap(([name, state]): [string, State][] =>
    state.Type === 'Task' ? canned(name, state, tasks[name] ?? { result: { Payload: {} } }) : [[name, state]],
  );
  return { ...definition, States: Object.fromEntries(states) };
}

function canned(name: string, task: State, end: Canned): [string, State][] {
  const { Type: _, Resource: __, TimeoutSeconds: ___, ...rest } = task;
  const { ResultSelector: selector, ResultPath: resultPath, OutputPath: outputPath = '$', ...kept } = rest;
  const inside = `${name} itself`;
  const selected = `${name} selected`;
  const states: Record<string, State> =
    'result' in end
      ? { [inside]: { Type: 'Pass', Parameters: end.result, Next: selected } }
      : { [inside]: { Type: 'Fail', Error: end.error, Cause: end.cause } };
  if ('result' in end) states[selected] = { Type: 'Pass', ...(selector && { Parameters: selector }), End: true };
  const parallel = {
    ...kept,
    Type: 'Parallel',
    Branches: [{ StartAt: inside, States: states }],
    ...(kept.Retry === undefined
      ? {}
      : { Retry: kept.Retry.map((retry: State) => ({ ...retry, IntervalSeconds: 1, MaxAttempts: 1 })) }),
  };
  if (resultPath === null) return [[name, { ...parallel, ResultPath: null }]];
  // The one branch's output comes in a list. (moto gives a list again for a path such as $[0].Payload.)
  const listed = { ...parallel, ResultSelector: { 'only.$': '$[0]' } };
  if (resultPath === undefined || resultPath === '$') {
    return [[name, { ...listed, OutputPath: outputPath.replace('$', '$.only') }]];
  }
  const placed = `${name} placed`;
  const {
    Next,
    End,
    Retry: ____,
    Catch: _____,
    Parameters: ______,
    Branches: _______,
    ...pass
  } = { ...parallel } as State;
  return [
    [name, { ...listed, ResultPath: '$.listed', Next: placed }],
    [
      placed,
      { ...pass, Type: 'Pass', InputPath: '$.listed.only', ResultPath: resultPath, ...(End ? { End } : { Next }) },
    ],
  ];
}
