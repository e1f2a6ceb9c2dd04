import type { TemplateParameter } from './template';
import { pointerTo, TemplateError } from './template-error';

/** A parameter's value as given, and what `Ref` gives for it. */
export interface ResolvedParameter {
  /** As the caller or the default says: for SSM types the name of the SSM parameter. */
  readonly given: string;
  readonly value: string | readonly string[];
  /** True where `value` was read from SSM. */
  readonly fromSsm: boolean;
}

export interface ParameterSources {
  /** Values that the caller gives, by parameter name. */
  readonly given: Readonly<Record<string, string>>;
  /** @throws Error where the SSM parameter does not exist. */
  readSsmParameter(name: string): Promise<string>;
}

/**
 * Where a CDK template asks which bootstrap stack there is, the laptop answers with one newer than any template wants: it has
 * nothing to bootstrap.
 */
const BOOTSTRAP_VERSION_PARAMETER = /^\/cdk-bootstrap\/[^/]+\/version$/;
const BOOTSTRAP_VERSION = '999';

const SSM_VALUE = /^AWS::SSM::Parameter::Value<(.+)>$/;
const LIST_TYPE = /^(CommaDelimitedList|List<.+>)$/;

/**
 * Gives every parameter of a template its value: the caller's, else the default. Types `AWS::SSM::Parameter::Value<…>` are read from SSM.
 * @throws TemplateError for a missing value, a value that the declaration forbids, or a value for a parameter that is not there.
 */
export async function resolveParameters(
  declared: Readonly<Record<string, TemplateParameter>>,
  sources: ParameterSources,
): Promise<Readonly<Record<string, ResolvedParameter>>> {
  const stray = Object.keys(sources.given).find((name) => !Object.hasOwn(declared, name));
  if (stray !== undefined)
    throw new TemplateError('/Parameters', `Parameters: [${stray}] do not exist in the template`);
  const resolved = await Promise.all(
    Object.entries(declared).map(async ([name, parameter]): Promise<readonly [string, ResolvedParameter]> => {
      const pointer = pointerTo('/Parameters', name);
      const given = sources.given[name] ?? parameter.Default;
      if (given === undefined) throw new TemplateError(pointer, `Parameters: [${name}] must have values`);
      return [name, await resolveOne(parameter, String(given), pointer, sources)];
    }),
  );
  return Object.fromEntries(resolved);
}

async function resolveOne(
  parameter: TemplateParameter,
  given: string,
  pointer: string,
  sources: ParameterSources,
): Promise<ResolvedParameter> {
  const inner = SSM_VALUE.exec(parameter.Type)?.[1];
  if (inner === undefined) {
    checkConstraints(parameter, given, pointer);
    return { given, value: typed(parameter.Type, given), fromSsm: false };
  }
  const text = BOOTSTRAP_VERSION_PARAMETER.test(given) ? BOOTSTRAP_VERSION : await sources.readSsmParameter(given);
  return { given, value: typed(inner, text), fromSsm: true };
}

function typed(type: string, text: string): string | readonly string[] {
  return LIST_TYPE.test(type) ? text.split(',').map((item) => item.trim()) : text;
}

function checkConstraints(parameter: TemplateParameter, given: string, pointer: string): void {
  const fault = constraintFault(parameter, given);
  if (fault !== undefined) throw new TemplateError(pointer, parameter.ConstraintDescription ?? fault);
}

function constraintFault(parameter: TemplateParameter, given: string): string | undefined {
  const { AllowedValues: allowed, AllowedPattern: pattern, MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const shown = String(parameter.NoEcho) === 'true' ? 'the value' : `'${given}'`;
  if (allowed !== undefined && !allowed.map(String).includes(given))
    return `${shown} is none of ${allowed.join(', ')}.`;
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(given))
    return `${shown} does not match ${pattern}.`;
  if (given.length < Number(MinLength ?? 0)) return `${shown} is shorter than ${MinLength} characters.`;
  if (given.length > Number(MaxLength ?? Number.POSITIVE_INFINITY))
    return `${shown} is longer than ${MaxLength} characters.`;
  if (parameter.Type !== 'Number') return undefined;
  if (given.trim() === '' || Number.isNaN(Number(given))) return `${shown} is no number.`;
  if (Number(given) < Number(MinValue ?? Number.NEGATIVE_INFINITY)) return `${shown} is less than ${MinValue}.`;
  if (Number(given) > Number(MaxValue ?? Number.POSITIVE_INFINITY)) return `${shown} is more than ${MaxValue}.`;
  return undefined;
}
