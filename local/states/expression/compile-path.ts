import { runtimeError } from '../interpreter/state-error';
import { type JsonPath, parseJsonPath } from '../path/json-path';
import { PathSyntaxError } from '../path/path-syntax-error';
import { NOT_FOUND, selectPath } from '../path/select-path';
import type { EvaluationScope, Expression } from './evaluation-scope';

/** Finds a value, or says NOT_FOUND. */
export type PathReader = (scope: EvaluationScope) => unknown;

/**
 * Compiles a path of the input (`$.a`) or of the context object (`$$.Execution.Id`).
 * @throws PathSyntaxError
 */
export function compilePathReader(text: string): PathReader {
  if (!text.startsWith('$$')) {
    const path = parseJsonPath(text);
    if (path.steps.length === 0) return ({ input }) => input;
    return ({ input }) => selectPath(path, input);
  }
  if (/^\$\$\.Task\b/.test(text)) {
    throw new PathSyntaxError(
      `'${text}' reads a task token: callbacks (.waitForTaskToken) are unsupported on the laptop.`,
    );
  }
  const path = parseJsonPath(text.slice(1));
  return ({ context }) => selectPath(path, context);
}

/** Like compilePathReader, but a missing value is a States.Runtime error that names the field. */
export function compilePath(text: string, field: string): Expression {
  const read = compilePathReader(text);
  return (scope) => {
    const value = read(scope);
    if (value === NOT_FOUND) throw missing(text, field, text.startsWith('$$') ? scope.context : scope.input);
    return value;
  };
}

/**
 * A reference path: names and indexes only.
 * @throws PathSyntaxError
 */
export function parseReferencePath(text: string): JsonPath {
  const path = parseJsonPath(text);
  if (text.startsWith('$$') || !path.definite) {
    throw new PathSyntaxError(`'${text}' is not a reference path: only names and indexes below $ are.`);
  }
  return path;
}

function missing(path: string, field: string, input: unknown): Error {
  const found = JSON.stringify(input);
  return runtimeError(
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${found}'`,
  );
}
