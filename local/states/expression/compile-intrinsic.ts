import { StateError, StatesErrorName } from '../interpreter/state-error';
import { PathSyntaxError } from '../path/path-syntax-error';
import { NOT_FOUND } from '../path/select-path';
import { arrayFunctions } from './array-functions';
import { compilePathReader } from './compile-path';
import type { Expression } from './evaluation-scope';
import { type IntrinsicArgument, type IntrinsicCall, parseIntrinsicCall } from './intrinsic-call';
import { type IntrinsicFunction, InvalidArgument } from './intrinsic-function';
import { jsonFunctions } from './json-functions';
import { numberFunctions } from './number-functions';
import { textFunctions } from './text-functions';

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  ...arrayFunctions,
  ...textFunctions,
  ...jsonFunctions,
  ...numberFunctions,
};

/**
 * Compiles an intrinsic call.
 * @returns an expression that throws States.IntrinsicFailure where an argument is missing or refused.
 * @throws PathSyntaxError for an unknown function, a wrong number of arguments or a bad path.
 */
export function compileIntrinsic(text: string): Expression {
  return compileCall(parseIntrinsicCall(text));
}

function compileCall(call: IntrinsicCall): Expression {
  const definition = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (definition === undefined) {
    const known = Object.keys(FUNCTIONS).sort().join(', ');
    throw new PathSyntaxError(`There is no intrinsic function ${call.name}; there are ${known}.`);
  }
  const [fewest, most] = definition.arity;
  if (call.arguments.length < fewest || call.arguments.length > most) {
    throw new PathSyntaxError(
      `${call.text} has ${call.arguments.length} arguments; ${call.name} takes ${range(fewest, most)}.`,
    );
  }
  const values = call.arguments.map((argument) => compileArgument(argument, call));
  return (scope) => {
    const given = values.map((value) => value(scope));
    try {
      return definition.apply(given, scope);
    } catch (error) {
      if (error instanceof InvalidArgument) throw failure(call, error.message);
      throw error;
    }
  };
}

function compileArgument(argument: IntrinsicArgument, call: IntrinsicCall): Expression {
  if (argument.kind === 'literal') return () => argument.value;
  if (argument.kind === 'call') return compileCall(argument.call);
  const read = compilePathReader(argument.text);
  return (scope) => {
    const value = read(scope);
    if (value !== NOT_FOUND) return value;
    const searched = argument.text.startsWith('$$') ? scope.context : scope.input;
    const where = JSON.stringify(searched);
    throw failure(
      call,
      `The JsonPath argument for the field '${argument.text}' could not be found in the input '${where}'`,
    );
  };
}

function failure(call: IntrinsicCall, reason: string): StateError {
  return new StateError(
    StatesErrorName.IntrinsicFailure,
    `The function '${call.text}' had the following error: ${reason}`,
  );
}

function range(fewest: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return `${fewest} or more`;
  return fewest === most ? String(fewest) : `${fewest} to ${most}`;
}
