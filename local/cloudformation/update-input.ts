import type { JsonObject } from '../protocol/operations';
import type { UpdateRequest } from './stack-engine';
import { validationError } from './validation-error';

type Items = readonly Readonly<Record<string, string>>[];

/** A list of a query-protocol request: an empty one arrives as an empty string. */
const listOf = (value: unknown): Items => (Array.isArray(value) ? (value as Items) : []);

/** What an UpdateStack would leave undone is refused rather than passed over. */
const UNSUPPORTED = ['TemplateURL', 'StackPolicyBody', 'StackPolicyURL', 'DisableRollback', 'RollbackConfiguration'];

/**
 * Reads UpdateStack's input.
 * @throws AwsError `ValidationError`
 */
export function readUpdateInput(input: JsonObject): UpdateRequest {
  const unsupported = UNSUPPORTED.find((member) => input[member] !== undefined && input[member] !== 'false');
  if (unsupported !== undefined) throw validationError(`The laptop's UpdateStack does not have ${unsupported}.`);
  const usePrevious = input.UsePreviousTemplate === 'true' || input.UsePreviousTemplate === true;
  if (usePrevious === (input.TemplateBody !== undefined)) {
    throw validationError('Either TemplateBody or UsePreviousTemplate=true is needed.');
  }
  const parameters = listOf(input.Parameters);
  const isPrevious = ({ UsePreviousValue }: Readonly<Record<string, unknown>>): boolean =>
    UsePreviousValue === 'true' || UsePreviousValue === true;
  return {
    templateBody: input.TemplateBody as string | undefined,
    parameters: Object.fromEntries(
      parameters
        .filter((parameter) => !isPrevious(parameter))
        .map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
    previousParameters: parameters.filter(isPrevious).map(({ ParameterKey = '' }) => ParameterKey),
    tags:
      input.Tags === undefined
        ? undefined
        : Object.fromEntries(listOf(input.Tags).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}
