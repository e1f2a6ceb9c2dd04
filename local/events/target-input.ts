import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import { parseJsonPath } from '../states/path/json-path';
import { NOT_FOUND, selectPath } from '../states/path/select-path';
import type { BusEvent } from './event-bus';
import { compileTemplate } from './input-template';

/** What a target may know of a delivery beside the event. */
export interface InputContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO 8601. */
  readonly ingestionTime: string;
}

/** Makes what a target receives, as JSON text. */
export type TargetInput = (event: BusEvent, context: InputContext) => string;

/**
 * Compiles `Input`, `InputPath` or `InputTransformer` of a target; without any the target receives the event itself.
 * @throws AwsError `ValidationException`
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(target: JsonObject): TargetInput {
  const { Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1) {
    throw invalid(target, 'only one of Input, InputPath and InputTransformer may be given');
  }
  if (Input !== undefined) return constant(target, String(Input));
  if (InputPath !== undefined) {
    const read = pathReader(target, String(InputPath));
    return (event) => JSON.stringify(read(event) ?? null);
  }
  if (InputTransformer !== undefined) return transformer(target, InputTransformer as JsonObject);
  return (event) => JSON.stringify(event);
}

function constant(target: JsonObject, text: string): TargetInput {
  try {
    JSON.parse(text);
  } catch {
    throw invalid(target, 'Input is no JSON');
  }
  return () => text;
}

function transformer(target: JsonObject, { InputPathsMap = {}, InputTemplate }: JsonObject): TargetInput {
  if (typeof InputTemplate !== 'string') throw invalid(target, 'InputTransformer needs an InputTemplate');
  const variables = new Map<string, TargetValue>(PREDEFINED);
  for (const [name, path] of Object.entries(InputPathsMap as JsonObject)) {
    if (name.startsWith('aws.') || name.startsWith('AWS'))
      throw invalid(target, `the variable name ${name} is reserved`);
    variables.set(name, pathReader(target, String(path)));
  }
  const render = compileTemplate(InputTemplate, new Set(variables.keys()), (reason) => invalid(target, reason));
  return (event, context) => render((name) => variables.get(name)?.(event, context));
}

/** undefined where the event has no such value. */
type TargetValue = (event: BusEvent, context: InputContext) => unknown;

const PREDEFINED: readonly [string, TargetValue][] = [
  ['aws.events.rule-arn', (_event, { ruleArn }) => ruleArn],
  ['aws.events.rule-name', (_event, { ruleName }) => ruleName],
  ['aws.events.event.ingestion-time', (_event, { ingestionTime }) => ingestionTime],
  ['aws.events.event', ({ detail: _, ...event }) => event],
  ['aws.events.event.json', (event) => event],
];

function pathReader(target: JsonObject, text: string): (event: BusEvent) => unknown {
  try {
    const path = parseJsonPath(text);
    return (event) => {
      const value = selectPath(path, event);
      return value === NOT_FOUND ? undefined : value;
    };
  } catch (error) {
    throw invalid(target, (error as Error).message);
  }
}

const invalid = ({ Id }: JsonObject, reason: string): AwsError =>
  new AwsError('ValidationException', `Target ${String(Id)} is not valid: ${reason}.`);
