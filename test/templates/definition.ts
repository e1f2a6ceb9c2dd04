import type { Template } from 'aws-cdk-lib/assertions';

/** A retrier of a state, as Amazon States Language has it. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly JitterStrategy?: string;
}

export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly [field: string]: unknown;
}

export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

/** Definition of the state machine whose logical id contains `word`; references read `{LogicalId}` or `{LogicalId.Attribute}`. */
export function definition(template: Template, word: string): Definition {
  const machines = template.findResources('AWS::StepFunctions::StateMachine');
  const [, machine] = Object.entries(machines).find(([id]) => id.includes(word)) ?? [];
  if (machine === undefined) throw new Error(`no state machine ${word}`);
  return JSON.parse(flat(machine.Properties.DefinitionString)) as Definition;
}

/** A property with its intrinsic functions written into the text. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', undefined]] = Object.entries(value as Record<string, unknown>);
  if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(flat).join('');
  if (name === 'Ref') return `{${readable(String(argument))}}`;
  if (name === 'Fn::GetAtt') return `{${(argument as string[]).join('.')}}`;
  return `{${name}}`;
}

/** `SsmParameterValuesecondlooklocalkeyarnC96…Parameter` -> `keyarn` */
const readable = (reference: string): string =>
  /^SsmParameterValuesecondlook(?:local|dev|staging|prod)(\w+?)C96584B6/.exec(reference)?.[1] ?? reference;
